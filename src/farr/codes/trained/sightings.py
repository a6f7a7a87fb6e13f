"""Where the learnt wordings stand in a document."""

from __future__ import annotations

import bisect
from typing import NamedTuple

from farr.codes.trained.habits import Book
from farr.facts.extract import Reading
from farr.records import Fact
from farr.words import Word

SIDE_REACH = 3


class Sighting(NamedTuple):
    """A learnt wording in the text.  ``nested``: it lies in a longer one; ``inside``: it lies in a longer fact; ``fact`` is
    the first fact that it overlaps."""

    entry: int
    start: int
    end: int
    sentence: int
    words: int
    nested: bool
    inside: bool
    fact: Fact | None


def content(reading: Reading) -> list[list[Word]]:
    """The words of each sentence that carry meaning: no small words, no sides."""
    small, sides = reading.words.small, reading.words.sides
    return [[word for word in sentence if word[0] not in small and word[0] not in sides] for sentence in reading.spoken]


def sightings(reading: Reading, spoken: list[list[Word]], book: Book) -> list[Sighting]:
    """Every learnt wording of a document in the order of the text."""
    facts = [fact for fact in reading.facts if not fact.pieces]
    starts = [fact.start for fact in facts]
    found: list[Sighting] = []
    for number, words in enumerate(spoken):
        hits = book.hits([word[0] for word in words]) if words else []
        if not hits:
            continue
        first = bisect.bisect_left(starts, reading.sentences[number].start)
        near = facts[first : bisect.bisect_left(starts, reading.sentences[number].end)]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        reach = -1
        for low, high, entry in hits:
            start, end = words[low].start, words[high].end
            fact = None
            inside = False
            for one in near:
                if one.start < end and start < one.end:
                    fact = fact or one
                    inside = inside or (one.start <= start and end <= one.end and len(one.text) > end - start + 3)
            found.append(Sighting(entry, start, end, number, high - low + 1, high <= reach, inside, fact))
            if high > reach and book.is_evidence[entry]:
                reach = high
    return found


def side_at(reading: Reading, sighting: Sighting) -> str | None:
    """The side of the overlapping fact, or the one said in the wording or within three words of it."""
    if sighting.fact is not None and "side" in sighting.fact.attributes:
        return sighting.fact.attributes["side"]
    spoken, sides = reading.spoken[sighting.sentence], reading.words.sides
    places = [place for place, word in enumerate(spoken) if word.form in sides]
    if not places:
        return None
    first = bisect.bisect_left(spoken, sighting.start, key=_start)
    last = bisect.bisect_left(spoken, sighting.end, key=_start) - 1
    named = {sides[spoken[place].form] for place in places if first - SIDE_REACH <= place <= last + SIDE_REACH}
    return None if not named else named.pop() if len(named) == 1 else "bilateral"


def _start(word: Word) -> int:
    return word.start
