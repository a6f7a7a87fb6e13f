"""A line whose main diagnosis is an external cause."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-020"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines, I.C.20 and IV.A"


def check(context: Context) -> Iterator[Fault]:
    diagnoses = context.encounter.diagnoses
    for place, line in enumerate(context.encounter.lines):
        if line.diagnosis_pointers and 1 <= line.diagnosis_pointers[0] <= len(diagnoses):
            code = diagnoses[line.diagnosis_pointers[0] - 1].code.strip().upper()
            if code[:1] in "VWXY":
                yield Fault(
                    f"/lines/{place}/diagnosis_pointers/0",
                    (line.code or "", code),
                    f"the line's first pointer leads to {code}, an external cause, which is no reason for a service",
                    "point to the injury or condition first",
                )
