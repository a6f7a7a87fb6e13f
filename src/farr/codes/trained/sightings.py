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
    """A learnt wording in the text.  ``nested``: it lies in a longer one; ``inside``: it lies in a longer fact;
    ``assertion`` is that of the fact it overlaps (None without one); ``side`` is said with it."""

    entry: int
    start: int
    end: int
    sentence: int
    words: int
    nested: bool
    inside: bool
    assertion: str | None
    side: str | None


def content(reading: Reading) -> list[list[Word]]:
    """The words of each sentence that carry meaning: no small words, no sides."""
    small, sides = reading.words.small, reading.words.sides
    return [[word for word in sentence if word.form not in small and word.form not in sides] for sentence in reading.spoken]


def sightings(reading: Reading, spoken: list[list[Word]], book: Book) -> list[Sighting]:
    """Every learnt wording of a document in the order of the text."""
    facts = reading.facts
    starts = [fact.start for fact in facts]
    found: list[Sighting] = []
    for number, words in enumerate(spoken):
        hits = book.hits([word.form for word in words]) if words else []
        if not hits:
            continue
        first = bisect.bisect_left(starts, reading.sentences[number].start)
        near = facts[first : bisect.bisect_left(starts, reading.sentences[number].end)]
        hits.sort(key=lambda hit: (hit[0], -hit[1]))
        reach = -1
        for low, high, entry in hits:
            start, end = words[low].start, words[high].end
            over = [fact for fact in near if fact.start < end and start < fact.end] if near else []
            found.append(
                Sighting(
                    entry,
                    start,
                    end,
                    number,
                    high - low + 1,
                    high <= reach,
                    any(fact.start <= start and end <= fact.end and len(fact.text) > end - start + 3 for fact in over),
                    over[0].assertion if over else None,
                    _side(reading, number, start, end, over),
                )
            )
            if book.is_evidence[entry]:
                reach = max(reach, high)
    return found


def _side(reading: Reading, number: int, start: int, end: int, over: list[Fact]) -> str | None:
    """The side of the overlapping fact, or the one said in the wording or within three words of it."""
    for fact in over:
        if "side" in fact.attributes:
            return fact.attributes["side"]
    spoken, sides = reading.spoken[number], reading.words.sides
    named = set()
    places = [place for place, word in enumerate(spoken) if word.form in sides]
    if not places:
        return None
    first = bisect.bisect_left(spoken, start, key=lambda word: word.start)
    last = bisect.bisect_left(spoken, end, key=lambda word: word.start) - 1
    for place in places:
        if first - SIDE_REACH <= place <= last + SIDE_REACH:
            named.add(sides[spoken[place].form])
    return None if not named else named.pop() if len(named) == 1 else "bilateral"
