"""More than four modifiers on a line."""

from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "MOD-002"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 SV101-3 to -6; 005010X223A2 SV202-3 to -6"


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if len(line.modifiers) > 4:
            yield Fault(
                f"{line.where}/modifiers/4",
                (line.code,),
                f"{len(line.modifiers)} modifiers, and a line holds four",
                "keep those that decide the payment; Medicare takes 99 and the others in the narrative",
            )
