"""What the trained layer knows of each candidate code of a document, as numbers.

A candidate is a code that a learnt wording proposes or that the lexicon found.  The numbers are the same in training and in
use; in training they come from counts that leave the document's fold out.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from farr.codes.candidate import STRENGTH, Candidate
from farr.codes.trained.habits import Book, Proposal, Static
from farr.codes.trained.sightings import Sighting, content, side_at, sightings
from farr.facts.extract import Reading
from farr.facts.lexicon import IN_PIECES, ORIGINS
from farr.tables import Icd10Cm
from farr.words import Word

NAMES = (
    "best share", "sentence share", "document share", "documents with wording", "documents as evidence", "part of evidence",
    "words", "second wording", "sightings", "assertion", "facts", "origin", "assertion of fact", "share of fact's words",
    "documents with fact's words", "document share of fact", "words of fact", "rival code", "concepts", "supported words",
    "documents with code", "documents with category", "lexicon's precision", "lexicon's precision in category",
    "title in document", "title in sentence", "weight of title", "first place", "length of document", "chapter",
    "unspecified", "side", "rank", "gap", "best other code of the words",
)  # fmt: skip
NESTED = 0.6
FAINT = 0.03
ORIGIN = {origin: float(rank) for rank, origin in enumerate((*ORIGINS, "whole phrase", IN_PIECES))}
NO_ORIGIN = 9.0
NOBODY = (0.0, "")


class Found:
    """A candidate code with the sightings and the lexical candidates that lead to it."""

    __slots__ = ("lexical", "seen")

    def __init__(self) -> None:
        self.seen: list[tuple[float, Proposal, Sighting]] = []
        self.lexical: list[Candidate] = []


def found_in(reading: Reading, lexical: Sequence[Candidate], book: Book, spoken: list[list[Word]]) -> dict[str, Found]:
    """Candidate codes in the order of the text."""
    found: dict[str, Found] = {}
    for candidate in lexical:
        found.setdefault(candidate.code, Found()).lexical.append(candidate)
    for sighting in sightings(reading, spoken, book):
        for proposal in book.proposals[sighting.entry]:
            weight = proposal.share * NESTED if sighting.nested else proposal.share
            if weight > FAINT:
                found.setdefault(proposal.code, Found()).seen.append((weight, proposal, sighting))
    return found


def features(reading: Reading, lexical: Sequence[Candidate], book: Book, tables: Icd10Cm) -> dict[str, tuple[Found, list[float]]]:
    """Each candidate code with what leads to it and its numbers, in the order of :data:`NAMES`."""
    spoken = content(reading)
    found = found_in(reading, lexical, book, spoken)
    titles = reading.titles
    said = [{word[0] for word in sentence} for sentence in spoken]
    if titles:
        said = [{titles.get(form, form) for form in sentence} for sentence in said]
    everything = frozenset().union(*said)
    length = float(sum(map(len, spoken)))
    parts = max(1, len(said))
    starts = [sentence.start for sentence in reading.sentences]
    rows: dict[str, tuple[Found, list[float]]] = {}
    tops: dict[str, float] = {}
    for code, one in found.items():
        static = book.static(code, tables.title(code))
        row = _learnt(one)
        row += _lexical(code, one, book)
        row += static.shares
        places = {entry[2].sentence for entry in one.seen}
        for candidate in one.lexical:
            places.add(max(0, bisect.bisect_right(starts, candidate.place) - 1))
        row += _title(static, everything, said, places)
        row.append(min(places) / parts)
        row.append(length)
        row.append(static.chapter)
        row.append(static.unspecified)
        row.append(_agreement(static.side, one, reading) if static.side else 0.0)
        rows[code] = (one, row)
        tops[code] = max(row[0], row[13])
    _compare(rows, tops)
    return rows


def _learnt(one: Found) -> list[float]:
    """Numbers 0 to 9: what the best learnt wording says."""
    if not one.seen:
        return [0.0] * 9 + [-1.0]
    one.seen.sort(key=lambda entry: -entry[0])
    weight, best, sighting = one.seen[0]
    second = next((other for other, _, place in one.seen if place.entry != sighting.entry), 0.0)
    asserted = STRENGTH[sighting.fact.assertion] if sighting.fact is not None else 0
    return [
        weight, best.sentence, best.document, float(best.documents), float(best.evidence), best.part, float(sighting.words),
        second, float(len(one.seen)), float(asserted),
    ]  # fmt: skip


def _lexical(code: str, one: Found, book: Book) -> list[float]:
    """Numbers 10 to 19: what the lexicon says, and what coders made of its words."""
    if not one.lexical:
        return [0.0, NO_ORIGIN, NO_ORIGIN, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    share, seen, beside, rival = -1.0, 0.0, 0.0, 0.0
    length, origin, asserted, supported = 0, NO_ORIGIN, 9, 0
    for candidate in one.lexical:
        fact = candidate.facts[0]
        key = book.key(fact.wording)
        said = book.said_of(key, code)
        if said[0] > share:
            share, seen, beside = said[0], said[1], said[2]
        rival = max(rival, said[3])
        length = max(length, key.count(" ") + 1)
        origin = min(origin, ORIGIN.get(fact.origin, NO_ORIGIN))
        asserted = min(asserted, STRENGTH[candidate.assertion])
        supported = max(supported, len(candidate.supported))
    return [
        float(len(one.lexical)), origin, float(asserted), share, seen, beside, float(length), rival,
        float(len(one.lexical[0].facts[0].concepts)), float(supported),
    ]  # fmt: skip


def _title(static: Static, everything: frozenset[str], said: list[set[str]], places: set[int]) -> list[float]:
    """Numbers 24 to 26: how much of the title, rare words first, stands in the document and in one sentence of it."""
    total = static.total
    here = [pair for pair in static.weights if pair[0] in everything]
    if not here:
        return [0.0, 0.0, total]
    whole = closest = 0.0
    for _, weight in here:
        whole += weight
    for place in places:
        forms = said[place]
        covered = 0.0
        for form, weight in here:
            if form in forms:
                covered += weight
        closest = max(closest, covered)
    return [whole / total, closest / total, total]


def _agreement(side: str, one: Found, reading: Reading) -> float:
    """1 where the record says the side of the title, -1 where it says another, -0.5 where it says none."""
    named = {side_at(reading, sighting) for _, _, sighting in one.seen}
    named |= {candidate.facts[0].attributes.get("side") for candidate in one.lexical}
    return 1.0 if side in named else -1.0 if named - {None} else -0.5


def _compare(rows: dict[str, tuple[Found, list[float]]], tops: dict[str, float]) -> None:
    """The last three numbers: the place among the document's candidates, and the best rival for the same words."""
    size = len(tops)
    order = {code: place / size for place, code in enumerate(sorted(tops, key=tops.__getitem__, reverse=True))}
    spans: dict[str, set[int]] = {}
    first: dict[int, tuple[float, str]] = {}
    second: dict[int, tuple[float, str]] = {}
    for code, (one, _) in rows.items():
        mine = {entry[2].start << 24 | entry[2].end for entry in one.seen}
        for candidate in one.lexical:
            fact = candidate.facts[0]
            mine.add(fact.start << 24 | fact.end)
        spans[code] = mine
        standing = (tops[code], code)
        for span in mine:
            leader = first.get(span)
            if leader is None or standing > leader:
                if leader is not None:
                    second[span] = leader
                first[span] = standing
            elif span not in second or standing > second[span]:
                second[span] = standing
    for code, (_, row) in rows.items():
        other = 0.0
        for span in spans[code]:
            rival = first[span] if first[span][1] != code else second.get(span, NOBODY)
            other = max(other, rival[0])
        row += [order[code], other - tops[code], other]
