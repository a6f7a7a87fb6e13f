"""ICD-10-PCS for inpatient notes: procedure terms, their axes filled from the record, only complete valid codes.

An axis that the record leaves open yields no code but a finding: PCS has few unspecified values, and none is assumed.  Where the
values already known leave one valid choice, that one stands.
Source: ICD-10-PCS Official Guidelines for Coding and Reporting (A6 to A11, B3.2, B3.11a).
"""

from __future__ import annotations

import itertools
from typing import NamedTuple

from farr.codes.page import Page
from farr.codes.procedure.axes import AXES, Reached, done, groups, reach, terms
from farr.codes.wordings import Hit
from farr.records import Evidence, Finding, Suggestion
from farr.tables import Tables
from farr.tables.icd10pcs import Icd10Pcs

SCORE = 0.65
INSPECTION = "J"
LISTED = frozenset(("procedure", "technique"))
TOLD = frozenset(
    ("hospital-course", "preamble", "other", "findings", "discharge-diagnosis", "heading", "postoperative-diagnosis")
)
RULES = ("PCS A6", "PCS A11")
REACH = 30
ASSERTED = ("present", "historical")


class Resolved(NamedTuple):
    """What a mention comes to: its codes, the words that carry them, and the axes that stay open."""

    codes: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    missing: tuple[str, ...]


def inpatient_procedures(page: Page, tables: Tables) -> tuple[list[Suggestion], list[Finding]]:
    """Suggestions of ICD-10-PCS codes for what the record says was done, and a finding for each procedure left open."""
    mentions = [hit for hit in terms(page.reading.language).find(page.form) if is_done(page, hit.start, hit.end)]
    if not mentions:
        return [], []
    pcs = tables.find("icd-10-pcs")
    if pcs is None:
        return [], [_no_tables(tables)]
    found: dict[str, list[Evidence]] = {}
    open_: dict[tuple[str, ...], Finding] = {}
    settled: set[tuple[str, ...]] = set()
    for mention in mentions:
        resolved = resolve(page, mention, pcs)
        for code in resolved.codes:
            found.setdefault(code, []).extend(one for one in resolved.evidence if one not in found.get(code, []))
        if resolved.codes:
            settled.add(mention.cells)
        else:
            open_.setdefault(mention.cells, _open(page, mention, resolved.missing, tables))
    answers = [_suggestion(code, evidence, pcs) for code, evidence in found.items() if not _is_part(code, found)]
    return answers, [finding for cells, finding in open_.items() if cells not in settled]


def is_done(page: Page, start: int, end: int, told: frozenset[str] = TOLD) -> bool:
    """True where the section lists or tells procedures of this stay or visit and the words are neither denied nor planned.

    ``told``: kinds of sections in which a sentence must say so itself ("underwent", "was performed").
    """
    section = page.section(start)
    if (section not in LISTED and section not in told) or page.assertion(start, end) not in ASSERTED:
        return False
    sentence = page.sentence(start)
    words = done(page.reading.language)
    before = words.find(page.form, max(sentence.start, start - REACH), start)
    if any(one.cells[0] == "other" for one in before):
        return False
    said = {one.cells[0] for one in words.find(page.form, sentence.start, sentence.end)}
    return section in LISTED or "done" in said


def resolve(page: Page, mention: Hit, pcs: Icd10Pcs) -> Resolved:
    """The codes of a mention: every valid combination of the values that the record names, if no axis stays open."""
    prefix, *cells = mention.cells
    reached = [Reached((cell,), ()) if len(cell) == 1 else reach(page, mention, cell) for cell in cells]
    known = groups(page.reading.language)
    options = [one.values or known[cell] for one, cell in zip(reached, cells, strict=True)]
    valid = [code for code in (prefix + "".join(values) for values in itertools.product(*options)) if pcs.is_valid(code)]
    missing = tuple(
        axis
        for place, (axis, one) in enumerate(zip(AXES, reached, strict=True))
        if not one.values and len({code[3 + place] for code in valid}) != 1
    )
    evidence = [page.evidence(mention.start, mention.end), *(words for one in reached for words in one.evidence)]
    if missing or not valid:
        return Resolved((), tuple(evidence), missing)
    return Resolved(tuple(valid), tuple(dict.fromkeys(evidence)), ())


def _is_part(code: str, found: dict[str, list[Evidence]]) -> bool:
    """An inspection is not coded beside another procedure on the same body system by the same approach (B3.11a)."""
    if code[0] != "0" or code[2] != INSPECTION:
        return False
    return any(other[:2] == code[:2] and other[2] != INSPECTION and other[4] == code[4] for other in found)


def _suggestion(code: str, evidence: list[Evidence], pcs: Icd10Pcs) -> Suggestion:
    return Suggestion(
        system="icd-10-pcs",
        code=code,
        title=pcs.title(code),
        role="procedure",
        reportable=True,
        reason="done in this stay; every axis is named in the record or fixed by the procedure",
        assertion="present",
        score=SCORE,
        evidence=tuple(evidence),
        rules=RULES,
    )


def _open(page: Page, mention: Hit, missing: tuple[str, ...], tables: Tables) -> Finding:
    name = " ".join(page.form[mention.start : mention.end].split())
    what = " and the ".join(missing) if missing else "a combination of values that the tables allow"
    return Finding(
        edit="SVC-003",
        name="procedure-axis-missing",
        severity="warning",
        message=f"no ICD-10-PCS code for {name}: the record does not name the {what}; query it",
        where="/text",
        source="ICD-10-PCS Official Guidelines A6 to A11: all seven characters come from the record",
        tables=tables.releases,
    )


def _no_tables(tables: Tables) -> Finding:
    return Finding(
        edit="SVC-004",
        name="procedure-tables-missing",
        severity="warning",
        message="procedures are recorded and no ICD-10-PCS release covers the date; install one with farr tables",
        where="/text",
        source="45 CFR 162.1002",
        tables=tables.releases,
    )
