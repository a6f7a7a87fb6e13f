"""A document as services are read from it: where a wording stands, in which sentence and section, and how it is asserted."""

from __future__ import annotations

import bisect
import re

from farr.codes.wordings import folded
from farr.facts.extract import Reading
from farr.records import Assertion, Evidence, Section, Sentence

PLAN = frozenset(("assessment", "assessment-and-plan", "plan", "hospital-course"))
SUPPOSED = re.compile(r"\b(?:if|should|unless|in case|when needed|may need|might need|consider\w*|could|would)\b")


class Page:
    """A reading with its folded text; offsets are those of the document."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.form = folded(reading.text)
        self._starts = [sentence.start for sentence in reading.sentences]
        self._parts = [part.start for part in reading.sections]
        self.has_plan = any(section.kind in PLAN for section in reading.sections)

    def number(self, position: int) -> int:
        """Index of the sentence that holds a position (the one before it where it lies between two)."""
        return max(0, bisect.bisect_right(self._starts, position) - 1)

    def sentence(self, position: int) -> Sentence:
        return self.reading.sentences[self.number(position)]

    def around(self, position: int) -> str:
        """The folded text of the sentence at a position."""
        sentence = self.sentence(position)
        return self.form[sentence.start : sentence.end]

    def section(self, position: int) -> str:
        """The kind of the section at a position; ``heading`` where the words stand in a heading line."""
        part = self.part(position)
        return "heading" if position < part.body else part.kind

    def part(self, position: int) -> Section:
        """The section at a position."""
        return self.reading.sections[max(0, bisect.bisect_right(self._parts, position) - 1)]

    def in_plan(self, position: int) -> bool:
        """True in the assessment and plan; in a note without such a section, in its later half."""
        if self.has_plan:
            return self.section(position) in PLAN
        return position * 2 >= len(self.form)

    def assertion(self, start: int, end: int) -> Assertion:
        if not self.reading.sentences:
            return "present"
        return self.reading.assertion(start, end, self.number(start))

    def is_present(self, start: int, end: int) -> bool:
        """True where the words are neither denied, past, somebody else's nor only supposed ("if it worsens ...")."""
        if self.assertion(start, end) != "present":
            return False
        return SUPPOSED.search(self.form, self.sentence(start).start, start) is None

    def evidence(self, start: int, end: int) -> Evidence:
        return Evidence(start=start, end=end, text=self.reading.text[start:end])
