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
from farr.words import features, side_of
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


class Static(NamedTuple):
    """A code for all documents: its four shares, its title's words with their rarity, and what the title says."""

    shares: list[float]
    weights: tuple[tuple[str, float], ...]
    total: float
    chapter: float
    unspecified: float
    side: str | None


class Book:
    """Habits made ready for use: wordings in a trie, each with its proposals."""

    def __init__(self, habits: Habits, language: str = "en") -> None:
        self.habits = habits
        self._forms = functools.lru_cache(maxsize=20_000)(words_of(language).forms)
        self._static: dict[str, Static] = {}
        proposals = {key: _proposals(wording) for key, wording in habits.wordings.items()}
        self.keys = [key for key, found in proposals.items() if found]
        self.proposals = [proposals[key] for key in self.keys]
        self.is_evidence = [any(proposal.evidence for proposal in found) for found in self.proposals]
        self.hits = Trie(self.keys).hits

    def key(self, text: str) -> str:
        """The wording of a text."""
        return " ".join(self._forms(text))

    def static(self, code: str, title: str) -> Static:
        """What does not change from document to document for a code."""
        known = self._static.get(code)
        if known is None:
            weights = tuple((form, self.rarity(form)) for form in sorted(features(title) - EMPTY))
            own, category = self.habits.codes.get(code, NO_SHARE), self.habits.categories.get(code[:3], NO_SHARE)
            known = self._static[code] = Static(
                [
                    float(own.documents),
                    float(category.documents),
                    (own.kept + 0.5) / (own.proposed + 1),
                    (category.kept + 2) / (category.proposed + 4),
                ],
                weights,
                sum(weight for _, weight in weights),
                float(ord(code[0]) - 64),
                float("unspecified" in title.lower()),
                side_of(title),
            )
        return known

    def rarity(self, form: str) -> float:
        """How much a word tells: the logarithm of the documents over those that hold it."""
        return math.log((self.habits.documents + 1) / (1 + self.habits.words.get(form, 0)))

    def said_of(self, key: str, code: str) -> tuple[float, float, float, float]:
        """What the words of a fact say of a code: share of their documents with the code in the sentence, their documents,
        share with the code in the document, and how often they were evidence for the code that they name most otherwise."""
        wording = self.habits.wordings.get(key)
        if wording is None:
            return UNKNOWN
        seen = wording.documents
        pair = wording.codes.get(code)
        rival = 0
        for other, its in wording.codes.items():
            if its.evidence > rival and other != code:
                rival = its.evidence
        if pair is None:
            return 0.2 / (seen + 0.5), float(seen), 0.0, rival / (seen + 1)
        return (pair.sentence + 0.2) / (seen + 0.5), float(seen), (pair.document + 0.2) / (seen + 0.5), rival / (seen + 1)


NO_SHARE = Share()
UNKNOWN = (0.4, 0.0, 0.0, 0.0)


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
