"""Drafts of provider queries, held to compliant practice: they quote the record with its places, offer what the record supports
beside "other" and "unable to determine", propose no diagnosis that is not in it, and never speak of payment or quality measures.
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterable, Iterator, Sequence

from farr.codes.queries.templates import SOURCE, Question, abnormal, questions, templates
from farr.codes.reportability import ASSESSED, INPATIENT
from farr.codes.specificity import Specificity
from farr.facts.extract import Reading
from farr.records import Fact, Indicator, Query, Suggestion
from farr.tables import Icd10Cm

MOST_INDICATORS = 6
CONCLUDED = (*ASSESSED, "hospital-course", "plan")
NOT_THE_PATIENT_NOW = ("absent", "family", "conditional")
MOST_SITES = 2
NEAR = 3
Span = tuple[int, int]


@functools.lru_cache(maxsize=8)
def _specificity(tables: Icd10Cm) -> Specificity:
    return Specificity(tables)


def draft(reading: Reading, suggestions: Sequence[Suggestion], tables: Icd10Cm) -> tuple[Query, ...]:
    """Draft queries for a document that was read and coded; empty for languages without templates (all but English).

    Args:
        suggestions: the answer to the document, reportable codes first.
    Returns: conflicts first, then uncertain diagnoses, treated findings, sides and missing detail.
    Source: AHIMA/ACDIS, Guidelines for Achieving a Compliant Query Practice (2022 Update).
    """
    if reading.language != "en":
        return ()
    named = [s for s in suggestions if s.assertion not in NOT_THE_PATIENT_NOW]
    claim = [
        s for s in suggestions if s.reportable and s.system == "icd-10-cm" and s.role not in ("admitting", "reason-for-visit")
    ]
    return (
        *_conflicts(reading, claim, tables),
        *_uncertain(reading, named),
        *_significance(reading, named),
        *_sides(reading, claim, _specificity(tables)),
        *_detail(reading, claim, named),
    )


def _detail(reading: Reading, claim: Sequence[Suggestion], named: Sequence[Suggestion]) -> Iterator[Query]:
    """A documented condition whose detail is open while other words of the record hint at it."""
    for template in templates():
        about = [s for s in claim if template.codes.match(s.code)]
        if not about or (template.answered and any(template.answered.match(s.code) for s in named)):
            continue
        own = [(e.start, e.end) for s in about for e in s.evidence]
        hints = _distinct(reading, (match.span() for match in template.indicators.finditer(reading.text)), own)
        if len(hints) >= template.least:
            quoted = [_indicator(reading, *own[0]), *hints] if own else hints
            yield _query(template.question, quoted, [s.code for s in about])


def _significance(reading: Reading, named: Sequence[Suggestion]) -> Iterator[Query]:
    """A value out of its bounds with a treatment for it, and no diagnosis."""
    for finding in abnormal():
        if any(finding.answered.match(s.code) for s in named):
            continue
        values = [match.span() for match in finding.value.finditer(reading.text) if finding.is_abnormal(float(match.group(1)))]
        seen = _distinct(reading, values, [])
        treated = _distinct(reading, (match.span() for match in finding.treatment.finditer(reading.text)), values)
        if seen and treated:
            asked = questions()["treated-finding"]
            yield _query(asked._replace(template=f"{asked.template}:{finding.name}"), [*seen[:3], *treated[:3]], ())


def _uncertain(reading: Reading, named: Sequence[Suggestion]) -> Iterator[Query]:
    """A diagnosis that the end of an inpatient stay leaves uncertain."""
    if reading.document.claim_type != "institutional" or reading.document.setting not in INPATIENT:
        return
    for suggestion in named:
        places = [(e.start, e.end) for e in suggestion.evidence]
        stated = [span for span in places if _section(reading, span[0]) in ASSESSED]
        if suggestion.assertion == "possible" and stated:
            yield _query(questions()["uncertain"], [_sentence(reading, *span) for span in stated[:3]], [suggestion.code])


def _conflicts(reading: Reading, claim: Sequence[Suggestion], tables: Icd10Cm) -> Iterator[Query]:
    """A diagnosis on the claim that another place denies, or whose side differs from place to place."""
    facts: dict[tuple[str, ...], list[Fact]] = {}
    for fact in reading.facts:
        key = tuple(" ".join(reading.words.forms(tables.title(concept))) for concept in fact.concepts)
        facts.setdefault(key, []).append(fact)
    codes = {(e.start, e.end): s.code for s in claim for e in s.evidence}
    for group in facts.values():
        stated = [fact for fact in group if (fact.start, fact.end) in codes and fact.assertion == "present"]
        if not stated:
            continue
        code = codes[stated[0].start, stated[0].end]
        own = {_number(reading, fact.start) for fact in stated}
        absent = [fact for fact in group if fact.assertion == "absent" and fact.section != "family-history"]
        denied = [fact for fact in absent if _number(reading, fact.start) not in own]
        if denied and code[0] not in "RZ":
            pair = [_sentence(reading, fact.start, fact.end) for fact in (stated[0], *denied[:2])]
            yield _query(questions()["conflict"], pair, [code])
        sided = [fact for fact in stated if fact.attributes.get("side") in ("right", "left")]
        others = [f for f in group if f.assertion == "present" and f.section not in CONCLUDED and f.attributes.get("side")]
        mine = {fact.attributes["side"] for fact in sided}
        theirs = {fact.attributes["side"] for fact in others}
        if len(mine) == 1 and theirs and not theirs & {*mine, "bilateral"}:
            pair = [_sentence(reading, fact.start, fact.end) for fact in (sided[0], *others[:2])]
            yield _query(questions()["sides-conflict"], pair, [code])


def _sides(reading: Reading, claim: Sequence[Suggestion], specificity: Specificity) -> Iterator[Query]:
    """A condition coded without a side, where the record names a side of its site elsewhere."""
    for suggestion in claim:
        if not suggestion.evidence or "side" not in specificity.unsaid(suggestion.code, suggestion.code):
            continue
        sites = specificity.sites(suggestion.code)
        own = [(e.start, e.end) for e in suggestion.evidence]
        hints = _distinct(reading, _sided(reading, sites), own) if 0 < len(sites) <= MOST_SITES else []
        if hints:
            asked = questions()["side"]
            words = " ".join(suggestion.evidence[0].text.split())
            yield _query(
                asked._replace(question=asked.question.format(words=words)),
                [_indicator(reading, *own[0]), *hints],
                [suggestion.code],
            )


def _sided(reading: Reading, sites: frozenset[str]) -> Iterator[Span]:
    """Where a word of side stands shortly before a word of the sites, or right behind it."""
    for words in reading.spoken:
        for place, word in enumerate(words):
            if word.form in sites:
                around = [*words[max(0, place - NEAR) : place], *words[place + 1 : place + 2]]
                side = next((other for other in around if other.form in reading.words.sides), None)
                if side is not None:
                    yield min(side.start, word.start), max(side.end, word.end)


def _query(asked: Question, indicators: Sequence[Indicator], codes: Iterable[str]) -> Query:
    return Query(
        template=asked.template,
        kind=asked.kind,
        topic=asked.topic,
        question=asked.question,
        options=asked.options,
        indicators=tuple(indicators[:MOST_INDICATORS]),
        codes=tuple(dict.fromkeys(codes)),
        source=SOURCE,
    )


def _distinct(reading: Reading, spans: Iterable[Span], own: Sequence[Span]) -> list[Indicator]:
    """Indicators of the patient's present: denied and family mentions, repeats and the condition's own words left out."""
    found: dict[str, Indicator] = {}
    for start, end in spans:
        if len(found) >= MOST_INDICATORS:
            break
        if any(start < high and low < end for low, high in own):
            continue
        number = _number(reading, start)
        if number is None or reading.assertion(start, end, number) in NOT_THE_PATIENT_NOW:
            continue
        indicator = _indicator(reading, start, end)
        found.setdefault(indicator.text.lower(), indicator)
    return list(found.values())


def _indicator(reading: Reading, start: int, end: int) -> Indicator:
    """The words from ``start`` to ``end``, without half a word or loose punctuation at their end."""
    while end > start and reading.text[end - 1].isalnum() and reading.text[end : end + 1].isalnum():
        end -= 1
    while end > start and reading.text[end - 1] in " \t\r\n,;:(-":
        end -= 1
    return Indicator(start=start, end=end, text=reading.text[start:end], section=_section(reading, start))


def _sentence(reading: Reading, start: int, end: int) -> Indicator:
    """The whole sentence around some words, since a conflict shows in what is said of them."""
    number = _number(reading, start)
    if number is None:
        return _indicator(reading, start, end)
    sentence = reading.sentences[number]
    return _indicator(reading, min(sentence.body, start), max(sentence.end, end))


def _number(reading: Reading, position: int) -> int | None:
    index = bisect.bisect_right(reading.sentences, position, key=lambda sentence: sentence.start) - 1
    return index if index >= 0 and position < reading.sentences[index].end else None


def _section(reading: Reading, position: int) -> str:
    number = _number(reading, position)
    return reading.section(number) if number is not None else "other"
