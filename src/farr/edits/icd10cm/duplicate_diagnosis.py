"""The same diagnosis code twice."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault, remove

ID = "ICD-004"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.B.12"


def check(context: Context) -> Iterator[Fault]:
    seen: dict[str, int] = {}
    for diagnosis in context.diagnoses:
        if diagnosis.role in ("admitting", "reason-for-visit"):
            continue
        if diagnosis.code in seen:
            pointed = any(diagnosis.place + 1 <= max(line.diagnosis_pointers, default=0) for line in context.encounter.lines)
            yield Fault(
                diagnosis.where,
                (diagnosis.code,),
                f"{diagnosis.code} stands already at /diagnoses/{seen[diagnosis.code]}; each code is reported once",
                "remove the second one",
                remove(diagnosis.place),
                safe=not pointed,
            )
        else:
            seen[diagnosis.code] = diagnosis.place
