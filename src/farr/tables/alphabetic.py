"""An index of the books: walked by words in any order, with its references followed.

A query matches an entry where each of its words stands in the entry's title or in one above it; nonessential modifiers count as
words that may be said or left out.  The shortest paths answer: what stands below them are refinements.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from farr.records import Manifest
from farr.tables import store
from farr.tables.loaders._index import forms_of

BY = re.compile(r"by |by$|\bspecif(?:ied|ic)\b")
LINKS = frozenset(["with", "without", "due to", "in", "in (due to)", "caused by", "with, due to"])


class Pointer(NamedTuple):
    """What an entry leads to: its kind (code, manifestation, see, see-also, use, prefix, cell ...), text, code and column."""

    kind: str
    text: str
    code: str
    column: int


class IndexLine(NamedTuple):
    """An entry by its place, with the titles from the main term down to it, as written."""

    place: int
    path: tuple[str, ...]
    pointers: tuple[Pointer, ...]


class Walked(NamedTuple):
    """A match: the entry, and the words of the query that are not in it."""

    line: IndexLine
    missing: tuple[str, ...]


class AlphabeticIndex:
    """Read access to one compiled index or table of terms."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._database = store.open_read_only(store.folder(manifest) / "index.sqlite")

    @functools.cached_property
    def headings(self) -> dict[int, str]:
        """The columns of a table by number; empty for an index."""
        return dict(self._database.execute("SELECT col, title FROM heading ORDER BY col"))

    @functools.cached_property
    def _parents(self) -> list[int]:
        return [0, *(row[0] for row in self._database.execute("SELECT parent FROM entry ORDER BY place"))]

    @functools.cached_property
    def _vocabulary(self) -> list[str]:
        return [row[0] for row in self._database.execute("SELECT DISTINCT form FROM word")]

    def _up(self, place: int) -> Iterator[int]:
        while place:
            yield place
            place = self._parents[place]

    def line(self, place: int) -> IndexLine:
        """An entry by its place."""
        path = [self._database.execute("SELECT written FROM entry WHERE place = ?", (p,)).fetchone()[0] for p in self._up(place)]
        rows = self._database.execute("SELECT kind, text, code, col FROM pointer WHERE entry = ? ORDER BY rowid", (place,))
        return IndexLine(place, tuple(reversed(path)), tuple(Pointer(*row) for row in rows))

    def below(self, place: int) -> tuple[IndexLine, ...]:
        """The entries directly below one (0: the main terms)."""
        rows = self._database.execute("SELECT place FROM entry WHERE parent = ? ORDER BY place", (place,))
        return tuple(self.line(row[0]) for row in rows.fetchall())

    def walk(self, words: Iterable[str], n: int = 10) -> tuple[Walked, ...]:
        """The entries that hold the words (normal forms), best first: all words, then short paths, then the order of the book."""
        wanted = list(dict.fromkeys(words))
        stands: dict[int, set[str]] = {}
        main: dict[int, bool] = {}
        for word in wanted:
            for place, essential in self._places(word):
                stands.setdefault(place, set()).add(word)
                main[place] = main.get(place, False) or bool(essential)
        scored = []
        for place, own in stands.items():
            above = [p for p in self._up(place) if p != place]
            held = own.union(*(stands.get(p, set()) for p in above))
            if any(held == set().union(*(stands.get(q, set()) for q in self._up(p))) for p in above[:1]):
                continue  # the entry above says as much
            idle = sum(p not in stands for p in above)
            unsaid = self._unsaid(place, stands)
            far = bool(above) and above[-1] not in stands
            scored.append((-len(held), idle + (not main[place]), unsaid, far, place, held))
        scored.sort(key=lambda item: item[:5])
        most = -scored[0][0] if scored else 0
        return tuple(
            Walked(self.line(place), tuple(word for word in wanted if word not in held))
            for count, _, _, _, place, held in scored[:n]
            if -count == most
        )

    def _unsaid(self, place: int, stands: dict[int, set[str]]) -> int:
        """How many essential words of an entry's own title the query does not say."""
        rows = self._database.execute("SELECT form FROM word WHERE entry = ? AND essential = 1", (place,))
        return sum(form not in stands[place] for (form,) in rows)

    def _places(self, word: str) -> list[tuple[int, int]]:
        rows = self._database.execute("SELECT entry, essential FROM word WHERE form = ?", (word,)).fetchall()
        if rows or len(word) < 5:
            return rows
        near = process.extractOne(word, self._vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=1 + (len(word) > 7))
        if near is None:
            return []
        return self._database.execute("SELECT entry, essential FROM word WHERE form = ?", (near[0],)).fetchall()

    def resolve(self, reference: str) -> IndexLine | None:
        """The entry that a reference names (``Infarct, myocardium``); None for one that is no entry (``by site``).

        Parts that lead no further (``by type``) are passed over, so the entry above them answers.
        """
        parts = [part.strip() for part in reference.split(",") if part.strip()]
        found = 0
        for part in parts:
            following = None if BY.search(part) else self._child(found, forms_of(part))
            if following is None:
                break
            found = following
        return self.line(found) if found else None

    def _child(self, parent: int, forms: list[str]) -> int | None:
        """The entry below another whose title has all the words and fewest others; behind ``with`` and its like too."""
        if not forms:
            return None
        rows = self._database.execute("SELECT place, title FROM entry WHERE parent = ? ORDER BY place", (parent,)).fetchall()
        if parent == 0:
            marks = ",".join("?" * len(forms))
            rows = self._database.execute(
                f"SELECT DISTINCT place, title FROM entry JOIN word ON entry = place WHERE parent = 0 AND form IN ({marks})",  # noqa: S608
                forms,
            ).fetchall()
        fits = [(len(own) - len(forms), place) for place, title in rows if set(forms) <= set(own := forms_of(title))]
        if fits:
            return int(min(fits)[1])
        linked = [place for place, title in rows if parent and title.lower() in LINKS]
        return next((found for place in linked if (found := self._child(place, forms)) is not None), None)
