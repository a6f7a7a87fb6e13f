"""From when a release is in force, by what publishers write into file names and first lines."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from farr.tables.source import Source

Dates = tuple[dt.date | None, dt.date | None]
UNSAID: Dates = (None, None)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"FY[ _-]?(\d\d)(?!\d)", re.IGNORECASE)
MIDYEAR = {"apr": 4, "jan": 1}
DAY = re.compile(r"(?<!\d)(20\d\d)[-_.]?(\d\d)[-_.]?(\d\d)(?!\d)")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = re.compile(rf"({'|'.join(MONTHS)})[a-z]*[ _-]*(20\d\d)|(20\d\d)[ _-]*({'|'.join(MONTHS)})", re.IGNORECASE)


def fiscal_year(source: Source, head: str) -> Dates:
    """``2026``, ``FY26``, ``FY 2026 Final Rule``: October 1 before, or the month of an update (``Apr22``)."""
    for text in (source.name, head):
        year = YEAR.search(text.replace("_", " ")) or SHORT_YEAR.search(text) or re.search(r"Apr(\d\d)", text)
        if year:
            number = int(year[1]) if len(year[1]) == 4 else 2000 + int(year[1])
            month = next((m for word, m in MIDYEAR.items() if text is source.name and word in text.lower()), 10)
            start = dt.date(number - (month == 10), month, 1)
            return start, dt.date(number, 9, 30)
    return UNSAID


def nucc(source: Source, _head: str) -> Dates:
    """``nucc_taxonomy_261.csv``: version 26.1, in force from July 1, 2026 (.0 from January 1)."""
    version = re.search(r"taxonomy[ _-]?(\d\d)[._]?([01])", source.name, re.IGNORECASE)
    return (dt.date(2000 + int(version[1]), 7 if version[2] == "1" else 1, 1), None) if version else UNSAID


def day(source: Source, _head: str) -> Dates:
    """A day (``2026-11-01``, ``20261101``) or a month (``november-2026``) in the name."""
    found = DAY.search(source.name)
    if found:
        try:
            return dt.date(int(found[1]), int(found[2]), int(found[3])), None
        except ValueError:
            return UNSAID
    month = MONTH.search(source.name)
    if month:
        name, year = (month[1], month[2]) if month[1] else (month[4], month[3])
        return dt.date(int(year), MONTHS.index(name.lower()) + 1, 1), None
    return UNSAID


def calendar_year(source: Source, _head: str) -> Dates:
    """``2026 Midyear_Final``: the calendar year."""
    year = YEAR.search(source.name.replace("_", " "))
    return (dt.date(int(year[1]), 1, 1), dt.date(int(year[1]), 12, 31)) if year else UNSAID


GROUPER = re.compile(r"v(?:er(?:sion)?)?[ ._]*(\d\d)(?:[ ._]?([0-9]))?(?!\d)", re.IGNORECASE)
GROUPER_EPOCH = 1983
"""Fiscal year of version 0: CMS numbers grouper and code editor by fiscal years of the inpatient system (V43 is FY2026)."""


def grouper_version(source: Source, head: str) -> Dates:
    """``v43``, ``v_43_1``, ``V43.1``, ``v431``: version 43 is in force from October 1 of its fiscal year, 43.1 from April 1."""
    for text in (source.name, head):
        version = GROUPER.search(text)
        if version:
            year = GROUPER_EPOCH + int(version[1])
            start = dt.date(year, 4, 1) if (version[2] or "0") != "0" else dt.date(year - 1, 10, 1)
            return start, dt.date(year, 9, 30)
    return UNSAID


DATE_RULES: dict[str, Callable[[Source, str], Dates]] = {
    "fiscal-year": fiscal_year,
    "nucc": nucc,
    "date": day,
    "calendar-year": calendar_year,
}
