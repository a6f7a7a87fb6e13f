"""A site's own decisions as a suggester: what its coders kept for which words may stand on its claims."""

from __future__ import annotations

import bisect
from collections.abc import Sequence

from farr.codes.candidate import Candidate
from farr.codes.trained.model import Model
from farr.codes.trained.sightings import content
from farr.facts.extract import Reading
from farr.facts.trie import Trie
from farr.records import Fact

ORIGIN = "decided here"


class Decided:
    """Adds the codes that coders accepted for a wording; bars those that they rejected for it."""

    name = "decided"
    for_claims = True

    def __init__(self, model: Model) -> None:
        self.model = model
        self.keys = sorted(model.accepted)
        self.hits = Trie(self.keys).hits

    def suggest(self, reading: Reading, so_far: Sequence[Candidate]) -> list[Candidate]:
        """Candidates for the wordings that stand in the document."""
        if self.model.rejected:
            for candidate in so_far:
                key = " ".join(reading.words.forms(candidate.facts[0].text))
                candidate.barred = candidate.code in self.model.rejected.get(key, ())
        known = {(candidate.code, fact.start) for candidate in so_far for fact in candidate.facts}
        starts = [candidate.place for candidate in so_far]
        added: list[Candidate] = []
        for number, words in enumerate(content(reading)):
            for low, high, entry in self.hits([word.form for word in words]) if words else ():
                start, end = words[low].start, words[high].end
                for code in self.model.accepted[self.keys[entry]]:
                    if (code, start) not in known:
                        fact = _fact(reading, number, start, end, code, self.keys[entry])
                        added.append(Candidate(code, [fact], fact.assertion, reading.heading_at(start), start))
                _bar_rivals(so_far, starts, start, end, self.model.accepted[self.keys[entry]])
        return added


def _fact(reading: Reading, number: int, start: int, end: int, code: str, key: str) -> Fact:
    return Fact(
        text=reading.text[start:end],
        start=start,
        end=end,
        assertion=reading.assertion(start, end, number),
        concepts=(code,),
        term=key,
        section=reading.section(number),
        origin=ORIGIN,
        managed=reading.heading_at(start) is not None,
    )


def _bar_rivals(so_far: Sequence[Candidate], starts: list[int], start: int, end: int, codes: Sequence[str]) -> None:
    """The lexicon's other codes for exactly these words, or for fewer of them, give way to the site's."""
    for candidate in so_far[bisect.bisect_left(starts, start) : bisect.bisect_left(starts, end)]:
        if candidate.facts[0].end <= end and candidate.code not in codes:
            candidate.barred = True
