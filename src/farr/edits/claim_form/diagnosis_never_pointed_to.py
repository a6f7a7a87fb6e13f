"""A diagnosis that no line points to."""

from collections.abc import Iterator

from farr.edits.billing import professional
from farr.edits.context import Context, Fault

ID = "CLM-021"
SEVERITY = "info"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 HI and SV107"


def check(context: Context) -> Iterator[Fault]:
    lines = context.encounter.lines
    if not professional(context) or not lines or not all(line.diagnosis_pointers for line in lines):
        return
    told = {pointer for line in lines for pointer in line.diagnosis_pointers}
    if len(told) >= len(context.encounter.diagnoses):
        return
    for diagnosis in context.diagnoses:
        if diagnosis.place + 1 not in told and diagnosis.place < 12 and diagnosis.code[:1] not in "VWXYZ":
            yield Fault(
                diagnosis.where,
                (diagnosis.code,),
                f"no line points to {diagnosis.code}",
                "point to it from the service it was for",
            )
