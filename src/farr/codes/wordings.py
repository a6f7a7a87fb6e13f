"""Wordings of services in a text: tables of phrases, found in one pass, with offsets into the text as given.

A table is a ``.tsv`` file whose last column holds wordings parted by semicolons; what stands before it is what they mean.
Letters are compared without case; a hyphen or any white space counts as one blank, so that ``follow-up`` finds ``follow up``.
A wording that ends in ``*`` may go on within its word (``arthroscop*``).
"""

from __future__ import annotations

from importlib import resources
from typing import NamedTuple

import ahocorasick

BLANKS = ("-", "\n", "\r", "\t", "\u2010", "\u2013", "\u00a0")


class Hit(NamedTuple):
    """A wording found: the cells that it means, and where it stands."""

    cells: tuple[str, ...]
    start: int
    end: int


def table(package: str, *path: str) -> list[list[str]]:
    """Rows of a tab-separated data file of a package, comments and blank lines left out."""
    text = resources.files(package).joinpath("data", *path).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def folded(text: str) -> str:
    """A text in the form in which wordings are compared; every character keeps its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
    for sign in BLANKS:
        lower = lower.replace(sign, " ")
    return lower.replace("’", "'")


class Wordings:
    """All wordings of one or more tables.  :meth:`find` gives the longest ones that do not lie inside another."""

    def __init__(self, rows: list[tuple[tuple[str, ...], str]]) -> None:
        meant: dict[str, list[tuple[str, ...]]] = {}
        self._open: set[str] = set()
        for cells, wordings in rows:
            for wording in wordings.split(";"):
                key = folded(wording.strip())
                if key.endswith("*"):
                    key = key[:-1]
                    self._open.add(key)
                if key and cells not in meant.setdefault(key, []):
                    meant[key].append(cells)
        self.meant = meant
        self._automaton = ahocorasick.Automaton()
        for key, found in meant.items():
            self._automaton.add_word(key, (key, tuple(found), key[0].isalnum(), key[-1].isalnum()))
        self._automaton.make_automaton()

    def find(self, form: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Hits in a :func:`folded` text between two offsets, in their order; a wording with two meanings gives two."""
        found: list[tuple[int, int, tuple[tuple[str, ...], ...]]] = []
        limit = len(form) if end is None else end
        size = len(form)
        for last, (key, cells, opens, closes) in self._automaton.iter(form, start, limit):
            first = last + 1 - len(key)
            if opens and first and form[first - 1].isalnum():
                continue
            if closes and last + 1 < size and form[last + 1].isalnum() and not self._goes_on(form, key, last):
                continue
            while found and found[-1][0] >= first:
                found.pop()
            if not found or found[-1][1] <= first:
                found.append((first, last + 1, cells))
        return [Hit(one, first, last) for first, last, cells in found for one in cells]

    def _goes_on(self, form: str, key: str, last: int) -> bool:
        """True where the word may go on: the wording is open, or only a plural ``s`` follows."""
        if key in self._open:
            return True
        return form[last + 1] == "s" and not form[last + 2 : last + 3].isalnum()
