"""The first element of medical decision making: number and complexity of the problems addressed.

A problem is a heading of the assessment with its diagnoses, else a reportable diagnosis; what stands in its block says whether it
is stable.  A chronic problem of which nothing is said counts as stable, the lower grade.
Source: CPT E/M guidelines 2021 and 2023, table of medical decision making.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from farr.codes.evaluation_management.thresholds import SINGLE, problem_class
from farr.codes.page import Page
from farr.codes.wordings import Hit
from farr.records import CountedItem, Element, Suggestion

REACH = 260
LABEL = {
    "minor": "self-limited or minor problem",
    "uncomplicated": "acute uncomplicated illness or injury",
    "systemic": "acute illness with systemic symptoms",
    "injury": "acute complicated injury",
    "undiagnosed": "undiagnosed new problem with uncertain prognosis",
    "threat": "threat to life or bodily function",
}


class Problem(NamedTuple):
    kind: str
    state: str
    start: int
    end: int
    code: str


def problems(page: Page, hits: list[Hit], diagnoses: Sequence[Suggestion]) -> Element:
    """The element from the reportable diagnoses: the highest row of the table that they meet."""
    found = _found(page, hits, diagnoses)
    items = tuple(
        CountedItem(what=_what(problem), grade=_grade(problem), evidence=page.evidence(problem.start, problem.end))
        for problem in found
    )
    grade = max((item.grade for item in items), default=0)
    reason = "no problem addressed was recognised"
    if items:
        top = next(item for item in items if item.grade == grade)
        reason = top.what
        stable = sum(problem.kind == "chronic" and problem.state == "stable" for problem in found)
        minor = sum(problem.kind == "minor" for problem in found)
        if grade < 3 and stable >= 2:
            grade, reason = 3, f"{stable} stable chronic illnesses"
        elif grade < 2 and minor >= 2:
            grade, reason = 2, f"{minor} self-limited or minor problems"
    return Element(name="problems", grade=grade, reason=reason, items=items)


def _found(page: Page, hits: list[Hit], diagnoses: Sequence[Suggestion]) -> list[Problem]:
    states = [hit for hit in hits if hit.cells[0] == "status"]
    grouped: dict[object, list[tuple[str, Suggestion]]] = {}
    for diagnosis in diagnoses:
        kind = problem_class(diagnosis.code)
        if kind != "status":
            heading = page.reading.heading_at(diagnosis.evidence[0].start)
            grouped.setdefault(diagnosis.code[:3] if heading is None else heading, []).append((kind, diagnosis))
    headings = sorted(key for key in grouped if isinstance(key, int))
    found = []
    for key, members in grouped.items():
        kind, diagnosis = max(members, key=lambda member: SINGLE[member[0]])
        start, end = diagnosis.evidence[0].start, diagnosis.evidence[0].end
        low, high = _block(page, key, start, end, headings)
        found.append(Problem(kind, _state(page, states, low, high, diagnosis.title), start, end, diagnosis.code))
    return found


def _block(page: Page, key: object, start: int, end: int, headings: list[int]) -> tuple[int, int]:
    """What is said of a problem: from its heading to the next problem or the end of the section, else what follows it."""
    if not isinstance(key, int):
        return page.sentence(start).start, min(len(page.form), end + REACH)
    managed = page.reading.managed
    limit = page.part(start).end
    following = next((managed[other][0] for other in headings if other > key), limit)
    return managed[key][0], min(following, limit)


def _state(page: Page, states: list[Hit], low: int, high: int, title: str) -> str:
    within = [hit for hit in states if low <= hit.start < high]
    named = {hit.cells[1] for hit in within if page.assertion(hit.start, hit.end) in ("present", "historical")}
    if "severe" in named:
        return "severe"
    if "worse" in named or any(word in title.lower() for word in ("exacerbation", "acute on chronic", "with hyperglycemia")):
        return "worse"
    return "stable"


def _grade(problem: Problem) -> int:
    if problem.kind == "chronic":
        return {"stable": 2, "worse": 3, "severe": 4}[problem.state]
    return SINGLE[problem.kind]


def _what(problem: Problem) -> str:
    if problem.kind != "chronic":
        return f"{problem.code}: {LABEL[problem.kind]}"
    state = {
        "stable": "stable chronic illness",
        "worse": "chronic illness with exacerbation, progression, side effects or not at goal",
        "severe": "chronic illness with severe exacerbation or progression",
    }[problem.state]
    return f"{problem.code}: {state}"
