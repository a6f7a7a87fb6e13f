"""A score of the NIH stroke scale in first place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import listed_first

ID = "ICD-034"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.18.i"
TRIGGERS = ("R29.7",)


def check(context: Context) -> Iterator[Fault]:
    first = listed_first(context, *TRIGGERS)
    if first is not None:
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is never first: the stroke stands before its score",
            "Put the stroke before it",
        )
