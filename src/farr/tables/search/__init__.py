"""Words to codes over all installed code sets: synonyms, typos, word order, unfinished words; each hit says why it matched."""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from farr.records import SearchHit
from farr.tables.icd10cm import dotted
from farr.tables.search.index import CodeRow, Index, index_path
from farr.tables.search.query import Reader
from farr.tables.search.ranking import Match, best
from farr.tables.search.sets import Entry, Searchable, SearchableIcd10Cm, SearchableListing, Wording, searchable

__all__ = [
    "Entry",
    "Search",
    "Searchable",
    "SearchableIcd10Cm",
    "SearchableListing",
    "Wording",
    "is_built",
    "search_of",
    "searchable",
]
CODE = re.compile(r"[A-Za-z0-9][0-9A-Za-z]{1,7}(?:\.[0-9A-Za-z]{0,4})?")
CATEGORY_SHARE = 0.4
NEAR = 0.6
OPENED = 8


class _Ranked(NamedTuple):
    match: Match
    source: Index


class Search:
    """Search over one release of each of some code sets."""

    def __init__(self, releases: Sequence[Searchable], language: str = "en") -> None:
        self.indexes = tuple(Index(release, language) for release in releases)
        self._releases = {release.system: release for release in releases}
        self._reader = Reader(self.indexes, language)

    def find(
        self,
        words: str,
        n: int = 10,
        *,
        date: dt.date | None = None,
        chapter: str | None = None,
        billable: bool = False,
    ) -> tuple[SearchHit, ...]:
        """The ``n`` best codes for words, or for a code or its beginning, best first.

        ``date`` keeps codes in force, ``chapter`` those of a chapter of ICD-10-CM, ``billable`` complete ones.  Of codes
        that differ in the seventh character alone, the one without it (or for the initial encounter, where only complete
        codes count) stands for all, unless the words ask for a later encounter.
        """
        codes = self._codes(words.strip(), n, date, chapter, billable)
        if codes:
            return codes
        read = self._reader.read(words)
        if not read:
            return ()
        later = any(key in self._reader.episodes for word in read for key in word[0].keys)
        ranked: list[_Ranked] = []
        for index in self.indexes:
            mask = index.shown(chapter, billable, later)
            floor = heapq.nlargest(n, (item.match.score for item in ranked))[-1] if len(ranked) >= n else 0.0
            found = [_Ranked(match, index) for match in best(index, read, 3 * n, mask, floor)]
            ranked += found if date is None or index.system == "icd-10-cm" else self._in_force(found, date)
        if len(self.indexes) > 1:
            ranked.sort(key=lambda item: -item.match.score)
        return _hits(_spread(ranked, n))

    def _in_force(self, found: list[_Ranked], date: dt.date) -> list[_Ranked]:
        if not found:
            return found
        index = found[0].source
        rows = index.described([item.match.document for item in found])
        return [item for item in found if self._releases[index.system].in_force(rows[item.match.document][0].code, date)]

    def _codes(self, words: str, n: int, date: dt.date | None, chapter: str | None, billable: bool) -> tuple[SearchHit, ...]:
        """A code and those below it, where the words are a code or the beginning of one."""
        if not CODE.fullmatch(words) or not any(letter.isdigit() for letter in words):
            return ()
        found = []
        for index in self.indexes:
            code = dotted(words) if index.system == "icd-10-cm" else words.upper()
            rows = index.codes_from(code, 400 if chapter or billable else n) if code else []
            for row in rows:
                valid = date is None or self._releases[index.system].in_force(row.code, date)
                if valid and (chapter is None or row.chapter == chapter) and (row.billable or not billable):
                    why = "the code itself" if row.code == code else "code that begins so"
                    found.append(_row_hit(index, row, 1.0 if row.code == code else 0.9, row.code, why))
        return tuple(found[:n])


def _spread(ranked: list[_Ranked], n: int) -> list[_Ranked]:
    """The best ``n``, not all of one category where others are nearly as good."""
    most = max(2, round(CATEGORY_SHARE * n))
    counts: Counter[tuple[str, int]] = Counter()
    chosen: list[_Ranked] = []
    waiting: list[_Ranked] = []
    for item in ranked:
        if len(chosen) == n or (len(chosen) + len(waiting) >= n and item.match.score < NEAR * ranked[0].match.score):
            break
        category = (item.source.system, item.source.category(item.match.document))
        counts[category] += 1
        (chosen if counts[category] <= most else waiting).append(item)
    chosen += waiting[: n - len(chosen)]
    return sorted(chosen, key=lambda item: -item.match.score)


def _hits(ranked: list[_Ranked]) -> tuple[SearchHit, ...]:
    texts = {
        index: index.described([item.match.document for item in ranked if item.source is index])
        for index in {item.source for item in ranked}
    }
    hits = []
    for match, index in ranked:
        row, text, why = texts[index][match.document]
        hits.append(_row_hit(index, row, match.score, text, "; ".join((why, *match.notes))))
    return tuple(hits)


def _row_hit(index: Index, row: CodeRow, score: float, matched: str, why: str) -> SearchHit:
    return SearchHit(
        system=index.system, code=row.code, title=row.title, billable=row.billable, score=round(min(score, 1.0), 4),
        matched=matched, why=why,
    )  # fmt: skip


_opened: dict[tuple[str, ...], Search] = {}


def search_of(releases: Sequence[Searchable], language: str = "en") -> Search:
    """The search over some releases; what is not indexed yet is indexed now."""
    key = (language, *(release.state for release in releases))
    found = _opened.get(key)
    if found is None:
        if len(_opened) >= OPENED:
            _opened.pop(next(iter(_opened)))
        found = _opened[key] = Search(releases, language)
    return found


def is_built(releases: Sequence[Searchable], language: str = "en") -> bool:
    """True when no index has to be built first."""
    return all(index_path(release, language).exists() for release in releases)
