"""A charge below zero, or more not covered than charged."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-016"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 SV102; 005010X223A2 SV203 and SV207"


def check(context: Context) -> Iterator[Fault]:
    for place, line in enumerate(context.encounter.lines):
        if line.charge is None:
            continue
        if line.charge < 0:
            yield Fault(
                f"/lines/{place}/charge", (line.code or "",), "the charge is below zero", "give the charge of the whole line"
            )
        elif line.non_covered_charge is not None and line.non_covered_charge > line.charge:
            yield Fault(
                f"/lines/{place}/non_covered_charge",
                (line.code or "",),
                "more is not covered than is charged",
                "correct the amounts",
            )
