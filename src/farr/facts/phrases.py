"""Whole-phrase comparison of a problem heading with the lexicon, for headings that no wording names outright.

``Right middle finger distal phalanx fracture`` is nobody's title word for word; it shares its rare words with ``displaced
fracture of distal phalanx of middle finger``.  Rare words weigh more; both what the heading says beyond the wording and
what the wording says beyond the heading count against it.
"""

from __future__ import annotations

import functools
import math

from farr.facts.lexicon import Lexicon
from farr.facts.matcher import Mention, by_side
from farr.facts.phrasings import phrasing
from farr.words import WORD

ENOUGH = 0.68
COVERED = 0.45
MOST_POSTINGS = 2500
UNWEIGHED = frozenset(
    [
        "acute",
        "chronic",
        "stable",
        "unstable",
        "uncontrolled",
        "controlled",
        "well",
        "poorly",
        "likely",
        "mild",
        "moderate",
        "severe",
        "new",
        "recurrent",
        "status",
        "post",
        "improved",
        "improving",
        "worsening",
        "resolved",
        "resolving",
        "symptomatic",
        "asymptomatic",
        "newly",
        "diagnosed",
        "known",
        "with",
        "and",
        "or",
        "due",
        "secondary",
        "significant",
        "persistent",
        "ongoing",
        "current",
        "currently",
        "active",
    ]
)
OTHER_PATIENTS = frozenset(
    ["neonatal", "newborn", "fetal", "perinatal", "pregnancy", "puerperium", "childbirth", "congenital", "maternal", "aftercare"]
)


@functools.lru_cache(maxsize=100_000)
def _weight(lexicon: Lexicon, form: str) -> float:
    return math.log(1 + len(lexicon.keys) / (1 + lexicon.postings.count(form)))


def whole_phrase(text: str, start: int, end: int, sentence: int, covered: list[Mention], lexicon: Lexicon) -> Mention | None:
    """The wording that a heading resembles most, or None where the mentions found cover it or nothing comes close."""
    phrase = text[start:end]
    forms = lexicon.words.forms
    said = frozenset(forms(phrase)) - UNWEIGHED
    if len(said) < 2 or phrasing("normal", lexicon.words.name).search(phrase):
        return None
    total = sum(_weight(lexicon, form) for form in said)
    named = {form for mention in covered for form in forms(text[mention.start : mention.end])}
    if sum(_weight(lexicon, form) for form in said & named) > COVERED * total:
        return None
    best, entry = max(((_likeness(lexicon, said, total, entry), entry) for entry in _near(lexicon, said)), default=(0.0, -1))
    if best < ENOUGH:
        return None
    side = lexicon.words.side_of(phrase)
    meaning = by_side([m for m in lexicon.meanings[entry] if not m.cased], side)
    if meaning is None:
        return None
    spoken = list(WORD.finditer(text, start, end))
    return Mention(spoken[0].start(), spoken[-1].end(), meaning, side, sentence, len(said))


def _near(lexicon: Lexicon, said: frozenset[str]) -> set[int]:
    """Entries that hold the two rarest words, or else the rarest one."""
    postings = sorted((places for form in said if (places := lexicon.postings.get(form))), key=len)
    if not postings or len(postings[0]) > MOST_POSTINGS:
        return set()
    rarest = set(postings[0])
    return rarest.intersection(*postings[1:2]) or rarest


@functools.lru_cache(maxsize=200_000)
def _wording(lexicon: Lexicon, entry: int) -> tuple[frozenset[str], float]:
    """The words of an entry that count, and their weight together."""
    wording = frozenset(lexicon.keys[entry].split(" ")) - UNWEIGHED
    return wording, sum(_weight(lexicon, form) for form in wording)


def _likeness(lexicon: Lexicon, said: frozenset[str], total: float, entry: int) -> float:
    wording, weight = _wording(lexicon, entry)
    shared = sum(_weight(lexicon, form) for form in said & wording)
    if not shared or (wording - said) & OTHER_PATIENTS:
        return 0.0
    return 2 * shared / (total + weight)
