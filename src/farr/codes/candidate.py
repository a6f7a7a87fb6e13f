"""A candidate: a complete code with the facts that carry it, on its way to a suggestion."""

from __future__ import annotations

import dataclasses

from farr.records import Assertion, Fact

EVIDENCE_LIMIT = 25
STRENGTH: dict[Assertion, int] = {
    "present": 0, "possible": 1, "historical": 2, "conditional": 3, "absent": 4, "family": 5,
}  # fmt: skip


@dataclasses.dataclass
class Candidate:
    """Mutable only inside this stage: rules merge, replace and reorder candidates before they become suggestions.

    ``heading`` counts the problem headings in their order (None outside of them), ``place`` is the first offset, ``score``
    is the trained layer's probability that a coder keeps the code (None without that layer), ``barred`` says that coders
    of this site struck the code out for these words.
    """

    code: str
    facts: list[Fact]
    assertion: Assertion
    heading: int | None
    place: int
    rules: list[str] = dataclasses.field(default_factory=list)
    supported: tuple[str, ...] = ()
    reportable: bool = False
    reason: str = ""
    score: float | None = None
    barred: bool = False

    def absorb(self, other: Candidate) -> None:
        """Take over the facts of another candidate for the same code; the strongest assertion stands."""
        room = EVIDENCE_LIMIT - len(self.facts)
        self.facts.extend(fact for fact in other.facts[: max(0, room)] if fact not in self.facts)
        if STRENGTH[other.assertion] < STRENGTH[self.assertion]:
            self.assertion = other.assertion
        if other.heading is not None and (self.heading is None or other.heading < self.heading):
            self.heading = other.heading
        self.place = min(self.place, other.place)
        self.score = max((score for score in (self.score, other.score) if score is not None), default=None)
        self.rules = list(dict.fromkeys([*self.rules, *other.rules]))
