"""A diagnosis code that does not exist."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.tables import dotted

ID = "ICD-001"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "45 CFR 162.1002(c); ICD-10-CM Tabular List in force on the date of service"


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.diagnoses:
        if diagnosis.node is None and not context.stem_of(diagnosis.code) and not context.elsewhere(diagnosis.code):
            nearest = context.tables.nearest(diagnosis.code)
            shape = "" if dotted(diagnosis.code) else " (a letter, two characters, then up to four after the dot)"
            yield Fault(
                diagnosis.where,
                (diagnosis.code,),
                f"{diagnosis.code} is not an ICD-10-CM code of {context.tables.release}{shape}",
                f"check the code; nearest valid codes: {', '.join(nearest)}" if nearest else "check the code",
            )
