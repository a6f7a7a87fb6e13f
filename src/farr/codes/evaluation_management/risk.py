"""The third element of medical decision making: risk of the management decided on.

Only decisions of the assessment and plan count; a drug counts by an assessed decision (start, continue, change), not by a list.
Source: CPT E/M guidelines 2021 and 2023, table of medical decision making.
"""

from __future__ import annotations

import re

from farr.codes.evaluation_management.thresholds import drug_endings
from farr.codes.page import Page
from farr.codes.wordings import Hit
from farr.records import CountedItem, Element

DECIDED = re.compile(
    r"\b(?:start|begin|initiat|continu|increas|decreas|reduc|stop|discontinu|prescri|refill|switch|add\b|resum|hold\b|titrat|giv|take"
    r"|adjust|chang|order|provid|renew|taper|medical treatment|treat|on\b|trial)\w*"
)
PRESCRIPTION = "prescription drug management"
SHORTEST = 6
"""Letters of the shortest name of a drug that is known by its ending."""
SURGERY_RISK = "surgery with named risk factors"
SURGERY = "decision for major surgery"


def risk(page: Page, hits: list[Hit]) -> Element:
    """The element from the decisions of the plan; no treatment at all is minimal risk."""
    found: dict[str, CountedItem] = {}
    for hit in hits:
        if hit.cells[0] not in ("risk", "drugs") or not page.in_plan(hit.start) or not page.is_present(hit.start, hit.end):
            continue
        if hit.cells[0] == "risk":
            _keep(found, page, int(hit.cells[1]), hit.cells[2], hit.start, hit.end)
        elif PRESCRIPTION not in found and DECIDED.search(page.around(hit.start)):
            _keep(found, page, 3, PRESCRIPTION, hit.start, hit.end)
    if PRESCRIPTION not in found:
        _by_ending(page, found)
    if SURGERY_RISK in found and SURGERY not in found:
        del found[SURGERY_RISK]
    items = tuple(sorted(found.values(), key=lambda item: -item.grade))
    if not items:
        return Element(name="risk", grade=1, reason="no treatment or decision of risk stated", items=())
    return Element(name="risk", grade=items[0].grade, reason=items[0].what, items=items)


def _keep(found: dict[str, CountedItem], page: Page, grade: int, what: str, start: int, end: int) -> None:
    if what not in found:
        found[what] = CountedItem(what=what, grade=grade, evidence=page.evidence(start, end))


def _by_ending(page: Page, found: dict[str, CountedItem]) -> None:
    """Drugs that no list names, by the ending of their names, where the sentence decides on them."""
    endings = drug_endings(page.reading.language)
    for sentence, spoken in zip(page.reading.sentences, page.reading.spoken, strict=True):
        if not page.in_plan(sentence.start):
            continue
        for word in spoken:
            named = page.form[word.start : word.end]
            if len(named) < SHORTEST or not named.endswith(endings):
                continue
            if DECIDED.search(page.around(sentence.start)) and page.is_present(word.start, word.end):
                _keep(found, page, 3, PRESCRIPTION, word.start, word.end)
                return
