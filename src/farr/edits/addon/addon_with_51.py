"""An add-on code with the modifier of multiple procedures."""

from collections.abc import Iterator

from farr.edits.add_ons import add_on
from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "ADD-004"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 40.6"


def check(context: Context) -> Iterator[Fault]:
    if "51" not in modifiers_of(context):
        return
    for line in billed(context):
        if line.has("51") and add_on(context, line) is not None:
            yield Fault(
                f"{line.where}/modifiers/{line.modifiers.index('51')}",
                (line.code, "51"),
                f"{line.code} is an add-on code, which is never reduced as a second procedure",
                "remove 51",
            )
