"""Given in this encounter, or prescribed, taken at home, planned: told apart by the words of the sentence and the section."""

from __future__ import annotations

import datetime as dt
import functools

from farr.codes.page import Page
from farr.codes.wordings import Wordings, table
from farr.tables import Tables

PACKAGE = "farr.codes.supplied"
ELSEWHERE = frozenset(
    (
        "medications",
        "discharge-medications",
        "allergies",
        "past-medical-history",
        "past-surgical-history",
        "family-history",
        "social-history",
        "instructions",
        "obstetric-history",
    )
)


@functools.cache
def words(language: str) -> Wordings:
    return Wordings([((row[0],), row[1]) for row in table(PACKAGE, language, "words.tsv")])


def said(page: Page, position: int) -> frozenset[str]:
    """Which of the tables of words (``given``, ``prescribed``, ``wasted``, ``single``) the sentence at a position names."""
    sentence = page.sentence(position)
    return frozenset(hit.cells[0] for hit in words(page.reading.language).find(page.form, sentence.start, sentence.end))


def is_elsewhere(page: Page, start: int, end: int) -> bool:
    """True where the words cannot be of this encounter: a list of home drugs, a history, denied or only supposed."""
    return page.section(start) in ELSEWHERE or not page.is_present(start, end)


def in_force(tables: Tables, code: str) -> bool:
    """Whether an installed HCPCS release has the code on the date; True where none is installed."""
    hcpcs = tables.find("hcpcs")
    return hcpcs is None or bool(hcpcs.has(code, tables.date))


def modifier(kind: str, date: dt.date) -> tuple[str, ...]:
    """The modifier for discarded drug, or for none discarded, where it is in force on the date."""
    return tuple(row[1] for row in table(PACKAGE, "modifiers.tsv") if row[0] == kind and row[2] <= date.isoformat())
