"""A present-on-admission indicator of an older version."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "ICD-048"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ASC X12N 005010X223A2, present-on-admission indicators; ICD-10-CM Official Guidelines FY2026, Appendix I"
TRIGGERS = ()


def check(context: Context) -> Iterator[Fault]:
    for place, diagnosis in enumerate(context.encounter.diagnoses):
        if diagnosis.poa == "1":
            yield Fault(
                f"/diagnoses/{place}/poa",
                (diagnosis.code,),
                "1 is no indicator of version 5010; a code that is exempt has none",
                "leave it out where the code is exempt, else tell Y, N, U or W",
            )
