"""Problem headings: the lines of an assessment that name what this encounter assessed or treated.

Problem-oriented notes put each problem on a line of its own (numbered, with a bullet, or bare) and the reasoning below
it.  A line is a heading when it is short, stands first in its list entry or paragraph, and is no statement: it has no
finite verb, no pronoun and does not begin with an order ("continue", "refer").  In ``1. Sepsis: will continue ...`` or
``1. Sepsis - on antibiotics`` the part before the colon or dash is the heading.
"""

from __future__ import annotations

from farr.facts.phrasings import phrasing
from farr.records import Section, Sentence

ASSESSED = {"assessment", "assessment-and-plan", "discharge-diagnosis", "postoperative-diagnosis", "problem-list"}
PLANNED = {"plan"}
FALLBACK = {"preoperative-diagnosis", "admission-diagnosis"}
EARLY = 0.3
REACH = 700
LONGEST = 22


def managed_spans(
    text: str, parts: tuple[Section, ...], sentences: list[Sentence], section_of: list[int], language: str = "en"
) -> list[tuple[int, int]]:
    """Spans of the problem headings of a document, in order; empty where it has no assessment in such a form."""
    kinds = {part.kind for part in parts}
    if not kinds & (ASSESSED | PLANNED | FALLBACK):
        return _without_sections(text, sentences, language)
    wanted = ASSESSED | PLANNED if kinds & ASSESSED else PLANNED | FALLBACK
    found = []
    for sentence, number in zip(sentences, section_of, strict=True):
        kind = parts[number].kind
        if kind in wanted and sentence.item:
            span = _heading(text, sentence, kind, language)
            if span is not None:
                found.append(span)
    return found


def _without_sections(text: str, sentences: list[Sentence], language: str) -> list[tuple[int, int]]:
    """Problem headings of a note whose section headings are gone: bare lines that a plan follows, in its later part."""
    lines = [s for s in sentences if s.item and s.start >= len(text) * EARLY and _stands_alone(text, s)]
    action = phrasing("action", language)
    found = []
    for place, line in enumerate(lines):
        span = _heading(text, line, "assessment", language)
        following = lines[place + 1].start if place + 1 < len(lines) else len(text)
        if span is not None and action.search(text, line.end, min(following, line.end + REACH)):
            found.append(span)
    return found


def _stands_alone(text: str, sentence: Sentence) -> bool:
    """True for the only sentence of its line, in a paragraph of its own or with a number."""
    line_end = text.find("\n", sentence.start)
    alone = sentence.end >= (line_end if line_end >= 0 else len(text)) - 1
    before = text[max(0, sentence.start - 3) : sentence.start]
    return alone and ("\n\n" in before.replace("\r", "") or text[sentence.start].isdigit())


def _heading(text: str, sentence: Sentence, kind: str, language: str) -> tuple[int, int] | None:
    cut = phrasing("cut", language).search(text, sentence.body, sentence.end)
    end = cut.start() if cut else sentence.end
    phrase = text[sentence.body : end]
    if kind in PLANNED and cut is None and sentence.end - sentence.body > 90:
        return None
    if not phrase.strip() or len(phrase.split()) > LONGEST:
        return None
    if phrasing("order", language).match(phrase) or phrasing("statement", language).search(phrase):
        return None
    return sentence.body, end
