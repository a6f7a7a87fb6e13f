"""The second element of medical decision making: data reviewed and analysed.

Each unique test counts once, whether ordered or reviewed; external notes and an independent historian count with them; an
independent interpretation and a discussion with an external professional are categories of their own.
Source: CPT E/M guidelines 2021 and 2023, table of medical decision making.
"""

from __future__ import annotations

from farr.codes.evaluation_management.thresholds import GRADES
from farr.codes.page import Page
from farr.codes.wordings import Hit
from farr.records import CountedItem, Element

ENOUGH = 3
FEW = 2
REVIEWED_IN = ("results", "findings")
OWN = {
    "external": "external note or record reviewed",
    "historian": "independent historian",
    "interpretation": "independent interpretation of a test",
    "discussion": "discussion with an external professional",
}


def data(page: Page, hits: list[Hit]) -> Element:
    """The element from the named tests, sources, interpretations and discussions of the note."""
    verbs: dict[int, set[str]] = {}
    for hit in hits:
        if hit.cells[0] == "data" and hit.cells[1] in ("ordered", "reviewed"):
            verbs.setdefault(page.number(hit.start), set()).add(hit.cells[1])
    counted: dict[str, CountedItem] = {}
    for hit in hits:
        if hit.cells[0] == "tests" and hit.cells[1] not in counted:
            how = _how(page, hit, verbs.get(page.number(hit.start), set()))
            if how:
                counted[hit.cells[1]] = _item(page, hit, f"{hit.cells[1]} {how}", 0)
    sources: dict[str, CountedItem] = {}
    for hit in hits:
        if hit.cells[0] == "data" and hit.cells[1] in OWN and hit.cells[1] not in sources and page.is_present(hit.start, hit.end):
            sources[hit.cells[1]] = _item(page, hit, OWN[hit.cells[1]], 2 if hit.cells[1] == "historian" else 0)
    grade, reason = _graded(len(counted), sources)
    return Element(name="data", grade=grade, reason=reason, items=(*counted.values(), *sources.values()))


def _item(page: Page, hit: Hit, what: str, grade: int) -> CountedItem:
    return CountedItem(what=what, grade=grade, evidence=page.evidence(hit.start, hit.end))


def _how(page: Page, hit: Hit, verbs: set[str]) -> str:
    """``ordered`` or ``reviewed``, or nothing where the test is only mentioned."""
    section = page.section(hit.start)
    if section in REVIEWED_IN:
        return "reviewed"
    if not page.in_plan(hit.start) or not page.is_present(hit.start, hit.end):
        return ""
    return "ordered" if "ordered" in verbs else "reviewed" if "reviewed" in verbs else ""


def _graded(tests: int, sources: dict[str, CountedItem]) -> tuple[int, str]:
    """The grade by the counting rule: three points of category 1, or category 2, or 3, make it moderate; two of them high."""
    points = tests + ("external" in sources)
    historian = "historian" in sources
    categories = [points + historian >= ENOUGH, "interpretation" in sources, "discussion" in sources]
    grade = 4 if sum(categories) >= 2 else 3 if any(categories) else 2 if points >= FEW or historian else 1
    told = [f"{points} unique tests or external sources"]
    told += [OWN[name] for name in ("historian", "interpretation", "discussion") if name in sources]
    return grade, f"{', '.join(told)}: {'minimal or none' if grade == 1 else GRADES[grade]}"
