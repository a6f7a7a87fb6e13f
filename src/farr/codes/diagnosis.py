"""Facts to diagnosis candidates: one complete code for each concept that a mention names."""

from __future__ import annotations

import bisect

from farr.codes.candidate import Candidate
from farr.codes.specificity import EPISODE, Specificity
from farr.facts.extract import Reading
from farr.facts.phrasings import phrasing
from farr.records import Fact

AROUND = 60
WITH_EPISODES = frozenset("MSTVWXY")
WITH_WEEKS = frozenset("OZ")


def candidates(reading: Reading, specificity: Specificity) -> list[Candidate]:
    """Candidates of all facts in the order of the text, one for each code that a fact leads to."""
    letters = {concept[0] for fact in reading.facts for concept in fact.concepts}
    hints = document_hints(reading.text, reading.language) if letters & WITH_WEEKS else frozenset()
    later = bool(letters & WITH_EPISODES) and bool(phrasing("subsequent", reading.language).search(reading.text))
    sentence_starts = [sentence.start for sentence in reading.sentences]
    found: list[Candidate] = []
    for fact in reading.facts:
        heading = reading.heading_at(fact.start)
        varied = any(concept[0] in WITH_EPISODES or specificity.vocabulary(concept) for concept in fact.concepts)
        context = _context(reading, fact, heading, sentence_starts) | hints if varied else frozenset()
        if fact.attributes.get("grade") == "iii":
            context |= {"grade iii"}
        phase = _phase(fact, later)
        for concept in fact.concepts:
            for side in specificity.sides(concept, fact.attributes.get("side")):
                choice = specificity.choose(concept, side, context & (specificity.vocabulary(concept) | EPISODE), phase)
                if choice is not None:
                    found.append(_candidate(choice.code, fact, heading, choice.supported, concept, specificity))
    return found


def _candidate(
    code: str, fact: Fact, heading: int | None, supported: tuple[str, ...], concept: str, specificity: Specificity
) -> Candidate:
    rules = ["OG I.B.2"] if code != concept else []
    if fact.attributes.get("side") and specificity.tables.title(code) != specificity.tables.title(concept):
        rules.append("OG I.B.13")
    return Candidate(code, [fact], fact.assertion, heading, fact.start, rules, supported)


def _context(reading: Reading, fact: Fact, heading: int | None, sentence_starts: list[int]) -> frozenset[str]:
    """The words that may describe the mention: its heading, or what stands close to it in its sentence."""
    if heading is not None:
        start, end = reading.managed[heading]
        return reading.features(reading.text[start:end])
    index = bisect.bisect_right(sentence_starts, fact.start) - 1
    sentence = reading.sentences[index]
    low, high = max(sentence.start, fact.start - AROUND), min(sentence.end, fact.end + AROUND)
    before = phrasing("before", reading.language).split(reading.text[low : fact.start])[-1]
    behind = phrasing("behind", reading.language).split(reading.text[fact.end : high])[0]
    return reading.features(f"{before} {fact.text} {behind}")


def _phase(fact: Fact, later: bool) -> str:
    if fact.attributes.get("phase") == "sequela":
        return "sequela"
    if fact.attributes.get("healing") or fact.attributes.get("phase") == "subsequent" or later:
        return "subsequent"
    return ""


def document_hints(text: str, language: str = "en") -> frozenset[str]:
    """What the whole document says that titles ask for: the trimester, from the weeks of gestation."""
    match = phrasing("gestation", language).search(text)
    if match is None:
        return frozenset()
    weeks = int(match.group(1))
    name = "first" if weeks < 14 else "second" if weeks < 28 else "third"
    return frozenset((name, "trimester"))
