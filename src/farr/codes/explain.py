"""Why a code: the chain from the words of the note to the place on the claim, as steps that a coder can check.

The chain is told from what the stages know already; it is built only when somebody asks.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from farr.codes.candidate import Candidate
from farr.codes.guidelines import gist
from farr.codes.specificity import Specificity
from farr.facts.extract import Reading
from farr.records import Evidence, Fact, Step
from farr.tables import Icd10Cm

MOST_WORDS = 4
MOST_CHOICES = 8
SOURCES = {
    "synonym": "a term of farr's own lists",
    "title": "a title of the Tabular List",
    "inclusion term": "an inclusion term of the Tabular List",
    "title in other word order": "a title of the Tabular List in other word order",
    "translated": "a title led over from English",
    "whole phrase": "the problem heading as a whole is nearest to this wording",
    "learnt wording": "a wording that coders of case reports coded",
    "decided here": "a wording that coders of this site decided on",
    "language model": "a language model named the code for these words",
}


@functools.lru_cache(maxsize=8)
def _specificity(tables: Icd10Cm) -> Specificity:
    return Specificity(tables)


def explained(candidate: Candidate, reportable: bool, reading: Reading, tables: Icd10Cm) -> tuple[Step, ...]:
    """The steps of a candidate: words, term, title, specificity, missing, guideline, decision; in this order.

    A step without anything to tell is left out.  Steps of kind ``words`` carry their evidence, those of kind ``guideline``
    the section.
    """
    return tuple(_steps(candidate, reportable, reading, tables))


def _steps(candidate: Candidate, reportable: bool, reading: Reading, tables: Icd10Cm) -> Iterator[Step]:
    for fact in candidate.facts[:MOST_WORDS]:
        yield Step(kind="words", text=_place(fact), evidence=Evidence(start=fact.start, end=fact.end, text=fact.text))
    if len(candidate.facts) > MOST_WORDS:
        yield Step(kind="words", text=f"and {len(candidate.facts) - MOST_WORDS} mentions more")
    told: set[tuple[str, str]] = set()
    for fact in candidate.facts:
        if (fact.term, fact.origin) not in told:
            told.add((fact.term, fact.origin))
            yield Step(kind="term", text=_term(fact))
    concept = _concept(candidate)
    if concept:
        yield Step(kind="title", text=f"{concept} {tables.title(concept)}")
    yield from _specific(candidate, concept, tables)
    for rule in dict.fromkeys(candidate.rules):
        if reportable or rule not in ("OG IV.J", "OG III"):
            yield Step(kind="guideline", text=gist(rule), rule=rule)
    heading = candidate.heading is not None and candidate.heading < len(reading.managed)
    place = f"; problem heading {candidate.heading + 1}" if heading and candidate.heading is not None else ""
    yield Step(kind="decision", text=f"{'on the claim' if reportable else 'not on the claim'}: {candidate.reason}{place}")


def _place(fact: Fact) -> str:
    said = {"possible": "uncertain", "historical": "in the past", "absent": "denied", "family": "of a relative"}
    parts = [f"section {fact.section}", said.get(fact.assertion, fact.assertion)]
    parts += [f"{axis} {value}" for axis, value in sorted(fact.attributes.items())]
    return ", ".join(parts)


def _term(fact: Fact) -> str:
    return f"“{fact.term}”: {SOURCES.get(fact.origin, fact.origin)}; names {', '.join(fact.concepts)}"


def _concept(candidate: Candidate) -> str | None:
    """The concept that led to the code; None where a rule combined it from others."""
    named = [concept for fact in candidate.facts for concept in fact.concepts]
    return next((concept for concept in named if concept[:3] == candidate.code[:3]), None)


def _specific(candidate: Candidate, concept: str | None, tables: Icd10Cm) -> Iterator[Step]:
    if concept is None:
        parts = ", ".join(dict.fromkeys(concept for fact in candidate.facts for concept in fact.concepts))
        yield Step(kind="specificity", text=f"{candidate.code} {tables.title(candidate.code)}, for {parts} together")
        return
    side = candidate.facts[0].attributes.get("side")
    said = [*candidate.supported, *([side] if side and side in tables.title(candidate.code).lower() else [])]
    if candidate.code != concept:
        reason = f"the record says {', '.join(said)}" if said else "the code for what the record leaves open"
        yield Step(kind="specificity", text=f"{candidate.code} {tables.title(candidate.code)}: {reason}")
    else:
        yield Step(kind="specificity", text="the words name the complete code itself")
    missing = _specificity(tables).unsaid(concept, candidate.code)
    if missing:
        shown = ", ".join(missing[:MOST_CHOICES]) + (" ..." if len(missing) > MOST_CHOICES else "")
        yield Step(kind="missing", text=f"the record does not say: {shown}")
