"""Drug names in a text: one pass with an automaton over the words."""

from __future__ import annotations

import functools
from typing import NamedTuple

import ahocorasick

from farr.codes.conventions.table import rows


class Drug(NamedTuple):
    """A drug class with its long-term use code, the stem of its poisoning code, and its allergy code (or nothing)."""

    long_term: str
    poisoning: str
    allergy: str


class Named(NamedTuple):
    """A drug class where the text names it."""

    drug: Drug
    start: int
    end: int


@functools.cache
def _automaton() -> ahocorasick.Automaton:
    built = ahocorasick.Automaton()
    for long_term, poisoning, allergy, names in rows("drugs.tsv"):
        for name in names.split("; "):
            built.add_word(name, (len(name), Drug(long_term, poisoning, allergy)))
    built.make_automaton()
    return built


def drugs_in(text: str, start: int = 0, end: int | None = None) -> list[Named]:
    """The drugs that a stretch of text names as whole words, in order; a longer name hides the shorter one inside it."""
    end = len(text) if end is None else end
    lower = text[start:end].lower()
    if len(lower) != end - start:
        return []
    found: list[Named] = []
    for last, (length, drug) in _automaton().iter_long(lower):
        first = last - length + 1
        before, behind = lower[first - 1 : first], lower[last + 1 : last + 2]
        if not before.isalnum() and not behind.isalnum():
            found.append(Named(drug, start + first, start + last + 1))
    return found
