"""Supplies, equipment, vaccine administration and Medicare services that a note says were supplied or done."""

from __future__ import annotations

import functools
from decimal import Decimal

from farr.codes.page import Page
from farr.codes.supplied.given import PACKAGE, in_force, is_elsewhere, said
from farr.codes.wordings import Wordings, table
from farr.records import Suggestion
from farr.tables import Tables

SCORE = 0.45


@functools.cache
def wordings(language: str) -> Wordings:
    """Wordings of items; the cells of a hit are code, farr's wording and kind."""
    return Wordings([(tuple(row[:3]), row[3]) for row in table(PACKAGE, language, "services.tsv")])


def items(page: Page, tables: Tables, reportable: bool, why_not: str) -> list[Suggestion]:
    """Suggestions for items and services; an item needs a word of giving in its sentence, so that a mention alone is none."""
    found: dict[str, Suggestion] = {}
    for hit in wordings(page.reading.language).find(page.form):
        code, title, kind = hit.cells
        if code in found or is_elsewhere(page, hit.start, hit.end):
            continue
        words = said(page, hit.start)
        if kind == "given" and ("given" not in words or "prescribed" in words):
            continue
        if not in_force(tables, code):
            continue
        reason = "supplied in this encounter" if kind == "given" else "done in this encounter"
        found[code] = Suggestion(
            system="hcpcs",
            code=code,
            title=title,
            role="procedure",
            reportable=reportable,
            reason=reason if reportable else f"{reason}; {why_not}",
            assertion="present",
            score=SCORE,
            evidence=(page.evidence(hit.start, hit.end),),
            rules=("HCPCS Level II",),
            units=Decimal(1),
        )
    return list(found.values())
