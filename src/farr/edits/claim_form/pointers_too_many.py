"""More than four pointers, or one twice."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-019"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ASC X12N 005010X222A1 SV107"


def check(context: Context) -> Iterator[Fault]:
    for place, line in enumerate(context.encounter.lines):
        pointers = line.diagnosis_pointers
        if len(pointers) < 2:
            continue
        if len(pointers) > 4:
            yield Fault(
                f"/lines/{place}/diagnosis_pointers", (line.code or "",), f"{len(pointers)} pointers, and a line holds four",
                "keep the four that are the reasons for the service",
            )  # fmt: skip
        elif len(set(pointers)) < len(pointers):
            yield Fault(
                f"/lines/{place}/diagnosis_pointers", (line.code or "",), "a diagnosis is pointed to twice", "keep one of the two"
            )
