"""A code of the outcome of delivery in first place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import listed_first

ID = "ICD-032"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.15.b.5"
TRIGGERS = ("Z37",)


def check(context: Context) -> Iterator[Fault]:
    first = listed_first(context, *TRIGGERS)
    if first is not None:
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is never first: it only adds the outcome to the record of the delivery",
            "Put the code of the delivery before it",
        )
