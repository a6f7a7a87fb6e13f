"""What kind of visit a document records: whether it is one at all, its family, the class of the patient, age and minutes."""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from farr.codes.page import Page
from farr.codes.wordings import Hit
from farr.records import Document

OPERATIVE = 2
SAID = ("present", "historical", "conditional")
TOTAL = re.compile(
    r"(?:total (?:\w+ )?time|time spent|discharge time|spent a total of|spent|total of|encounter time|visit time)\b[^.;\n]{0,60}?"
    r"\b(\d{1,3})\s*(?:-\s*)?(minutes?|mins?|hours?)\b"
    r"|\b(\d{1,3})\s*(?:-\s*)?(minutes?|mins?)\b[^.;\n]{0,30}?(?:were|was|of total time|total time|spent)\b"
)
MINUTES = re.compile(r"\d\s*(?:-\s*)?(?:min|hour)")
CRITICAL = re.compile(
    r"critical care[^.;]{0,60}?\b(\d{1,3})\s*(?:minutes?|mins?)|\b(\d{1,3})\s*(?:minutes?|mins?) of critical care"
)
OTHER_TIME = re.compile(
    r"smok|tobacco|cessation|critical care|procedure|physical therapy|exercis|walk|wait|ago|infus|nurse|therapist"
    r"|advance care|each|daily|twice|every|a day|per day|resident|student|driving|in bed|on the phone with insurance"
)
AGE = re.compile(r"\b(\d{1,3})[ -]?(?:year|yr)s?[ -]?old\b|\b(\d{1,3}) ?y/?o\b")
INFANT = re.compile(r"\b\d{1,2}[ -]?(?:month|week|day|mo|wk)s?[ -]?old\b")


class Visit(NamedTuple):
    """``said``: name of the table of visit words to the first hit that is asserted; ``minutes``: what the time statement says,
    with its place."""

    family: str
    patient: str
    said: dict[str, Hit]
    minutes: int | None
    time: tuple[int, int] | None
    critical: tuple[int, int, int] | None
    age: int | None


def is_visit(page: Page, hits: list[Hit]) -> bool:
    """True where the note shows an encounter: a reason to come and an assessment, and no report of an operation or a study."""
    kinds = {section.kind for section in page.reading.sections}
    names = [hit.cells[1] for hit in hits if hit.cells[0] == "visit"]
    if names.count("operative") >= OPERATIVE or "technique" in kinds:
        return False
    came = "encounter" in names or bool(kinds & {"chief-complaint", "history-of-present-illness"})
    return came or any(name in names for name in ("preventive", "awv", "subsequent", "initial", "discharge", "critical-care"))


def read_visit(document: Document, page: Page, hits: list[Hit], family: str, date: dt.date) -> Visit:
    """The visit of a document whose family of codes is known from its setting."""
    said: dict[str, Hit] = {}
    for hit in hits:
        if hit.cells[0] == "visit" and hit.cells[1] not in said and _is_said(page, hit):
            said[hit.cells[1]] = hit
    minutes, time = _minutes(page)
    return Visit(family, _class(family, said), said, minutes, time, _critical(page), age_of(document, page, date))


def _is_said(page: Page, hit: Hit) -> bool:
    return page.section(hit.start) == "heading" or page.assertion(hit.start, hit.end) in SAID


def _class(family: str, said: dict[str, Hit]) -> str:
    if family == "emergency":
        return "any"
    if family in ("hospital", "nursing"):
        if "same-day" in said and family == "hospital":
            return "same-day"
        if "initial" in said:
            return "initial"
        return "subsequent" if "subsequent" in said else "unknown"
    if "new" in said and "established" in said:
        return "new" if said["new"].start < said["established"].start else "established"
    return "new" if "new" in said else "established" if "established" in said else "unknown"


def _minutes(page: Page) -> tuple[int | None, tuple[int, int] | None]:
    """The longest statement of the practitioner's own time; other times (a procedure, counselling on tobacco) do not count."""
    if MINUTES.search(page.form) is None:
        return None, None
    best: tuple[int, tuple[int, int]] | None = None
    if not any(word in page.form for word in ("time", "spent", "total")):
        return None, None
    for match in TOTAL.finditer(page.form):
        if OTHER_TIME.search(page.around(match.start())):
            continue
        number, unit = (match[1], match[2]) if match[1] else (match[3], match[4])
        minutes = int(number) * (60 if unit.startswith("hour") else 1)
        if best is None or minutes > best[0]:
            best = minutes, match.span()
    return best if best is not None else (None, None)


def _critical(page: Page) -> tuple[int, int, int] | None:
    match = CRITICAL.search(page.form) if "critical care" in page.form else None
    return None if match is None else (int(match[1] or match[2]), *match.span())


def age_of(document: Document, page: Page, date: dt.date) -> int | None:
    """Age in completed years, from the birth date, else from the words."""
    born = document.patient.birth_date if document.patient else None
    if born is not None:
        return date.year - born.year - ((date.month, date.day) < (born.month, born.day))
    match = AGE.search(page.form)
    if match is not None:
        return int(match[1] or match[2])
    return 0 if INFANT.search(page.form) else None
