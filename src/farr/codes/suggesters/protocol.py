"""What every suggester is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from farr.codes.candidate import Candidate
from farr.facts.extract import Reading


class Suggester(Protocol):
    """Proposes candidates for a document.  ``for_claims`` is false where its candidates are mentions only: habits of a
    corpus that coded for research, say, and not for a payer."""

    name: str
    for_claims: bool

    def suggest(self, reading: Reading, so_far: Sequence[Candidate]) -> list[Candidate]:
        """New candidates; ``so_far`` are those of the suggesters before, whose ``score`` it may set."""
        ...
