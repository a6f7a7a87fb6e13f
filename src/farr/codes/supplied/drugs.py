"""Drugs given: code and billing units from the dose, discarded amounts with JW, none discarded with JZ.

Source: HCPCS Level II (CMS); units are whole billing increments, a part of one counts as one (Medicare Claims Processing Manual
chapter 17 section 40).
"""

from __future__ import annotations

import functools
import math
import re
from decimal import Decimal
from typing import NamedTuple

from farr.codes.page import Page
from farr.codes.supplied.given import PACKAGE, in_force, is_elsewhere, modifier, said
from farr.codes.wordings import Hit, Wordings, table
from farr.records import Evidence, Finding, Suggestion
from farr.tables import Tables

SOURCE = "HCPCS Level II"
SCORE = 0.6
SCALE = {"mg": Decimal(1), "mcg": Decimal("0.001"), "g": Decimal(1000)}
NAMES = {
    "gm": "g", "gram": "g", "grams": "g", "gms": "g", "milligram": "mg", "milligrams": "mg", "mgs": "mg", "microgram": "mcg",
    "micrograms": "mcg", "ug": "mcg", "units": "unit", "iu": "unit", "international units": "unit", "ml": "mL", "cc": "mL",
}  # fmt: skip
DOSE = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|\.\d+)\s*(million\s+)?"
    r"(mg|mgs|milligrams?|mcg|ug|micrograms?|g|gm|gms|grams?|units?|iu|international units|meq|ml|cc)\b(?!\s*(?:/|per\b))"
)
ROUTE = re.compile(
    r"\b(?:im|iv|i\.m\.|i\.v\.|ivpb|sq|subq|subcut|intramuscular\w*|intravenous\w*|subcutaneous\w*|intra ?articular\w*"
    r"|intralesional\w*|injected|injection|infused|infusion|nebuliz\w+|intravitreal\w*|intradermal\w*)\b"
)
ORAL = re.compile(
    r"\b(?:po|p\.o|by mouth|oral|orally|tablets?|capsules?|pills?|topical\w*|cream|ointment|patch|drops|bid|tid|qid)\b"
)
NEAR = 60


class Dose(NamedTuple):
    amount: Decimal
    unit: str
    start: int
    end: int


@functools.cache
def names(language: str) -> Wordings:
    """Names of drugs; the cells of a hit are code, increment, unit, first day, last day and source."""
    return Wordings([(tuple(row[:6]), row[6]) for row in table(PACKAGE, language, "drugs.tsv")])


def drugs(page: Page, tables: Tables, reportable: bool, why_not: str) -> tuple[list[Suggestion], list[Finding]]:
    """Suggestions for the drugs that the note says were given; a finding where the dose does not settle the units.

    ``reportable``: whether this claim carries drugs at all, ``why_not`` the reason where it does not.
    """
    found: dict[str, Suggestion] = {}
    findings: list[Finding] = []
    day = tables.date.isoformat()
    for hit in names(page.reading.language).find(page.form):
        code, _, _, first, last, _ = hit.cells
        if first > day or (last and day > last) or not _is_given(page, hit):
            continue
        dose = _dose(page, hit)
        units = units_of(dose, Decimal(hit.cells[1]), hit.cells[2])
        if code in found and (found[code].units is not None or units is None):
            continue
        if code not in found and not in_force(tables, code):
            continue
        found[code] = _suggestion(page, hit, dose, units, reportable, why_not, tables)
    answers: list[Suggestion] = []
    for one in found.values():
        answers.append(one)
        answers.extend(_discarded(page, one, tables, reportable))
        if one.units is None:
            findings.append(_no_dose(one))
    return answers, findings


def _is_given(page: Page, hit: Hit) -> bool:
    if is_elsewhere(page, hit.start, hit.end):
        return False
    around, words = page.around(hit.start), said(page, hit.start)
    if ORAL.search(around) or "prescribed" in words:
        return False
    return "given" in words or (ROUTE.search(around) is not None and DOSE.search(around) is not None)


def _dose(page: Page, hit: Hit) -> Dose | None:
    """The dose nearest to the name: behind it ("ceftriaxone 1 g IM"), else before it ("40 mg of triamcinolone")."""
    sentence = page.sentence(hit.start)
    behind = DOSE.search(page.form, hit.end, min(sentence.end, hit.end + NEAR))
    before = list(DOSE.finditer(page.form, max(sentence.start, hit.start - NEAR), hit.start))
    close = before and page.form[before[-1].end() : hit.start].strip(" ") in ("", "of", "of iv", "of im", "iv", "im")
    match = before[-1] if close else behind or (before[-1] if before else None)
    return None if match is None else _read(match)


def _read(match: re.Match[str]) -> Dose:
    amount = Decimal(match[1].replace(",", "")) * (1_000_000 if match[2] else 1)
    return Dose(amount, NAMES.get(match[3], match[3]), *match.span())


def units_of(dose: Dose | None, increment: Decimal, unit: str) -> Decimal | None:
    """Billing units of a dose: whole increments, a part counting as one; one for a device or a dose; None where the dose is not
    stated in a unit of the increment's kind."""
    if unit in ("dose", "device"):
        return Decimal(1)
    if dose is None or dose.amount <= 0:
        return None
    if dose.unit == unit:
        return Decimal(math.ceil(dose.amount / increment))
    if dose.unit in SCALE and unit in SCALE:
        return Decimal(math.ceil(dose.amount * SCALE[dose.unit] / (increment * SCALE[unit])))
    return None


def _suggestion(
    page: Page, hit: Hit, dose: Dose | None, units: Decimal | None, reportable: bool, why_not: str, tables: Tables
) -> Suggestion:
    code, increment, unit, _, _, source = hit.cells
    name = page.reading.text[hit.start : hit.end].lower()
    low, high = (hit.start, hit.end) if dose is None else (min(hit.start, dose.start), max(hit.end, dose.end))
    reason = f"given in this encounter; billed per {increment} {unit}"
    if dose is not None and units is not None and unit not in ("dose", "device"):
        reason += f": {dose.amount.normalize():f} {dose.unit} is {units} units"
    if "verify" in source and tables.find("hcpcs") is None:
        reason += "; increment of farr's starter table, to be verified"
    single = "single" in said(page, hit.start)
    return Suggestion(
        system="hcpcs",
        code=code,
        title=f"{name}, {increment} {unit}",
        role="procedure",
        reportable=reportable,
        reason=reason if reportable else f"{reason}; {why_not}",
        assertion="present",
        score=SCORE if units is not None else SCORE - 0.15,
        evidence=(page.evidence(low, high),),
        rules=(f"{SOURCE} {source}",),
        modifiers=modifier("none discarded", tables.date) if single and not _waste(page, low) else (),
        units=units,
    )


def _waste(page: Page, position: int) -> Dose | None:
    """The amount discarded, as the sentence of the drug or the next one states it."""
    number = page.number(position)
    for sentence in page.reading.sentences[number : number + 2]:
        if "wasted" in said(page, sentence.start):
            doses = list(DOSE.finditer(page.form, sentence.start, sentence.end))
            if doses:
                return _read(doses[-1])
    return None


def _discarded(page: Page, given: Suggestion, tables: Tables, reportable: bool) -> list[Suggestion]:
    evidence = given.evidence[0]
    waste = _waste(page, evidence.start)
    if waste is None or (waste.start < evidence.end and evidence.start < waste.end):
        return []
    row = next(cells for meant in names(page.reading.language).meant.values() for cells in meant if cells[0] == given.code)
    units = units_of(waste, Decimal(row[1]), row[2])
    if units is None:
        return []
    return [
        Suggestion(
            system="hcpcs",
            code=given.code,
            title=f"{given.title}, discarded",
            role="procedure",
            reportable=reportable,
            reason=f"rest of a single-dose container discarded: {waste.amount.normalize():f} {waste.unit} is {units} units",
            assertion="present",
            score=given.score,
            evidence=(Evidence(start=waste.start, end=waste.end, text=page.reading.text[waste.start : waste.end]),),
            rules=given.rules,
            modifiers=modifier("discarded", tables.date),
            units=units,
        )
    ]


def _no_dose(given: Suggestion) -> Finding:
    return Finding(
        edit="SVC-002",
        name="dose-not-stated",
        severity="info",
        message=f"the note does not state the dose in a unit that settles the billing units of {given.code}; ask for it",
        where="/text",
        codes=(given.code,),
        source="HCPCS Level II: units are billing increments of the code",
    )
