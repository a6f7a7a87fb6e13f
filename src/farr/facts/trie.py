"""A trie over words: finds every known run of words in a sentence.

Words are numbered and a wording is the sequence of its numbers, so that a match is always a run of whole words.  The trie
is one dictionary from (state, word) to state: with tens of thousands of words behind the root that is faster than an
automaton, whose nodes search their children one by one.
"""

from __future__ import annotations

import array
from collections.abc import Iterable, Sequence

import msgspec

WORD_BITS = 20


class Packed(msgspec.Struct, frozen=True, array_like=True):
    """A trie as it lies on disk: its words by number, its steps by the state they lead to, the entry of each state."""

    words: list[str]
    steps: bytes
    entries: bytes


class Trie:
    """Wordings (words joined by blanks) to their place in the given order."""

    def __init__(self, keys: Iterable[str], packed: Packed | None = None) -> None:
        packed = packed or pack(keys)
        steps, self._entries = array.array("q"), array.array("i")
        steps.frombytes(packed.steps)
        self._entries.frombytes(packed.entries)
        self.numbers = dict(zip(packed.words, range(1, len(packed.words) + 1), strict=True))
        self._steps = dict(zip(steps, range(1, len(steps) + 1), strict=True))
        self._roots = {form: self._steps[word] for form, word in self.numbers.items() if word in self._steps}

    def hits(self, spoken: Sequence[str]) -> list[tuple[int, int, int]]:
        """Every wording in a sequence of words: its first and last word, and its entry."""
        roots, numbers, steps, entries = self._roots, self.numbers, self._steps, self._entries
        found: list[tuple[int, int, int]] = []
        end = len(spoken)
        for first, form in enumerate(spoken):
            state = roots.get(form)
            last = first
            while state is not None:
                if entries[state] >= 0:
                    found.append((first, last, entries[state]))
                last += 1
                if last == end:
                    break
                state = steps.get(state << WORD_BITS | numbers.get(spoken[last], 0))
        return found


def pack(keys: Iterable[str]) -> Packed:
    """The trie of some wordings; states are numbered as they come, so a step leads to the state of its own number."""
    numbers: dict[str, int] = {}
    steps: dict[int, int] = {}
    entries = array.array("i", [-1])
    for index, key in enumerate(keys):
        state = 0
        for form in key.split(" "):
            word = numbers.setdefault(form, len(numbers) + 1)
            state = steps.setdefault(state << WORD_BITS | word, len(entries))
            if state == len(entries):
                entries.append(-1)
        entries[state] = index
    return Packed(list(numbers), array.array("q", steps).tobytes(), entries.tobytes())


class Postings:
    """Word to the places of the wordings that hold it, in one array."""

    def __init__(self, packed: tuple[list[str], bytes, bytes]) -> None:
        words, starts, places = packed
        self._numbers = dict(zip(words, range(len(words)), strict=True))
        self._starts, self._places = array.array("i"), array.array("i")
        self._starts.frombytes(starts)
        self._places.frombytes(places)

    def get(self, form: str) -> Sequence[int]:
        """The places of a word; empty for one that no wording holds."""
        number = self._numbers.get(form)
        return () if number is None else self._places[self._starts[number] : self._starts[number + 1]]

    def count(self, form: str) -> int:
        """How many wordings hold a word."""
        number = self._numbers.get(form)
        return 0 if number is None else self._starts[number + 1] - self._starts[number]


def post(keys: Iterable[str]) -> tuple[list[str], bytes, bytes]:
    """What :class:`Postings` reads: words, where the places of each begin, and the places."""
    found: dict[str, list[int]] = {}
    for index, key in enumerate(keys):
        for form in dict.fromkeys(key.split(" ")):
            found.setdefault(form, []).append(index)
    starts, places = array.array("i", [0]), array.array("i")
    for entries in found.values():
        places.extend(entries)
        starts.append(len(places))
    return list(found), starts.tobytes(), places.tobytes()
