"""A pointer to a diagnosis that is not there."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-018"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ASC X12N 005010X222A1 SV107"


def check(context: Context) -> Iterator[Fault]:
    count = len(context.encounter.diagnoses)
    for place, line in enumerate(context.encounter.lines):
        for at, pointer in enumerate(line.diagnosis_pointers):
            if not 1 <= pointer <= min(count, 12):
                yield Fault(
                    f"/lines/{place}/diagnosis_pointers/{at}",
                    (line.code or "",),
                    f"the pointer says diagnosis {pointer}; there are {count}, and a claim points to the first 12",
                    "point to a diagnosis that stands on the claim; pointers count from 1",
                )
