"""What the name of a published file says of its release: quarter, month, year, first day.

CMS names its quarterly files in five ways: ``ccipra-v322r0-f1`` (NCCI version 32.2: the major version is the year less 1994, the
digit behind it the quarter counted from 0), ``AOC_V2026Q2-MCR`` and ``medicare-ncci-2026q3-...``, ``..._Eff_07-01-2026``,
``HCPC2026_OCT_ANWEB`` or ``PPRRVU26_JAN``, and ``july-2026-opps-addendum-b``.  The member of an archive is asked first, then the
archive; where both say something and it differs, one of them is named wrongly and the file is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from farr.tables.sets import last_day
from farr.tables.source import Source

VERSION = re.compile(r"(?:ccipra|ccioph)[-_ ]?v(\d\d)([0-3])r\d", re.IGNORECASE)
QUARTER = re.compile(r"(?<!\d)(20\d\d)[-_ ]?q([1-4])(?!\d)", re.IGNORECASE)
EFFECTIVE = re.compile(r"eff(?:ective)?[-_ ](\d\d)[-_.](\d\d)[-_.](20\d\d)", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
SHORT_YEAR = re.compile(r"(?:pprrvu|gpci|hcpc)(\d\d)(?!\d)", re.IGNORECASE)
MONTH = re.compile(r"(?<![a-z])(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*", re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
FIRST_VERSION_YEAR = 1994


def first_day(name: str, *, month_needed: bool = True) -> dt.date | None:
    """The first day of the release that a name speaks of, or None.

    Args:
        month_needed: False where the set is published once a year and a name with a year alone means January 1.
    """
    if version := VERSION.search(name):
        return dt.date(FIRST_VERSION_YEAR + int(version[1]), 3 * int(version[2]) + 1, 1)
    if quarter := QUARTER.search(name):
        return dt.date(int(quarter[1]), 3 * int(quarter[2]) - 2, 1)
    if effective := EFFECTIVE.search(name):
        return _date(int(effective[3]), int(effective[1]), int(effective[2]))
    year = year_in(name)
    if year is None:
        return None
    if month := MONTH.search(name):
        return dt.date(year, MONTHS.index(month[1].lower()) + 1, 1)
    return None if month_needed else dt.date(year, 1, 1)


def year_in(name: str) -> int | None:
    """The year that a name speaks of, written with four digits or, behind CMS's short file names, with two."""
    if year := YEAR.search(name):
        return int(year[1])
    short = SHORT_YEAR.search(name)
    return 2000 + int(short[1]) if short else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def first_day_of(source: Source, *, month_needed: bool = True) -> dt.date | None:
    """The first day of a file's release by its own name, or by that of the archive around it.

    Raises:
        UnreadableInput: the two names speak of different quarters.
    """
    own = first_day(source.file_name, month_needed=month_needed)
    around = first_day(source.path.name, month_needed=month_needed)
    if own and around and own != around and source.member:
        raise source.error(
            f"the file's name says that it is in force from {own}, the archive's from {around}; "
            "rename the one that is wrong, or unpack the file"
        )
    return own or around


def refuse_if_newer(source: Source, cadence: str, start: dt.date, newest: dt.date, line: int, column: int | str) -> None:
    """Refuse a file in which a row takes effect after the release has ended: its name, or ``--from``, says the wrong quarter.

    Raises:
        UnreadableInput: such a row; it names line and column.
    """
    end = last_day(cadence, start)
    if end is not None and newest > end:
        raise source.error(
            f"this row takes effect on {newest}, after the release from {start} has ended ({end}); the file is of a later "
            "release than its name or --from says",
            line,
            column,
        )


def without_copies(sources: Sequence[Source], prefer: Sequence[str]) -> list[Source]:
    """Files of which an archive holds the same content in several formats, once each: the first format of ``prefer`` counts."""
    best: dict[str, Source] = {}

    def rank(source: Source) -> int:
        suffix = source.file_name.rsplit(".", 1)[-1].lower()
        return prefer.index(suffix) if suffix in prefer else len(prefer)

    for source in sources:
        stem = source.file_name.rsplit(".", 1)[0].casefold()
        if stem not in best or rank(source) < rank(best[stem]):
            best[stem] = source
    return list(best.values())
