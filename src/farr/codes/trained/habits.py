"""What coded documents taught: which words coders turned into which codes, counted, and how often each code stood.

Counts, not decisions: the same numbers feed the features of training (out of fold) and of use.  A wording is a run of
normal forms without small words and sides, as in the lexicon.
"""

from __future__ import annotations

import functools
import math
from typing import NamedTuple

import msgspec

from farr.facts.trie import Trie
from farr.words import features
from farr.words import language as words_of

OFTEN = 0.25
FAINT = 0.05
EMPTY = frozenset(["unspecified", "other", "specified", "nos", "not", "elsewhere", "classified"])


class Pair(msgspec.Struct, array_like=True, gc=False):
    """A wording and a code: documents where the wording itself was the evidence, where it stood in the sentence of the
    evidence, and where it stood anywhere in a document with the code."""

    evidence: int = 0
    sentence: int = 0
    document: int = 0


class Wording(msgspec.Struct, array_like=True):
    """In how many documents a wording stood, and beside which codes."""

    documents: int
    codes: dict[str, Pair]


class Share(msgspec.Struct, array_like=True, gc=False):
    """A code or category: documents that carry it, documents where the lexicon proposed it, and where it was right."""

    documents: int = 0
    proposed: int = 0
    kept: int = 0


class Habits(msgspec.Struct, array_like=True):
    """All counts of a training corpus."""

    documents: int
    wordings: dict[str, Wording]
    codes: dict[str, Share]
    categories: dict[str, Share]
    words: dict[str, int]


class Proposal(NamedTuple):
    """A code that a wording proposes: shares of its documents with the code as evidence, in the sentence, in the document."""

    code: str
    share: float
    sentence: float
    document: float
    documents: int
    evidence: int
    part: float


class Book:
    """Habits made ready for use: wordings in a trie, each with its proposals."""

    def __init__(self, habits: Habits, language: str = "en") -> None:
        self.habits = habits
        self._forms = functools.lru_cache(maxsize=20_000)(words_of(language).forms)
        self._titles: dict[str, tuple[tuple[tuple[str, float], ...], float]] = {}
        proposals = {key: _proposals(wording) for key, wording in habits.wordings.items()}
        self.keys = [key for key, found in proposals.items() if found]
        self.proposals = [proposals[key] for key in self.keys]
        self.is_evidence = [any(proposal.evidence for proposal in found) for found in self.proposals]
        self.hits = Trie(self.keys).hits

    def key(self, text: str) -> str:
        """The wording of a text."""
        return " ".join(self._forms(text))

    def title(self, title: str) -> tuple[tuple[tuple[str, float], ...], float]:
        """The words of a title that tell something, each with its rarity, and their sum."""
        known = self._titles.get(title)
        if known is None:
            weights = tuple((form, self.rarity(form)) for form in sorted(features(title) - EMPTY))
            known = self._titles[title] = (weights, sum(weight for _, weight in weights))
        return known

    def rarity(self, form: str) -> float:
        """How much a word tells: the logarithm of the documents over those that hold it."""
        return math.log((self.habits.documents + 1) / (1 + self.habits.words.get(form, 0)))

    def pair(self, key: str, code: str) -> tuple[int, Pair]:
        """The documents of a wording, and what it says of a code."""
        wording = self.habits.wordings.get(key)
        return (wording.documents, wording.codes.get(code, NOTHING)) if wording is not None else (0, NOTHING)

    def rival(self, key: str, code: str) -> float:
        """How often the wording was evidence for the code that it names most, other than this one."""
        wording = self.habits.wordings.get(key)
        if wording is None:
            return 0.0
        return max((pair.evidence for other, pair in wording.codes.items() if other != code), default=0) / (wording.documents + 1)


NOTHING = Pair()


def _proposals(wording: Wording) -> tuple[Proposal, ...]:
    """Codes that the wording was evidence for, hardly ever apart, or that stood in its sentence often."""
    seen = max(1, wording.documents)
    total = sum(pair.evidence for pair in wording.codes.values())
    return tuple(
        Proposal(
            code,
            (pair.evidence + 0.03) / (seen + 0.3),
            (pair.sentence + 0.03) / (seen + 0.3),
            (pair.document + 0.03) / (seen + 0.3),
            seen,
            pair.evidence,
            pair.evidence / total if total else 0.0,
        )
        for code, pair in wording.codes.items()
        if (pair.evidence and pair.evidence > FAINT * seen) or (pair.sentence >= 2 and pair.sentence >= OFTEN * seen)
    )
