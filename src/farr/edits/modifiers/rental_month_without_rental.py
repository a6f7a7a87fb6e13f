"""The month of a rental on an item that is not rented."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-023"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 20, section 30.5"


def check(context: Context) -> Iterator[Fault]:
    if modifiers_of(context).isdisjoint(("KI", "KJ")):
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if modifier in ("KI", "KJ") and not line.has("RR"):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} counts months of a rental, and RR is not on the line",
                    "add RR, or remove the month",
                )
