"""Long-term (current) drug therapy in first place."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import listed_first

ID = "ICD-035"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.21.c.3 and IV.A"
TRIGGERS = ("Z79",)


def check(context: Context) -> Iterator[Fault]:
    first = listed_first(context, *TRIGGERS)
    if first is not None:
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is never first: it tells of a drug, not why the patient is seen",
            "Put the condition or the reason for the visit before it",
        )
