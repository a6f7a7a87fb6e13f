"""Essential hypertension beside a hypertension code that includes it."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault, remove

ID = "ICD-023"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.9.a"


def check(context: Context) -> Iterator[Fault]:
    combined = next((d for d in context.sequenced if d.code.startswith(("I11.", "I12.", "I13."))), None)
    if combined is None:
        return
    for diagnosis in context.sequenced:
        if diagnosis.code == "I10":
            last = diagnosis.place == len(context.encounter.diagnoses) - 1
            pointed = any(diagnosis.place + 1 in line.diagnosis_pointers for line in context.encounter.lines)
            yield Fault(
                diagnosis.where,
                ("I10", combined.code),
                f"{combined.code} includes the hypertension; I10 is not reported beside it",
                "remove I10",
                remove(diagnosis.place),
                safe=last and not pointed,
            )
