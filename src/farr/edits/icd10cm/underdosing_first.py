"""Underdosing of a drug in first place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import listed_first

ID = "ICD-036"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.19.e.5.c"
TRIGGERS = ("T36", "T37", "T38", "T39", "T40", "T41", "T42", "T43", "T44", "T45", "T46", "T47", "T48", "T49", "T50")


def check(context: Context) -> Iterator[Fault]:
    first = listed_first(context, *TRIGGERS)
    if first is not None and first.node is not None and first.node.title.startswith("Underdosing"):
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is never first: the condition that the drug treats stands before it",
            "Put the condition before it",
        )
