"""A modifier of procedures on a visit."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-006"
SEVERITY = "error"
STAGE = "coding"
SOURCE = (
    "NCCI Policy Manual for Medicare Services, chapter I, section E; Medicare Claims Processing Manual, chapter 12, section 40.2"
)
PROCEDURE_MODIFIERS = frozenset((
    "22", "50", "51", "53", "54", "55", "56", "58", "59", "62", "66", "76", "77", "78", "79", "80", "81", "82",
    "AS", "91", "26", "TC", "RT", "LT", "XS", "XU",
))  # fmt: skip


def check(context: Context) -> Iterator[Fault]:
    if PROCEDURE_MODIFIERS.isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        if not line.family:
            continue
        for at, modifier in enumerate(line.modifiers):
            if modifier in PROCEDURE_MODIFIERS:
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} is for procedures, and {line.code} is a visit",
                    "remove it; a visit that is separate from a procedure carries 25, or 57 on the decision for major surgery",
                )
