"""A body mass index in first place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import listed_first

ID = "ICD-033"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.B.14"
TRIGGERS = ("Z68",)


def check(context: Context) -> Iterator[Fault]:
    first = listed_first(context, *TRIGGERS)
    if first is not None:
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is never first: it only adds a measure to a diagnosis of the provider",
            "Put the diagnosis that it measures before it",
        )
