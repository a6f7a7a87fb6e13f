"""A code that names the organism of a disease classified elsewhere in first place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import listed_first

ID = "ICD-031"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.B.7; Medicare Code Editor edit 9"
TRIGGERS = ("B95", "B96", "B97")


def check(context: Context) -> Iterator[Fault]:
    first = listed_first(context, *TRIGGERS)
    if first is not None:
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is never first: it only adds the organism to the code of an infection",
            "Put the infection before it",
        )
