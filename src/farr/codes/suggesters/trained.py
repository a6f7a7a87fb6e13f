"""The trained layer as a suggester: it weighs what the lexicon found and adds what coded documents taught.

Its corpus was coded mention by mention, so what it adds is a mention and never stands on a claim.
"""

from __future__ import annotations

from collections.abc import Sequence

from farr.codes.candidate import EVIDENCE_LIMIT, STRENGTH, Candidate
from farr.codes.reportability import is_assessed
from farr.codes.trained.features import Found, features
from farr.codes.trained.model import Trained
from farr.facts.extract import Reading
from farr.records import Fact
from farr.tables import Icd10Cm

ORIGIN = "learnt wording"
REASON = "coders of case reports gave this code for these words; a mention, not assessed or treated in this encounter"


class Learnt:
    """Scores every candidate; adds the codes of learnt wordings that reach the listing threshold."""

    name = "trained"
    for_claims = False

    def __init__(self, layer: Trained, tables: Icd10Cm) -> None:
        self.layer = layer
        self.tables = tables

    def suggest(self, reading: Reading, so_far: Sequence[Candidate]) -> list[Candidate]:
        """Mentions that the lexicon does not have; sets ``score`` of those it has.

        Beside an assessment nothing is added: the corpus is one of case reports, and its habits do not carry over to notes
        that name their problems themselves.
        """
        added: list[Candidate] = []
        listed = not is_assessed(reading)
        for code, (found, row) in features(reading, so_far, self.layer.book, self.tables).items():
            score = self.layer.score(row)
            for candidate in found.lexical:
                candidate.score = score
            if listed and not found.lexical and score >= self.layer.threshold and self.tables.is_valid(code):
                added.append(self._candidate(code, found, score, reading))
        return added

    def _candidate(self, code: str, found: Found, score: float, reading: Reading) -> Candidate:
        facts: dict[tuple[int, int], Fact] = {}
        for _, _, seen in found.seen[:EVIDENCE_LIMIT]:
            facts.setdefault(
                (seen.start, seen.end),
                Fact(
                    text=reading.text[seen.start : seen.end],
                    start=seen.start,
                    end=seen.end,
                    assertion=reading.assertion(seen.start, seen.end, seen.sentence),
                    concepts=(code,),
                    term=self.layer.book.keys[seen.entry],
                    section=reading.section(seen.sentence),
                    origin=ORIGIN,
                ),
            )
        kept = list(facts.values())
        assertion = min((fact.assertion for fact in kept), key=STRENGTH.__getitem__)
        place = min(fact.start for fact in kept)
        return Candidate(code, kept, assertion, reading.heading_at(place), place, score=score, reason=REASON)
