"""What a convention looks at: the document as read, every candidate, and helpers that keep words and reasons together."""

from __future__ import annotations

import bisect
import dataclasses
import re
from functools import cached_property

from farr.codes.candidate import Candidate
from farr.facts.extract import Reading
from farr.records import Document, Fact
from farr.tables import Icd10Cm

Chosen = list[Candidate]
BLOCK = 700
#: How likely a coder is to keep a status or allergy code that only a list of the record carries, before it is set beside others.
SELDOM = 0.5
HOSPITAL = ("inpatient", "inpatient-psychiatric", "long-term-care-hospital")
UNRELATED = re.compile(
    r"\b(?:unrelated to|not (?:due|related|secondary|attributable|attributed) to|independent of"
    r"|non-?diabetic|non-?hypertensive)\b",
    re.IGNORECASE,
)


class Case:
    """One document on its way to a claim.  ``extra`` collects what conventions find in the record beside the claim."""

    def __init__(self, document: Document, reading: Reading, tables: Icd10Cm, found: list[Candidate]) -> None:
        self.document, self.reading, self.tables, self.found = document, reading, tables, found
        self.text = document.text
        self.extra: list[Candidate] = []

    @property
    def is_english(self) -> bool:
        """Rules that read words of their own apply to English notes."""
        return self.reading.language == "en"

    @property
    def is_hospital_stay(self) -> bool:
        """A hospital's claim for a stay: uncertain diagnoses count as established there (OG II.H, III.C)."""
        return self.document.claim_type == "institutional" and self.document.setting in HOSPITAL

    @property
    def is_facility(self) -> bool:
        """A hospital's or facility's claim, inpatient or not, which carries external causes and status codes."""
        return self.document.claim_type == "institutional"

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.reading.sentences]

    @cached_property
    def _headings(self) -> list[int]:
        return [start for start, _ in self.reading.managed]

    def sentence(self, place: int) -> tuple[int, int]:
        """The span of the sentence that holds a place of the text."""
        index = bisect.bisect_right(self._starts, place) - 1
        if index < 0:
            return 0, len(self.text)
        sentence = self.reading.sentences[index]
        return sentence.start, max(sentence.end, min(place + 1, len(self.text)))

    def phrase(self, candidate: Candidate) -> tuple[int, int]:
        """The problem heading of a candidate with the rest of its line, or the sentence of its first mention."""
        start, end = self.sentence(candidate.facts[0].start)
        heading = self.reading.heading_at(candidate.facts[0].start)
        if heading is not None:
            low, high = self.reading.managed[heading]
            return min(start, low), max(end, high)
        return start, end

    def block(self, candidate: Candidate) -> tuple[int, int]:
        """The problem heading of a candidate and the text below it up to the next one; else its sentence."""
        heading = self.reading.heading_at(candidate.facts[0].start)
        if heading is None:
            return self.phrase(candidate)
        start = self.reading.managed[heading][0]
        following = self._headings[heading + 1] if heading + 1 < len(self._headings) else len(self.text)
        return start, min(following, start + BLOCK)

    def says(self, candidate: Candidate, pattern: re.Pattern[str], wide: bool = False) -> re.Match[str] | None:
        """The first match of a pattern in a candidate's phrase (``wide``: in its whole block)."""
        start, end = self.block(candidate) if wide else self.phrase(candidate)
        return pattern.search(self.text, start, end)

    def is_unrelated(self, candidate: Candidate, other: re.Pattern[str]) -> bool:
        """True where the record says that a condition has nothing to do with another one (OG I.A.15)."""
        start, end = self.phrase(candidate)
        for match in UNRELATED.finditer(self.text, start, end):
            if match[0].lower().startswith("non") or other.search(self.text, match.end(), min(end, match.end() + 60)):
                return True
        return False

    def leave(self, chosen: Chosen, candidate: Candidate, reason: str, rule: str) -> Chosen:
        """The claim without a candidate, which stays listed with the reason."""
        candidate.reportable = False
        candidate.reason = reason
        candidate.rules.append(rule)
        return [other for other in chosen if other is not candidate]

    def promote(self, chosen: Chosen, prefixes: str | tuple[str, ...], reason: str, rule: str) -> Candidate | None:
        """A documented code that is not on the claim yet and that a code there asks for; the most specific mention."""
        codes = {candidate.code for candidate in chosen}
        options = [
            c
            for c in self.found
            if c.code.startswith(prefixes) and c.code not in codes and not c.barred and c.assertion == "present"
        ]
        if not options:
            return None
        best = min(options, key=lambda c: ("unspecified" in self.tables.title(c.code).lower(), c.place))
        return dataclasses.replace(best, facts=list(best.facts), rules=[*best.rules, rule], reportable=True, reason=reason)

    def copy(self, candidate: Candidate, code: str, rule: str, *parts: Candidate) -> Candidate | None:
        """A second code that the words of a candidate (and its partners) carry; None where the release lacks it."""
        if not self.tables.is_valid(code):
            return None
        made = dataclasses.replace(candidate, facts=list(candidate.facts), rules=list(candidate.rules), supported=())
        recode(made, code, rule, *parts)
        return made

    def noted(
        self, code: str, start: int, end: int, reason: str, rule: str, reportable: bool, term: str = ""
    ) -> Candidate | None:
        """A candidate for words that no term of the lexicon covers; None where the code is not complete and valid."""
        if not self.tables.is_valid(code):
            return None
        number = max(0, bisect.bisect_right(self._starts, start) - 1)
        section = self.reading.section(number) if self.reading.sentences else "preamble"
        fact = Fact(
            text=self.text[start:end],
            start=start,
            end=end,
            assertion="present",
            concepts=(code,),
            term=term or self.text[start:end].lower(),
            section=section,
            origin="convention",
        )
        return Candidate(
            code, [fact], "present", self.reading.heading_at(start), start, [rule], reportable=reportable, reason=reason
        )

    def add(self, candidate: Candidate | None) -> None:
        """Keep a code of the record that does not belong on the claim, for the coder's look."""
        if candidate is not None and all(candidate.code != other.code for other in self.extra):
            candidate.score = SELDOM
            self.extra.append(candidate)


def having(chosen: Chosen, *prefixes: str) -> Chosen:
    """The candidates whose codes begin with one of the prefixes, in their order."""
    return [candidate for candidate in chosen if candidate.code.startswith(prefixes)]


def recode(candidate: Candidate, code: str, rule: str, *parts: Candidate) -> None:
    """Give a candidate another code, with the facts of its parts as evidence and the rule behind it."""
    candidate.code = code
    for part in parts:
        candidate.facts.extend(fact for fact in part.facts if fact not in candidate.facts)
    candidate.rules.append(rule)


def placed(chosen: Chosen, candidate: Candidate | None, beside: Candidate, before: bool = False) -> Chosen:
    """The claim with a candidate directly behind (or before) another one; unchanged where there is none to place."""
    if candidate is None:
        return chosen
    rest = [other for other in chosen if other is not candidate]
    place = next((index for index, other in enumerate(rest) if other is beside), len(rest) - 1)
    at = place if before else place + 1
    return [*rest[:at], candidate, *rest[at:]]
