"""A physician's modifier on a hospital's claim."""

from collections.abc import Iterator

from farr.edits.billing import bill, billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-008"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 4, section 20.6"
PHYSICIAN = frozenset(
    ("53", "54", "55", "56", "57", "62", "66", "80", "81", "82", "AS", "AA", "QK", "QX", "QY", "QZ", "AD", "26", "FS", "AI")
)


def check(context: Context) -> Iterator[Fault]:
    if PHYSICIAN.isdisjoint(modifiers_of(context)) or bill(context)[:2] not in ("13", "14"):
        return
    for line in billed(context):
        if (line.line.revenue_code or "")[:3] in ("096", "097", "098"):
            continue
        for at, modifier in enumerate(line.modifiers):
            if modifier in PHYSICIAN:
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} tells of the physician's work, and this is the hospital's claim",
                    "remove it; a hospital's procedure that was broken off carries 73 or 74",
                )
