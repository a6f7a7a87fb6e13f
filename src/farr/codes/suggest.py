"""Document to suggestions: candidates from the facts, combined, decided, ordered, each with its words and its reason."""

from __future__ import annotations

from farr.codes.candidate import EVIDENCE_LIMIT, STRENGTH, Candidate
from farr.codes.combination import combine
from farr.codes.confidence import confidence
from farr.codes.conventions import Case
from farr.codes.explain import explained
from farr.codes.present import Admission, with_admission
from farr.codes.reportability import decide, is_assessed, is_narrative
from farr.codes.sequencing import role_of, sequence
from farr.codes.suggesters import guests, suggesters, threshold_of
from farr.codes.visit import reasons
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.records import Document, Evidence, Fact, Suggestion
from farr.tables import Icd10Cm

HIDDEN = ("absent", "family", "conditional")
FAINT = {"en": 0.05}


def suggest(document: Document, tables: Icd10Cm, language: str = "en", explain: bool = False) -> tuple[Suggestion, ...]:
    """Suggestions for a document: the reportable ones in claim order, then the others, likeliest first.

    ``explain``: each with the steps that led to it.
    """
    return suggest_in(Reading(document, lexicon(tables, language), language), tables, explain)


def suggest_in(
    reading: Reading, tables: Icd10Cm, explain: bool = False, admission: Admission | None = None
) -> tuple[Suggestion, ...]:
    """:func:`suggest` for a document that is read already.

    ``admission``: what published tables say of the codes of an inpatient stay; without it no POA is proposed.
    """
    document, language = reading.document, reading.language
    found: list[Candidate] = []
    mentioned: list[Candidate] = []
    for suggester in (*suggesters(tables, language), *guests(tables)):
        (found if suggester.for_claims else mentioned).extend(suggester.suggest(reading, found))
    decide(document, reading, found, threshold_of(language))
    case = Case(document, reading, tables, found)
    chosen = sequence(combine(merged([candidate for candidate in found if candidate.reportable]), case), case)
    visit = reasons(case)
    on_claim = {candidate.code for candidate in chosen} | {candidate.code for candidate, _ in visit}
    kept = [c for c in found if not c.reportable and _is_listed(c, reading, threshold_of(language))]
    rest = [c for c in merged([*kept, *case.extra, *mentioned]) if c.code not in on_claim]
    answers = [_suggestion(c, role_of(place, c.code, document), True, reading, tables, explain) for place, c in enumerate(chosen)]
    if admission is not None:
        answers = [with_admission(a, c, place, case, admission) for place, (a, c) in enumerate(zip(answers, chosen, strict=True))]
    answers += [_suggestion(c, role, True, reading, tables, explain) for c, role in visit]
    others = [_suggestion(c, role_of(1, c.code, document), False, reading, tables, explain) for c in rest]
    return (*answers, *sorted(others, key=lambda other: -other.score))


def _is_listed(candidate: Candidate, reading: Reading, threshold: float) -> bool:
    """Whether a mention that is not on the claim is worth a coder's look.

    Beside an assessment, and in a few lines, everything codable is listed, as a shortlist.  In a narrative a mention
    is listed from the trained layer's threshold on, one that the record denies or gives to somebody else unless it is
    next to certain that no coder would keep it (in languages without such a limit, from the threshold on as well).
    """
    if candidate.score is None or not is_narrative(reading):
        return True
    return candidate.score >= (FAINT.get(reading.language, threshold) if candidate.assertion in HIDDEN else threshold)


def merged(found: list[Candidate]) -> list[Candidate]:
    """One candidate for each code; the strongest assertion gives the reason."""
    merged: dict[str, Candidate] = {}
    for candidate in sorted(found, key=lambda c: (STRENGTH[c.assertion], c.place)):
        if candidate.code in merged:
            merged[candidate.code].absorb(candidate)
        else:
            merged[candidate.code] = candidate
    return sorted(merged.values(), key=lambda candidate: candidate.place)


def _suggestion(
    candidate: Candidate, role: str, reportable: bool, reading: Reading, tables: Icd10Cm, explain: bool
) -> Suggestion:
    rules = candidate.rules if reportable else [rule for rule in candidate.rules if rule not in ("OG IV.J", "OG III")]
    return Suggestion(
        system="icd-10-cm",
        code=candidate.code,
        title=tables.title(candidate.code),
        role=role,  # type: ignore[arg-type]
        reportable=reportable,
        reason=candidate.reason,
        assertion=candidate.assertion,
        score=confidence(candidate, reportable, is_assessed(reading)),
        evidence=_evidence(candidate.facts),
        rules=tuple(dict.fromkeys(rules)),
        steps=explained(candidate, reportable, reading, tables) if explain else (),
    )


def _evidence(facts: list[Fact]) -> tuple[Evidence, ...]:
    """The spans of the facts, each once; a mention in pieces gives its pieces."""
    spans: dict[tuple[int, int], Evidence] = {}
    for fact in facts[:EVIDENCE_LIMIT]:
        for start, end in fact.pieces or ((fact.start, fact.end),):
            spans.setdefault((start, end), Evidence(start=start, end=end, text=fact.text[start - fact.start : end - fact.start]))
    return tuple(spans.values())
