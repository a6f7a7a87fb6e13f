"""Assertion: is a mention present, possible, historical, absent, conditional, or somebody else's.

A cue reaches over the mentions behind it (or before it) up to a word that stops it, a semicolon or the end of its
sentence; lists carry it on ("no fever, chills or cough").  The strongest cue that reaches a mention decides.
"""

from __future__ import annotations

import bisect
from collections.abc import Set

from farr.facts.cues import Cue, automaton, said, signs
from farr.records import Assertion
from farr.words import WORD

Placed = tuple[Cue, int, int]
NONE: frozenset[str] = frozenset()
RESOLVED = "resolved"
STRENGTH: tuple[Assertion, ...] = ("family", "absent", "conditional", "possible", "historical")
SECTION_ASSERTION: dict[str, Assertion] = {"family-history": "family", "instructions": "conditional"}


class Clauses:
    """The cues of one sentence and the words they reach.  Offsets are those of the document."""

    def __init__(self, text: str, start: int, end: int, language: str = "en") -> None:
        self.reaches: list[tuple[str, int, int, int]] = []
        parts = list(map(said.__getitem__, WORD.findall(text, start, end)))
        if signs(language).isdisjoint(parts):
            return
        ends = {}
        length = 1
        for index, spoken in enumerate(parts):
            length += len(spoken) + 1
            ends[length - 1] = index
        stream = " " + " ".join(parts) + " "
        found: list[Placed] = []
        for position, cues in automaton(language).iter(stream):
            last = ends.get(position)
            if last is not None:
                found.extend((cue, last - cue.length + 1, last) for cue in cues)
        if any(cue.kind not in ("stop", "pseudo") for cue, _, _ in found):
            tokens = [(said[match[0]], *match.span()) for match in WORD.finditer(text, start, end)]
            self._reach(text, tokens, self._longest(found), start, end)

    @staticmethod
    def _longest(found: list[Placed]) -> list[Placed]:
        """Cues that do not lie inside a longer one."""
        if len(found) == 1:
            return found
        kept: list[Placed] = []
        taken: set[int] = set()
        for cue, first, last in sorted(found, key=lambda item: (-item[0].length, item[0].kind != "pseudo")):
            span = set(range(first, last + 1))
            same = any(first == other[1] and last == other[2] and other[0].kind != "pseudo" for other in kept)
            if span & taken and not same:
                continue
            taken |= span
            kept.append((cue, first, last))
        return sorted(kept, key=lambda item: item[1])

    def _reach(self, text: str, tokens: list[tuple[str, int, int]], cues: list[Placed], start: int, end: int) -> None:
        stops = [first for cue, first, _ in cues if cue.kind == "stop" and not _continues(text, tokens, first)]
        for cue, first, last in cues:
            if cue.kind in ("stop", "pseudo"):
                continue
            if cue.after:
                limit = next((tokens[stop][1] for stop in stops if stop > last), end)
                semicolon = text.find(";", tokens[last][2], limit)
                self.reaches.append((cue.kind, tokens[first][1], tokens[last][2], semicolon if semicolon >= 0 else limit))
            else:
                low = max((tokens[stop][2] for stop in stops if stop < first), default=start)
                if cue.reach:
                    low = max(low, tokens[max(0, first - cue.reach)][1])
                semicolon = text.rfind(";", low, tokens[first][1])
                bound = semicolon + 1 if semicolon >= 0 else low
                self.reaches.append((cue.kind, bound - 1, bound, tokens[first][1]))

    def assertion(self, start: int, end: int) -> Assertion:
        """What the cues of the sentence say of the words from ``start`` to ``end``."""
        kinds = self._reaching(start, end)
        if not kinds:
            return "present"
        return next((kind for kind in STRENGTH if kind in kinds), "historical" if RESOLVED in kinds else "present")

    def is_resolved(self, start: int, end: int) -> bool:
        """True where only a word like "resolved" takes the mention out of the present."""
        return self._reaching(start, end) == {RESOLVED}

    def _reaching(self, start: int, end: int) -> Set[str]:
        """Kinds of the cues that begin before the words (or behind them) and reach to their end."""
        if not self.reaches:
            return NONE
        return {kind for kind, opened, low, high in self.reaches if opened < start and low < end <= high}


def _continues(text: str, tokens: list[tuple[str, int, int]], stop: int) -> bool:
    """``with`` and ``mild`` stop a cue only where they open something new, not directly behind it or in a list."""
    spoken, start, _ = tokens[stop]
    if spoken not in ("with", "mild", "trace", "positive", "only", "since", "patient"):
        return False
    before = text[max(0, start - 2) : start].strip()
    if spoken == "patient":
        return not before.endswith((",", "."))
    return not before.endswith(",") or spoken == "with"


def section_at(starts: list[int], position: int) -> int:
    """Index of the section that holds a position; ``starts`` are the sections' starts in order."""
    return bisect.bisect_right(starts, position) - 1
