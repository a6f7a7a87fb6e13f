"""Which documents of one index answer a query best.

A wording is as good as its words and the query's agree, weighted by rarity: ``2 A / (2 T + 0.6 E)`` with A the weight of
what agrees, T the weight of the query and E the weight of what the wording says beyond it; the code's own title counts a
little more than a synonym.  Sets of documents that hold all words of the query, then all but the least important, and so
on, are looked at until nothing better can come.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from farr.tables.search.bits import lowest
from farr.tables.search.index import NOTHING, Documents, Index
from farr.tables.search.query import Alternative, Word

BEYOND, TRUST, UNKNOWN_WEIGHT = 0.6, 0.08, 6.0
LOOKED_AT, SUBSETS, HEAVY, LIGHT = 32, 64, 6, 4
LIGHT_SHARE = 0.3
LEAST_SHARE = 0.2


class Match(NamedTuple):
    """A document with its score; sorts best first."""

    score: float
    document: int
    notes: tuple[str, ...]


class _Choice(NamedTuple):
    members: bytes
    quality: float
    weight: float
    note: str


class _Term(NamedTuple):
    weight: float
    bits: int
    choices: tuple[_Choice, ...]


def best(index: Index, words: Sequence[Word], wanted: int, mask: int, floor: float = 0.0) -> list[Match]:
    """The best documents of an index, one for each code, best first; at least ``wanted`` where there are so many.

    Documents that cannot reach the score ``floor`` (what other indexes have already found) are not looked for.
    """
    terms = [_term(index, word, mask) for word in words]
    whole = sum(term.weight for term in terms)
    usable = sorted((term for term in terms if term.bits), key=lambda term: -term.weight)
    if not usable or not whole:
        return []
    heavy = [term for term in usable if term.weight >= LIGHT_SHARE * usable[0].weight][:HEAVY]
    light = [term for term in usable if term not in heavy][:LIGHT]
    lightest = sum(term.weight for term in light)
    found: dict[int, Match] = {}
    seen = 0
    for kept, weight in _subsets(heavy):
        if len(found) >= wanted:
            least = heapq.nlargest(wanted, (match.score for match in found.values()))[-1]
            if least >= (weight + lightest) / whole * (1 + TRUST):
                break
        if weight + lightest < LEAST_SHARE * whole or (weight + lightest) / whole * (1 + TRUST) < floor:
            break
        bits = kept[0].bits
        for term in kept[1:]:
            bits &= term.bits
        for narrow in _narrowed(bits, light):
            if fresh := narrow & ~seen:
                _score(index, terms, whole, lowest(fresh, LOOKED_AT), found)
                seen |= narrow
    return sorted(found.values(), key=lambda match: (-match.score, match.document))


def _narrowed(bits: int, light: Sequence[_Term]) -> Iterator[int]:
    """A set with all the light terms, with each of them, and as it is."""
    if bits and light:
        both = bits
        for term in light:
            both &= term.bits
        yield both
        if len(light) > 1:
            for term in light:
                yield bits & term.bits
    if bits:
        yield bits


def _term(index: Index, word: Word, mask: int) -> _Term:
    bits = 0
    choices = []
    for alternative in word:
        documents, weight = _documents(index, alternative)
        if documents.bits:
            bits |= documents.bits
            choices.append(_Choice(documents.members, alternative.quality, weight, alternative.note))
    if not choices:
        digits = not any(key.isalpha() for key in word[0].keys)
        return _Term(UNKNOWN_WEIGHT / 4 if digits else UNKNOWN_WEIGHT, 0, ())
    return _Term(choices[0].weight, bits & mask, tuple(choices))


def _documents(index: Index, alternative: Alternative) -> tuple[Documents, float]:
    sets = [index.documents(key) for key in alternative.keys]
    if len(sets) == 1:
        return sets[0], sets[0].weight
    present = [one for one in sets if one.bits]
    if not present or (len(present) < len(sets) and not alternative.one_of):
        return NOTHING, 0.0
    bits = present[0].bits
    for other in present[1:]:
        bits = bits | other.bits if alternative.one_of else bits & other.bits
    weight = sum(one.weight for one in present) / (len(present) if alternative.one_of else 1)
    return Documents(bits, bits.to_bytes((bits.bit_length() + 7) >> 3, "little"), weight), weight


def _subsets(terms: Sequence[_Term]) -> Iterator[tuple[list[_Term], float]]:
    """Some or all of the terms, heaviest subsets first, each with its weight."""
    subsets = [[term for place, term in enumerate(terms) if chosen >> place & 1] for chosen in range(1, 1 << len(terms))]
    weighed = sorted(((kept, sum(term.weight for term in kept)) for kept in subsets), key=lambda pair: -pair[1])
    yield from weighed[:SUBSETS]


def _score(index: Index, terms: Sequence[_Term], whole: float, documents: list[int], found: dict[int, Match]) -> None:
    """Score documents and keep the best of each code."""
    totals, trusts, codes = index.totals, index.trusts, index.codes
    for document in documents:
        place, bit = document >> 3, 1 << (document & 7)
        agreed = covered = 0.0
        notes: tuple[str, ...] = ()
        for weight, _, choices in terms:
            for members, quality, held, note in choices:
                if place < len(members) and members[place] & bit:
                    agreed += weight * quality
                    covered += held
                    if note:
                        notes = (*notes, note)
                    break
        beyond = totals[document] - covered
        score = 2 * agreed / (2 * whole + (BEYOND * beyond if beyond > 0 else 0.0)) + TRUST * trusts[document] * agreed / whole
        code = codes[document]
        known = found.get(code)
        if known is None or score > known.score:
            found[code] = Match(score, document, notes)
