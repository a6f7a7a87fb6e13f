"""``farr.search``: which codes words mean."""

from __future__ import annotations

import datetime as dt

from farr.errors import UsageError
from farr.records import SearchHit, System
from farr.tables import Tables, as_of
from farr.tables.as_of import ICD10CM
from farr.tables.search import search_of, searchable

CHAPTERS = 22


def search(
    words: str,
    n: int = 10,
    system: System | None = None,
    date: dt.date | None = None,
    *,
    chapter: int | str | None = None,
    billable: bool = False,
) -> tuple[SearchHit, ...]:
    """The best codes for words, synonyms, abbreviations or the beginning of a code, best first.

    Typos, word order and an unfinished last word are forgiven; each hit has the wording that matched and why.

    Args:
        words: what to look for; a code or the beginning of one lists that code and what follows it.
        n: at most so many hits.
        system: only this code set; default: all that are installed.
        date: the date of service that chooses the releases (default: today); codes not in force on it are left out.
        chapter: only this chapter of ICD-10-CM, 1 to 22.
        billable: only complete codes.
    Raises:
        TableMissing: no release of ``system``, or none of ICD-10-CM, is installed for the date.
        UsageError: no such chapter.
    """
    if chapter is not None and str(chapter) not in map(str, range(1, CHAPTERS + 1)):
        raise UsageError(f"expected a chapter of ICD-10-CM, 1 to {CHAPTERS}", "chapter")
    tables = Tables(date or dt.date.today()) if system not in (None, ICD10CM) else as_of(date)
    found = search_of(searchable(tables, system))
    return found.find(words, n, date=tables.date, chapter=None if chapter is None else str(chapter), billable=billable)
