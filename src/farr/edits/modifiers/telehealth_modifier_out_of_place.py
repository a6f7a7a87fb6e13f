"""A telehealth modifier at a place where the patient was present."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of, professional
from farr.edits.context import Context, Fault

ID = "MOD-015"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 190"
REMOTE = frozenset(("95", "93", "GT", "GQ"))


def check(context: Context) -> Iterator[Fault]:
    if REMOTE.isdisjoint(modifiers_of(context)) or not professional(context):
        return
    for line in billed(context):
        place = line.line.place_of_service
        if place and place not in ("02", "10"):
            for at, modifier in enumerate(line.modifiers):
                if modifier in REMOTE:
                    yield Fault(
                        f"{line.where}/modifiers/{at}",
                        (line.code, modifier),
                        f"modifier {modifier} says telehealth, and place of service {place} says that the patient was there",
                        "place of service 10 (patient at home) or 02 (elsewhere), or remove the modifier",
                    )
