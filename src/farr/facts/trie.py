"""A trie over words: finds every known run of words in a sentence.

Words are numbered and a wording is the sequence of its numbers, so that a match is always a run of whole words.  The trie
is one dictionary from (state, word) to state: with tens of thousands of words behind the root that is faster than an
automaton, whose nodes search their children one by one.
"""

from __future__ import annotations

import array
from collections.abc import Iterable, Sequence

WORD_BITS = 20


class Trie:
    """Wordings (words joined by blanks) to their place in the given order."""

    def __init__(self, keys: Iterable[str]) -> None:
        self.numbers: dict[str, int] = {}
        self._steps: dict[int, int] = {}
        self._entries = array.array("i", [-1])
        for index, key in enumerate(keys):
            state = 0
            for form in key.split(" "):
                word = self.numbers.setdefault(form, len(self.numbers) + 1)
                state = self._steps.setdefault(state << WORD_BITS | word, len(self._entries))
                if state == len(self._entries):
                    self._entries.append(-1)
            self._entries[state] = index
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
