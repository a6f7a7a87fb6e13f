"""Document to suggestions: candidates from the facts, combined, decided, ordered, each with its words and its reason."""

from __future__ import annotations

import functools

from farr.codes.candidate import EVIDENCE_LIMIT, STRENGTH, Candidate
from farr.codes.combination import combine
from farr.codes.diagnosis import candidates
from farr.codes.reportability import decide
from farr.codes.sequencing import role_of, sequence
from farr.codes.specificity import Specificity
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.records import Document, Evidence, Fact, Suggestion
from farr.tables import Icd10Cm

ORIGIN_TRUST = {
    "synonym": 0.08,
    "title": 0.08,
    "inclusion term": 0.05,
    "whole phrase": 0.0,
    "title in other word order": 0.0,
    "translated": 0.0,
}


@functools.lru_cache(maxsize=4)
def specificity_of(tables: Icd10Cm) -> Specificity:
    return Specificity(tables)


def suggest(document: Document, tables: Icd10Cm, language: str = "en") -> tuple[Suggestion, ...]:
    """Suggestions for a document: the reportable ones in claim order, then every other mention with its reason."""
    reading = Reading(document, lexicon(tables, language), language)
    found = candidates(reading, specificity_of(tables))
    decide(document, reading, found)
    chosen = sequence(combine(_merged([candidate for candidate in found if candidate.reportable]), tables), tables)
    on_claim = {candidate.code for candidate in chosen}
    rest = [c for c in _merged([c for c in found if not c.reportable]) if c.code not in on_claim]
    rest.sort(key=lambda candidate: (STRENGTH[candidate.assertion], candidate.place))
    answers = [_suggestion(c, role_of(place, c.code, document), True, tables) for place, c in enumerate(chosen)]
    answers += [_suggestion(c, role_of(1, c.code, document), False, tables) for c in rest]
    return tuple(answers)


def _merged(found: list[Candidate]) -> list[Candidate]:
    """One candidate for each code; the strongest assertion gives the reason."""
    merged: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda c: (STRENGTH[c.assertion], c.place)):
        if candidate.code in merged:
            merged[candidate.code].absorb(candidate)
        else:
            merged[candidate.code] = candidate
    return sorted(merged.values(), key=lambda candidate: candidate.place)


def _suggestion(candidate: Candidate, role: str, reportable: bool, tables: Icd10Cm) -> Suggestion:
    rules = candidate.rules if reportable else [rule for rule in candidate.rules if rule not in ("OG IV.J", "OG III")]
    return Suggestion(
        system="icd-10-cm",
        code=candidate.code,
        title=tables.title(candidate.code),
        role=role,  # type: ignore[arg-type]
        reportable=reportable,
        reason=candidate.reason,
        assertion=candidate.assertion,
        score=_score(candidate, reportable),
        evidence=tuple(_evidence(fact) for fact in candidate.facts[:EVIDENCE_LIMIT]),
        rules=tuple(dict.fromkeys(rules)),
    )


def _evidence(fact: Fact) -> Evidence:
    return Evidence(start=fact.start, end=fact.end, text=fact.text)


def _score(candidate: Candidate, reportable: bool) -> float:
    """Share of suggestions of this kind that coders kept, by hand-set steps."""
    base = 0.72 if reportable else {"present": 0.3, "possible": 0.15, "historical": 0.15}.get(candidate.assertion, 0.05)
    base += ORIGIN_TRUST.get(candidate.facts[0].origin, 0.0) + 0.02 * min(4, len(candidate.facts) - 1)
    base += 0.04 if candidate.supported else 0.0
    return round(min(base, 0.97), 3)
