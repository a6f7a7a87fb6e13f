"""What belongs on the claim, combined: the conventions of ICD-10-CM, each code once, no vague one beside a specific one."""

from __future__ import annotations

import functools
import re

from farr.codes.candidate import Candidate
from farr.codes.conventions import Case, conventions
from farr.tables import Icd10Cm
from farr.words import features, side_of

Chosen = list[Candidate]
FILLERS = frozenset({"site", "type"})


def combine(chosen: Chosen, case: Case) -> Chosen:
    """Apply every convention in order; the result holds each code once, and no vague one beside a specific one."""
    unique: dict[str, Candidate] = {}
    for candidate in conventions(chosen, case):
        if candidate.code in unique:
            unique[candidate.code].absorb(candidate)
        else:
            unique[candidate.code] = candidate
    return _specific(list(unique.values()), case.tables)


def _specific(chosen: Chosen, tables: Icd10Cm) -> Chosen:
    """An unspecified code gives way to a code of its category that says the same and more (OG I.B.2)."""
    said = {c.code: _said(tables.title(c.code)) for c in chosen}

    def is_vague(code: str) -> bool:
        return bool(re.search(r"\bunspecified\b", tables.title(code), re.IGNORECASE))

    def sided(code: str) -> bool:
        return side_of(tables.title(code)) is not None

    def covers(other: str, vague: str) -> bool:
        says_more = said[vague] < said[other] or not is_vague(other) or sided(other) > sided(vague)
        return other != vague and other[:3] == vague[:3] and says_more and said[vague] <= said[other] | FILLERS

    def is_covered(candidate: Candidate) -> bool:
        return is_vague(candidate.code) and any(covers(other.code, candidate.code) for other in chosen)

    return [candidate for candidate in chosen if not is_covered(candidate)]


@functools.lru_cache(maxsize=50_000)
def _said(title: str) -> frozenset[str]:
    return features(title) - {"unspecified", "nos"}
