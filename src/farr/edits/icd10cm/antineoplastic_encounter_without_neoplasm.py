"""Antineoplastic treatment without the neoplasm."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import having

ID = "ICD-046"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.2.e.2"
TRIGGERS = ("Z51.0", "Z51.11", "Z51.12")


def check(context: Context) -> Iterator[Fault]:
    if having(context, "C", "D0", "D1", "D2", "D3", "D4"):
        return
    for treatment in having(context, *TRIGGERS):
        yield Fault(treatment.where, (treatment.code,), f"{treatment.code} names no neoplasm", "add the neoplasm that is treated")
