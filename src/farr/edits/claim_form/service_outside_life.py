"""A service before birth or after death."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-014"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Claim adjustment reasons 13 and 14; Medicare Claims Processing Manual, chapter 1, section 80.3.2"


def check(context: Context) -> Iterator[Fault]:
    patient = context.encounter.patient
    if patient is None or (patient.birth_date is None and patient.death_date is None):
        return
    encounter = context.encounter
    days = [("/from", encounter.from_), ("/through", encounter.through)]
    days += [(f"/lines/{place}/date", line.date) for place, line in enumerate(encounter.lines)]
    for path, day in days:
        if day and patient.birth_date and day < patient.birth_date:
            yield Fault(path, (), "the service lies before the patient's birth", "correct the date of service or of birth")
        elif day and patient.death_date and day > patient.death_date:
            yield Fault(path, (), "the service lies after the patient's death", "correct the date of service or of death")
