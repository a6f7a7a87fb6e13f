"""The level of a visit: the middle of three grades, or the minutes, whichever supports the higher code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from farr.codes.evaluation_management.data import data
from farr.codes.evaluation_management.problems import problems
from farr.codes.evaluation_management.risk import risk
from farr.codes.evaluation_management.thresholds import (
    GRADES,
    code_by_time,
    codes_of,
    family_of,
    fixed,
    preventive,
    prolonged,
    wordings,
)
from farr.codes.evaluation_management.visit import Visit, is_visit, read_visit
from farr.codes.page import Page
from farr.records import Document, Element, EvaluationManagement, Evidence, Suggestion

RULE = "CPT E/M 2021/2023: MDM"
TIME_RULE = "CPT E/M 2021/2023: total time"
OTHER = {"new": "established", "established": "new", "initial": "subsequent", "subsequent": "initial"}
STANDS_IN = {"hospital": "subsequent", "nursing": "subsequent"}
SHOWN = 3
WELLNESS = (
    ("welcome", "G0402", "Medicare initial preventive visit"),
    ("initial-awv", "G0438", "Medicare annual wellness visit, first"),
    ("awv", "G0439", "Medicare annual wellness visit, later"),
)


def evaluate(document: Document, page: Page, diagnoses: Sequence[Suggestion], date: dt.date) -> EvaluationManagement | None:
    """The E/M service that a professional's note records.

    Args:
        diagnoses: the suggestions of the same document; the reportable ones are the problems addressed.
    Returns: the code with the three elements and their items, or None where the note shows no visit, its setting has no E/M
        family, no code is in force on the date, or neither a problem nor a time is stated.
    Source: CPT E/M guidelines 2021 and 2023 (levels), 2024 (times); dated in ``data``.
    """
    family = family_of(document.setting)
    if family is None or document.claim_type != "professional":
        return None
    hits = wordings(page.reading.language).find(page.form)
    if not is_visit(page, hits):
        return None
    visit = read_visit(document, page, hits, family, date)
    if family == "office" and "discharge" in visit.said and any(s.kind == "hospital-course" for s in page.reading.sections):
        return None
    reportable = [diagnosis for diagnosis in diagnoses if diagnosis.reportable]
    elements = (problems(page, hits, reportable), data(page, hits), risk(page, hits))
    special = _by_service(visit, page, elements) or _preventive(visit, page, elements, date)
    return special or _levelled(visit, page, elements, date)


def _levelled(visit: Visit, page: Page, elements: tuple[Element, ...], date: dt.date) -> EvaluationManagement | None:
    patient = visit.patient
    stands_in = STANDS_IN.get(visit.family, "established") if patient == "unknown" else patient
    codes = codes_of(visit.family, stands_in, date)
    if not codes:
        return None
    grade = sorted(element.grade for element in elements)[1] if elements[0].grade else 0
    decided = codes.get(grade)
    timed = code_by_time(codes, visit.minutes, date) if visit.minutes is not None else None
    code = max((one for one in (decided, timed) if one is not None), default=None)
    if code is None:
        return None
    by_time = timed is not None and (decided is None or timed > decided)
    level = max(level for level, one in codes.items() if one == code) if by_time else grade
    other = codes_of(visit.family, OTHER.get(stands_in, ""), date) if patient == "unknown" else {}
    minutes = visit.minutes if by_time else None
    more = prolonged(code, minutes, date) if minutes is not None else ()
    alternative = other.get(level) if not by_time or minutes is None else code_by_time(other, minutes, date)
    return EvaluationManagement(
        family=visit.family,
        patient=patient,
        code=code,
        title=_title(visit.family, stands_in, GRADES[level], minutes),
        path="time" if by_time else "medical decision making",
        reason=_reason(elements, level, minutes, stands_in if patient == "unknown" else "", code, alternative),
        elements=elements,
        evidence=_evidence(page, elements, visit.time if by_time else None),
        rules=(TIME_RULE if by_time else RULE,),
        minutes=visit.minutes,
        code_by_decision=decided,
        code_by_time=timed,
        alternative=alternative,
        modifiers=modifiers(visit, page),
        prolonged=tuple(f"{one} x {units} ({rule})" for one, units, rule in more),
    )


def modifiers(visit: Visit, page: Page) -> tuple[str, ...]:
    """Modifier candidates: 57 where major surgery of the same or next day is decided, else 25 where a procedure was done."""
    surgery, procedure = visit.said.get("surgery-soon"), visit.said.get("procedure-today")
    if surgery is not None and page.in_plan(surgery.start) and page.is_present(surgery.start, surgery.end):
        return ("57",)
    if procedure is not None and visit.family in ("office", "emergency", "home"):
        return ("25",)
    return ()


def _by_service(visit: Visit, page: Page, elements: tuple[Element, ...]) -> EvaluationManagement | None:
    """Discharge day and critical care, which minutes alone tell apart."""
    if visit.critical is not None and visit.family in ("emergency", "hospital"):
        minutes, start, end = visit.critical
        code = fixed("critical-care", minutes)
        if code is not None:
            return _plain(visit, page, elements, code, f"critical care, {minutes} minutes", (start, end), minutes, "time")
    if visit.family in ("hospital", "nursing") and "discharge" in visit.said:
        code = fixed(f"{visit.family}-discharge", visit.minutes or 0)
        hit = visit.said["discharge"]
        if code is not None:
            told = f"{visit.family} discharge day"
            told += f", {visit.minutes} minutes" if visit.minutes is not None else ", time not stated"
            return _plain(visit, page, elements, code, told, visit.time or (hit.start, hit.end), visit.minutes, "service")
    return None


def _preventive(visit: Visit, page: Page, elements: tuple[Element, ...], date: dt.date) -> EvaluationManagement | None:
    """A preventive visit by its words and the age; a levelled visit beside it is named in ``beside``."""
    if visit.family != "office":
        return None
    beside = _beside(visit, page, elements, date)
    for name, wellness, told in WELLNESS:
        if name in visit.said:
            hit = visit.said[name]
            return _plain(visit, page, elements, wellness, told, (hit.start, hit.end), None, "service", beside)
    if "preventive" not in visit.said or visit.age is None:
        return None
    hit, patient = visit.said["preventive"], "established" if visit.patient == "unknown" else visit.patient
    code = preventive(patient, visit.age)
    if code is None:
        return None
    title = f"preventive visit, {patient}, age {visit.age}"
    return _plain(visit, page, elements, code, title, (hit.start, hit.end), None, "age", beside)


def _beside(visit: Visit, page: Page, elements: tuple[Element, ...], date: dt.date) -> str | None:
    """The problem-oriented visit beside a preventive one, where a problem was managed (modifier 25 would stand on it)."""
    if elements[0].grade < 2 or elements[2].grade < 3:
        return None
    levelled = _levelled(visit, page, elements, date)
    return levelled.code if levelled is not None else None


def _plain(
    visit: Visit,
    page: Page,
    elements: tuple[Element, ...],
    code: str,
    title: str,
    span: tuple[int, int],
    minutes: int | None,
    path: str,
    beside: str | None = None,
) -> EvaluationManagement:
    reason = f"the note records this visit: {title}"
    if path == "age" and visit.patient == "unknown":
        reason += f"; new or established is not stated: {preventive('new', visit.age or 0)} for a new patient"
    if beside:
        reason += f"; {beside}-25 beside it where the problems took significant separate work"
    return EvaluationManagement(
        family="preventive" if path == "age" else visit.family,
        patient=visit.patient,
        code=code,
        title=title,
        path=path,
        reason=reason,
        elements=elements,
        evidence=(page.evidence(*span),),
        rules=("HCPCS Level II" if code.startswith("G") else "CPT E/M 2023",),
        minutes=minutes,
        alternative=preventive("new", visit.age or 0) if path == "age" and visit.patient == "unknown" else None,
        modifiers=modifiers(visit, page),
        beside=beside,
    )


def _title(family: str, patient: str, level: str, minutes: int | None) -> str:
    kind = f"{family} visit" if patient == "any" else f"{family} visit, {patient}"
    return f"{kind}, {minutes} minutes" if minutes is not None else f"{kind}, {level} MDM"


def _reason(
    elements: tuple[Element, ...], level: int, minutes: int | None, assumed: str, code: str, alternative: str | None
) -> str:
    if minutes is not None:
        told = f"total time {minutes} minutes supports more than the MDM"
    else:
        told = "; ".join(f"{one.name} {GRADES[one.grade]} ({one.reason})" for one in elements)
        told += f"; two of three reach {GRADES[level]}"
    if assumed:
        told += f"; new or established is not stated: {code} as {assumed}" if assumed == "established" else (
            f"; initial or subsequent is not stated: {code} as {assumed}"
        )  # fmt: skip
        told += f", else {alternative}" if alternative else ""
    return told


def _evidence(page: Page, elements: tuple[Element, ...], time: tuple[int, int] | None) -> tuple[Evidence, ...]:
    """The time statement, then the weightiest items of each element."""
    found = [page.evidence(*time)] if time else []
    for element in elements:
        items = sorted(element.items, key=lambda item: -item.grade)[:SHOWN]
        found.extend(item.evidence for item in items)
    return tuple(dict.fromkeys(found))
