"""What a note says of the patient against the patient's record, and against itself."""

from __future__ import annotations

import datetime as dt

from farr.documents.people import Said, said_of_patient
from farr.records import Document, Finding

TOLERANCE = 1
SOURCE = "AHIMA Standards of Ethical Coding (2016), 1 and 4: conflicting documentation is clarified before it is coded"


def contradictions(document: Document, language: str, tables: dict[str, str]) -> list[Finding]:
    """Findings where sex or age in the text contradict each other or the patient's record; the codes are given all the same.

    Ages may differ by a year, and earlier ages ("at 40 years") are no statement of the patient's age.
    """
    said = said_of_patient(document.text, language)
    found = []
    sex = _sex(document, said)
    if sex is not None:
        message = "check that the note belongs to this patient, and have the wrong statement corrected"
        found.append(_finding("DOC-002", "sex-contradiction", f"{sex[0]}; {message}", sex[1], tables))
    age = _age(document, said)
    if age is not None:
        message = "check that the note belongs to this patient and the birth date"
        found.append(_finding("DOC-003", "age-contradiction", f"{age[0]}; {message}", age[1], tables))
    return found


def _sex(document: Document, said: tuple[Said, ...]) -> tuple[str, Said] | None:
    stated = [one for one in said if one.sex is not None]
    registered = document.patient.sex if document.patient else None
    if registered in ("female", "male"):
        other = next((one for one in stated if one.sex != registered), None)
        return ("the note speaks of another sex than the patient's record", other) if other else None
    other = next((one for one in stated if one.sex != stated[0].sex), None)
    return ("the note speaks of the patient as of both sexes", other) if other else None


def _age(document: Document, said: tuple[Said, ...]) -> tuple[str, Said] | None:
    stated = [one for one in said if one.age is not None]
    born = document.patient.birth_date if document.patient else None
    if born is not None and stated:
        day = document.date or dt.date.today()
        age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        other = next((one for one in stated if one.age is not None and abs(one.age - age) > TOLERANCE), None)
        return ("the note gives another age than the patient's birth date", other) if other else None
    ages = [one.age for one in stated if one.age is not None]
    other = next((one for one in stated if one.age is not None and abs(one.age - ages[0]) > TOLERANCE), None)
    return ("the note gives the patient's age in two ways", other) if other else None


def _finding(edit: str, name: str, message: str, place: Said, tables: dict[str, str]) -> Finding:
    return Finding(
        edit=edit,
        name=name,
        severity="warning",
        message=message,
        where=f"/text ({place.start} to {place.end})",
        source=SOURCE,
        tables=tables,
    )
