"""Mentions said in pieces: a condition and, some words away in the same clause, the part of the body that it is in.

``Masa sólida de 5 cm en el polo superior del riñón derecho`` names a *masa renal*.  Only wordings of two words, a condition
and a site, are looked for in pieces, and only between words that no longer wording has taken; ``metástasis hepáticas y
pulmonares`` shares its head between two sites.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from farr.facts.lexicon import Lexicon, Meaning
from farr.facts.matcher import Mention, by_side, side_around
from farr.words import Word

REACH = 9
PARTED = ("without", "no")


class Scattered(NamedTuple):
    """A mention in two pieces (spans in the order of the text): what it means, on which side, in which sentence."""

    pieces: tuple[tuple[int, int], tuple[int, int]]
    meaning: Meaning
    side: str | None
    sentence: int
    gap: int


def scattered(text: str, number: int, words: list[Word], found: Sequence[Mention], lexicon: Lexicon) -> list[Scattered]:
    """Mentions in pieces of one sentence.

    Args:
        words: all words of the sentence; ``found``: the mentions in one piece that it already has.
    """
    language, pairs = lexicon.words, lexicon.pairs
    passed = language.small | language.sides.keys()
    kept = [place for place, word in enumerate(words) if word.form not in passed and word.form.isalpha()]
    heads = [at for at, place in enumerate(kept) if words[place].form in pairs]
    sites = [at for at, place in enumerate(kept) if words[place].form in language.sites]
    if not heads or not sites:
        return []
    owner = {place: mention for mention in found for place in kept if mention.start <= words[place].start < mention.end}
    answers: list[Scattered] = []
    for head in heads:
        for site in sites:
            entry = pairs[words[kept[head]].form].get(words[kept[site]].form)
            if entry is None or abs(head - site) > REACH:
                continue
            low, high = sorted((head, site))
            between = [words[place] for place in kept[low + 1 : high]]
            if not _belongs(text, words, kept, head, site, between, owner, language.sites, language.findings):
                continue
            side, first, last = side_around(text, words, kept[site], kept[site], language)
            meaning = by_side([one for one in lexicon.meanings[entry] if not one.cased], side)
            if meaning is not None:
                part = (words[first].start, words[last].end)
                condition = (words[kept[head]].start, words[kept[head]].end)
                pieces = (condition, part) if condition < part else (part, condition)
                answers.append(Scattered(pieces, meaning, side, number, high - low - 1))
    return answers


def _belongs(
    text: str,
    words: list[Word],
    kept: list[int],
    head: int,
    site: int,
    between: list[Word],
    owner: dict[int, Mention],
    sites: frozenset[str],
    findings: frozenset[str],
) -> bool:
    """True where nothing parts the two and neither is taken by another wording; a head may be shared by sites in a row."""
    low, high = sorted((kept[head], kept[site]))
    gap = text[words[low].end : words[high].start]
    if any(sign in gap for sign in ";:") or any(word.form in PARTED for word in between):
        return False
    of_head, of_site = owner.get(kept[head]), owner.get(kept[site])
    if of_head is not None and of_head is of_site:
        return False
    if of_site is not None and of_site.words > 1:
        return False
    if of_head is None or not any(of_head.start <= words[place].start < of_head.end for place in _sites(words, kept, sites)):
        return True
    return not any(word.form in findings for word in between)


def _sites(words: list[Word], kept: list[int], sites: frozenset[str]) -> list[int]:
    return [place for place in kept if words[place].form in sites]
