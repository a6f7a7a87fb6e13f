"""A hospital's modifier on a professional claim."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of, professional
from farr.edits.context import Context, Fault

ID = "MOD-007"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 4, sections 20.6 and 160; Integrated Outpatient Code Editor edit 22"
FACILITY = frozenset(("27", "73", "74", "PO", "PN", "CA"))
SURGERY_CENTER = "24"


def check(context: Context) -> Iterator[Fault]:
    if FACILITY.isdisjoint(modifiers_of(context)) or not professional(context):
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if modifier in FACILITY and not (modifier in ("73", "74") and line.line.place_of_service == SURGERY_CENTER):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} is for hospitals (73 and 74 also for surgery centers), this is a professional claim",
                    "remove it; a physician's procedure that was broken off carries 53, a separate visit 25",
                )
