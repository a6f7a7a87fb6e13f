"""A last day before the first."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-012"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ASC X12N 005010X222A1 DTP 472; 005010X223A2 DTP 434 and 435"


def check(context: Context) -> Iterator[Fault]:
    encounter = context.encounter
    if encounter.from_ and encounter.through and encounter.through < encounter.from_:
        yield Fault("/through", (), "the last day lies before the first", "correct the dates of the encounter")
    for place, line in enumerate(encounter.lines):
        if line.date and line.through and line.through < line.date:
            yield Fault(
                f"/lines/{place}/through", (line.code or "",), "the line's last day lies before its first", "correct the dates"
            )
    admission = encounter.admission
    if admission and admission.date and admission.discharge_date and admission.discharge_date < admission.date:
        yield Fault("/admission/discharge_date", (), "discharge lies before admission", "correct the dates of the stay")
    if admission and admission.date and encounter.through and admission.date > encounter.through:
        yield Fault("/admission/date", (), "admission lies behind the last day of the statement", "correct the dates of the stay")
