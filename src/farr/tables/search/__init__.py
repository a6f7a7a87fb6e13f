"""Words to codes over all installed code sets: synonyms, typos, word order, unfinished words; each hit says why it matched."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from farr.records import SearchHit, System
from farr.tables.icd10cm import dotted
from farr.tables.search.index import CodeRow, Index, index_path
from farr.tables.search.query import Reader
from farr.tables.search.ranking import Match, best
from farr.tables.search.sets import Entry, Searchable, SearchableIcd10Cm, SearchableList, Wording

__all__ = ["Entry", "Search", "Searchable", "SearchableIcd10Cm", "SearchableList", "Wording", "is_built", "search_of"]
CODE = re.compile(r"[A-Za-z0-9][0-9A-Za-z]{1,7}(?:\.[0-9A-Za-z]{0,4})?")
CATEGORY_SHARE = 0.4
NEAR = 0.6


class _Ranked(NamedTuple):
    match: Match
    index: Index


class Search:
    """Search over one release of each of some code sets."""

    def __init__(self, releases: Sequence[Searchable], language: str = "en") -> None:
        self.indexes = tuple(Index(release, language) for release in releases)
        self._reader = Reader(self.indexes, language)

    def find(
        self, words: str, n: int = 10, *, system: System | None = None, chapter: str | None = None, billable: bool = False
    ) -> tuple[SearchHit, ...]:
        """The ``n`` best codes for words, or for a code or its beginning, best first.

        ``system`` and ``chapter`` keep only codes of that code set or chapter; ``billable`` only complete codes.  Of codes
        that differ in the seventh character alone, the one without it (or for the initial encounter, where only complete
        codes count) stands for all, unless the words ask for a later encounter.
        """
        indexes = [index for index in self.indexes if system in (None, index.system)]
        codes = self._codes(indexes, words.strip(), n, chapter, billable)
        if codes:
            return codes
        read = self._reader.read(words)
        if not read:
            return ()
        later = any(key in self._reader.episodes for word in read for key in word[0].keys)
        ranked: list[_Ranked] = []
        for index in indexes:
            mask = index.shown(chapter, billable, later)
            ranked += (_Ranked(match, index) for match in best(index, read, 3 * n, mask))
        if len(indexes) > 1:
            ranked.sort(key=lambda item: -item.match.score)
        return _hits(_spread(ranked, n))

    def _codes(self, indexes: Sequence[Index], words: str, n: int, chapter: str | None, billable: bool) -> tuple[SearchHit, ...]:
        """A code and those below it, where the words are a code or the beginning of one."""
        if not CODE.fullmatch(words) or not any(letter.isdigit() for letter in words):
            return ()
        found = []
        for index in indexes:
            code = dotted(words) if index.system == "icd-10-cm" else words.upper()
            rows = index.codes_from(code, 400 if chapter or billable else n) if code else []
            for row in rows:
                if (chapter is None or row.chapter == chapter) and (row.billable or not billable):
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
        category = (item.index.system, item.index.category(item.match.document))
        counts[category] += 1
        (chosen if counts[category] <= most else waiting).append(item)
    chosen += waiting[: n - len(chosen)]
    return sorted(chosen, key=lambda item: -item.match.score)


def _hits(ranked: list[_Ranked]) -> tuple[SearchHit, ...]:
    texts = {
        index: index.described([item.match.document for item in ranked if item.index is index])
        for index in {item.index for item in ranked}
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


@functools.lru_cache(maxsize=4)
def _search(states: tuple[str, ...], releases: tuple[Searchable, ...], language: str) -> Search:
    return Search(releases, language)


def search_of(releases: Sequence[Searchable], language: str = "en") -> Search:
    """The search over some releases; what is not indexed yet is indexed now."""
    return _search(tuple(release.state for release in releases), tuple(releases), language)


def is_built(releases: Sequence[Searchable], language: str = "en") -> bool:
    """True when no index has to be built first."""
    return all(index_path(release, language).exists() for release in releases)
