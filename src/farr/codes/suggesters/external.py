"""External causes of an injury: how, where, during what and in which status it came about (OG I.C.20).

They are suggestions beside the claim: no national rule asks for them (OG I.C.20), payers and states may.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from importlib import resources
from typing import NamedTuple

import ahocorasick

from farr.codes.candidate import Candidate
from farr.codes.specificity import Specificity
from farr.facts.context import section_at
from farr.facts.extract import Reading
from farr.facts.phrasings import phrasing
from farr.records import Fact
from farr.tables import Icd10Cm

ORIGIN = "external cause"
LITERAL = re.compile(r"(?<!\\)[a-z]{3,}")
COMMON = frozenset(["the", "his", "her", "their", "while", "from", "during"])
SECTIONS_PASSED = ("family-history", "instructions", "past-medical-history", "social-history", "review-of-systems", "plan")


class _Row(NamedTuple):
    """``literals``: words of the wording, one of which stands in every text that it matches."""

    kind: str
    concept: str
    wording: re.Pattern[str]
    literals: tuple[str, ...]


@functools.cache
def _rows(language: str) -> tuple[_Row, ...]:
    file = resources.files("farr.facts").joinpath("data").joinpath(language).joinpath("external.tsv")
    if not file.is_file():
        return ()
    lines = [line.split("\t") for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return tuple(
        _Row(kind, concept, re.compile(rf"\b(?:{wording})", re.IGNORECASE), tuple(set(LITERAL.findall(wording)) - COMMON))
        for kind, concept, wording in lines
    )


class External:
    """One candidate of each kind beside an injury that the record has as present."""

    name = "external"
    for_claims = True

    def __init__(self, tables: Icd10Cm) -> None:
        self.specificity = Specificity(tables)

    def suggest(self, reading: Reading, so_far: Sequence[Candidate]) -> list[Candidate]:
        """External causes of the injuries found so far; none where the lexicon has one of the kind already."""
        injuries = [c for c in so_far if c.code[0] in "ST" and c.assertion == "present"]
        if not injuries:
            return []
        later = bool(phrasing("subsequent", reading.language).search(reading.text))
        known = {_kind(candidate.code) for candidate in so_far if candidate.code[0] in "VWXY"}
        added: list[Candidate] = []
        text = reading.text.lower()
        starts = [sentence.start for sentence in reading.sentences]
        if not starts or len(text) != len(reading.text):
            return []
        spoken = _spoken(text, starts, reading.language)
        for row in _rows(reading.language):
            if row.kind in known:
                continue
            fact = self._fact(row, reading, spoken)
            choice = fact and self.specificity.choose(row.concept, None, frozenset(), "subsequent" if later else "")
            if fact and choice:
                known.add(row.kind)
                added.append(Candidate(choice.code, [fact], fact.assertion, None, fact.start, ["OG I.C.20"]))
        return added

    @staticmethod
    def _fact(row: _Row, reading: Reading, spoken: dict[str, set[int]]) -> Fact | None:
        """The first sentence that says it of the present; ``spoken``: the sentences of each literal of the note."""
        for number in sorted({number for literal in row.literals for number in spoken.get(literal, ())}):
            sentence = reading.sentences[number]
            if reading.section(number) in SECTIONS_PASSED:
                continue
            match = row.wording.search(reading.text, sentence.start, sentence.end)
            if match and reading.assertion(match.start(), match.end(), number) == "present":
                return Fact(
                    text=match.group(),
                    start=match.start(),
                    end=match.end(),
                    assertion="present",
                    concepts=(row.concept,),
                    term=row.concept,
                    section=reading.section(number),
                    origin=ORIGIN,
                )
        return None


@functools.cache
def _automaton(language: str) -> ahocorasick.Automaton:
    """Finds the literals of all rows in one pass."""
    built = ahocorasick.Automaton()
    for literal in {literal for row in _rows(language) for literal in row.literals}:
        built.add_word(literal, literal)
    built.make_automaton()
    return built


def _spoken(text: str, starts: list[int], language: str) -> dict[str, set[int]]:
    """Each literal that stands in a note in lower case, with the numbers of its sentences."""
    found: dict[str, set[int]] = {}
    if not _rows(language):
        return found
    for last, literal in _automaton(language).iter(text):
        found.setdefault(literal, set()).add(max(0, section_at(starts, last + 1 - len(literal))))
    return found


def _kind(code: str) -> str:
    return {"Y92": "place", "Y93": "activity", "Y99": "status"}.get(code[:3], "mechanism")
