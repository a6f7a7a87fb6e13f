"""The order of the codes on a claim: reason for the encounter first, etiology before manifestation, external causes last."""

from __future__ import annotations

import re

from farr.codes.candidate import Candidate
from farr.records import Document, Role
from farr.tables import Icd10Cm

FIRST_ONLY = re.compile(
    r"Z00(?!\.6)|Z01|Z02|Z04|Z31\.8[134]|Z33\.2|Z34|Z38|Z39|Z40|Z42|Z51\.0|Z51\.1|Z52(?!\.9)|Z76\.[12]|Z99\.12"
)
NEVER_FIRST = re.compile(r"[VWXY]\d|Z79|Z8[0-79]|Z9[0-8]|Z68|Z3A|Z37|R65\.2|B9[567]|Z16|Z17|Z1[458]|Z72|Z66|Z67|Z78|Z99(?!\.12)")
MANIFESTATION = re.compile(r"in (?:other )?diseases classified elsewhere", re.IGNORECASE)
INPATIENT = (
    "inpatient",
    "inpatient-psychiatric",
    "inpatient-rehabilitation",
    "long-term-care-hospital",
    "skilled-nursing",
)


def sequence(chosen: list[Candidate], tables: Icd10Cm) -> list[Candidate]:
    """Claim order: first-listed-only codes, then the problems as the note orders them, then what is never first."""

    def rank(candidate: Candidate) -> int:
        if FIRST_ONLY.match(candidate.code):
            return 0
        if re.match(r"[VWXY]\d", candidate.code):
            return 4
        if NEVER_FIRST.match(candidate.code):
            return 3
        return 2 if MANIFESTATION.search(tables.title(candidate.code)) else 1

    pregnant = any(candidate.code.startswith("O") for candidate in chosen)
    return sorted(chosen, key=lambda candidate: (rank(candidate), pregnant and not candidate.code.startswith("O")))


def role_of(place: int, code: str, document: Document) -> Role:
    """The role of the code at a place (0 is first) of the claim."""
    if re.match(r"[VWXY]\d", code):
        return "external-cause"
    if place == 0:
        inpatient = document.claim_type == "institutional" and document.setting in INPATIENT
        return "principal" if inpatient else "first-listed"
    return "secondary"
