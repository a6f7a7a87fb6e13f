"""The lexicon's suggester: facts to complete codes by the words of titles, inclusion terms and our own term files."""

from __future__ import annotations

from collections.abc import Sequence

from farr.codes.candidate import Candidate
from farr.codes.diagnosis import candidates
from farr.codes.specificity import Specificity
from farr.facts.extract import Reading
from farr.tables import Icd10Cm


class Lexical:
    """One candidate for each concept that a fact names."""

    name = "lexical"
    for_claims = True

    def __init__(self, tables: Icd10Cm) -> None:
        self.specificity = Specificity(tables)

    def suggest(self, reading: Reading, so_far: Sequence[Candidate]) -> list[Candidate]:  # noqa: ARG002
        """Candidates of all facts in the order of the text."""
        return candidates(reading, self.specificity)
