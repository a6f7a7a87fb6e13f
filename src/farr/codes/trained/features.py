"""What the trained layer knows of each candidate code of a document, as numbers.

A candidate is a code that a learnt wording proposes or that the lexicon found.  The numbers are the same in training and in
use; in training they come from counts that leave the document's fold out.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Sequence

from farr.codes.candidate import STRENGTH, Candidate
from farr.codes.trained.habits import NOTHING, Book, Proposal, Share
from farr.codes.trained.sightings import Sighting, content, side_at, sightings
from farr.facts.extract import Reading
from farr.facts.lexicon import ORIGINS
from farr.tables import Icd10Cm
from farr.words import side_of

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
ORIGIN = {origin: float(rank) for rank, origin in enumerate((*ORIGINS, "whole phrase"))}
NO_ORIGIN = 9.0
NO_SHARE = Share()


class Found:
    """A candidate code with the sightings and the lexical candidates that lead to it."""

    __slots__ = ("lexical", "seen")

    def __init__(self) -> None:
        self.seen: list[tuple[float, Proposal, Sighting]] = []
        self.lexical: list[Candidate] = []


def found_in(reading: Reading, lexical: Sequence[Candidate], book: Book, spoken: list[list]) -> dict[str, Found]:  # type: ignore[type-arg]
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
    said = [{word.form for word in sentence} for sentence in spoken]
    if titles:
        said = [{titles.get(form, form) for form in sentence} for sentence in said]
    everything = frozenset().union(*said)
    length = sum(map(len, spoken))
    sentence_starts = [sentence.start for sentence in reading.sentences]
    rows: dict[str, tuple[Found, list[float]]] = {}
    tops: dict[str, float] = {}
    for code, one in found.items():
        row = [*_learnt(one), *_lexical(code, one, book)]
        shares = book.habits.codes.get(code, NO_SHARE), book.habits.categories.get(code[:3], NO_SHARE)
        row += [
            float(shares[0].documents),
            float(shares[1].documents),
            (shares[0].kept + 0.5) / (shares[0].proposed + 1),
            (shares[1].kept + 2) / (shares[1].proposed + 4),
        ]
        places = {sighting.sentence for _, _, sighting in one.seen}
        places |= {_sentence(sentence_starts, candidate.place) for candidate in one.lexical}
        row += _title(code, book, tables, everything, [said[place] for place in places])
        side = _title_side(tables, code)
        row += [
            min(places) / max(1, len(said)),
            float(length),
            float(ord(code[0]) - 64),
            float("unspecified" in tables.title(code).lower()),
            _agreement(side, one, reading) if side else 0.0,
        ]
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
    best = (-1.0, 0.0, 0.0)
    rival = 0.0
    length = 0
    for candidate in one.lexical:
        key = book.key(candidate.facts[0].text)
        documents, pair = book.pair(key, code)
        share = (pair.sentence + 0.2) / (documents + 0.5)
        if share > best[0]:
            best = (share, float(documents), (pair.document + 0.2) / (documents + 0.5) if pair is not NOTHING else 0.0)
        rival = max(rival, book.rival(key, code))
        length = max(length, key.count(" ") + 1)
    return [
        float(len(one.lexical)),
        min(ORIGIN.get(candidate.facts[0].origin, NO_ORIGIN) for candidate in one.lexical),
        float(min(STRENGTH[candidate.assertion] for candidate in one.lexical)),
        *best,
        float(length),
        rival,
        float(len(one.lexical[0].facts[0].concepts)),
        float(max(len(candidate.supported) for candidate in one.lexical)),
    ]


def _sentence(starts: list[int], place: int) -> int:
    return max(0, bisect.bisect_right(starts, place) - 1)


def _title(code: str, book: Book, tables: Icd10Cm, everything: frozenset[str], near: list[set[str]]) -> list[float]:
    """Numbers 24 to 26: how much of the title, rare words first, stands in the document and in one sentence of it."""
    weights, total = book.title(tables.title(code))
    here = [pair for pair in weights if pair[0] in everything]
    if not here:
        return [0.0, 0.0, total]
    whole = closest = 0.0
    for _, weight in here:
        whole += weight
    for forms in near:
        covered = 0.0
        for form, weight in here:
            if form in forms:
                covered += weight
        closest = max(closest, covered)
    return [whole / total, closest / total, total]


@functools.lru_cache(maxsize=50_000)
def _side_of(title: str) -> str | None:
    return side_of(title)


def _title_side(tables: Icd10Cm, code: str) -> str | None:
    return _side_of(tables.title(code))


def _agreement(side: str, one: Found, reading: Reading) -> float:
    """1 where the record says the side of the title, -1 where it says another, -0.5 where it says none."""
    named = {side_at(reading, sighting) for _, _, sighting in one.seen}
    named |= {candidate.facts[0].attributes.get("side") for candidate in one.lexical}
    return 1.0 if side in named else -1.0 if named - {None} else -0.5


def _compare(rows: dict[str, tuple[Found, list[float]]], tops: dict[str, float]) -> None:
    """The last three numbers: the place among the document's candidates, and the best rival for the same words."""
    order = {code: place / len(tops) for place, code in enumerate(sorted(tops, key=lambda code: -tops[code]))}
    best: dict[tuple[int, int], list[tuple[float, str]]] = {}
    spans: dict[str, set[tuple[int, int]]] = {}
    for code, (one, _) in rows.items():
        mine = {(sighting.start, sighting.end) for _, _, sighting in one.seen}
        mine |= {(candidate.facts[0].start, candidate.facts[0].end) for candidate in one.lexical}
        spans[code] = mine
        for span in mine:
            best.setdefault(span, []).append((tops[code], code))
    leaders = {span: sorted(entries, reverse=True)[:2] for span, entries in best.items()}
    for code, (_, row) in rows.items():
        other = max((top for span in spans[code] for top, rival in leaders[span] if rival != code), default=0.0)
        row += [order[code], other - tops[code], other]
