"""Find the lexicon's wordings in a text: the longest runs of words, within one sentence, small words and sides skipped."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from farr.facts.lexicon import SYNONYM, Lexicon, Meaning
from farr.facts.mending import mended
from farr.records import Sentence
from farr.words import Language, Word

NEIGHBOURHOOD = 12
LETTERS = frozenset(("r", "l"))


class Mention(NamedTuple):
    """A wording found: where, what it means, the side said with it, and the sentence that holds it (its index)."""

    start: int
    end: int
    meaning: Meaning
    side: str | None
    sentence: int
    words: int


def spoken(text: str, sentences: Sequence[Sentence], lexicon: Lexicon) -> list[list[Word]]:
    """All words of each sentence in normal form, those that a scan spoilt mended."""
    everything = mended(text, lexicon.words, lambda: lexicon.vocabulary)
    starts, ends = [word[1] for word in everything], [word[2] for word in everything]
    return [
        everything[bisect.bisect_left(starts, sentence.body) : bisect.bisect_right(ends, sentence.end)] for sentence in sentences
    ]


def mentions(text: str, spoken: Sequence[list[Word]], lexicon: Lexicon) -> list[Mention]:
    """Mentions in the order of the text; where wordings overlap, the longer one stays.  ``spoken``: words by sentence."""
    found: list[Mention] = []
    skipped = lexicon.words.small | lexicon.words.sides.keys() | LETTERS
    for number, sentence in enumerate(spoken):
        if sentence:
            found.extend(_in_sentence(text, sentence, number, lexicon, skipped))
    return found


def _in_sentence(text: str, spoken: list[Word], number: int, lexicon: Lexicon, skipped: frozenset[str]) -> list[Mention]:
    language = lexicon.words
    kept = [
        index
        for index, word in enumerate(spoken)
        if word[0] not in skipped or not _is_skipped(text, spoken, index, word, language)
    ]
    if not kept:
        return []
    hits = lexicon.hits([spoken[index][0] for index in kept])
    if not hits:
        return []
    hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
    sided = len(kept) < len(spoken) and any(word[0] in language.sides or word[0] in LETTERS for word in spoken)
    taken = [False] * len(kept)
    found: list[Mention] = []
    for low, high, entry in hits:
        if True in taken[low : high + 1]:
            continue
        mention = _mention(text, spoken, kept[low], kept[high], number, entry, lexicon, sided)
        if mention is not None:
            taken[low : high + 1] = [True] * (high + 1 - low)
            found.append(mention)
    found.sort(key=lambda mention: mention.start)
    return found


def _is_skipped(text: str, spoken: list[Word], index: int, word: Word, language: Language) -> bool:
    if word.form in language.sides or language.is_small(word.form, spoken[index - 1].form if index else ""):
        return True
    return word.form in LETTERS and _is_side_letter(text, spoken, index)


def _is_side_letter(text: str, spoken: list[Word], index: int) -> bool:
    """``R knee``: a capital letter before a word of at least three letters, not ``L4`` and not ``L.``"""
    word = spoken[index]
    if text[word.start : word.end] not in ("R", "L") or index + 1 >= len(spoken):
        return False
    following = spoken[index + 1]
    return following.start == word.end + 1 and len(following.form) >= 3 and following.form.isalpha()


def _mention(
    text: str, spoken: list[Word], low: int, high: int, number: int, entry: int, lexicon: Lexicon, sided: bool
) -> Mention | None:
    """``sided``: a side stands in the sentence, maybe beside the mention."""
    key = lexicon.keys[entry]
    side, first, last = side_around(text, spoken, low, high, lexicon.words) if sided else (None, low, high)
    meanings: Sequence[Meaning] = lexicon.meanings[entry]
    senses = lexicon.ambiguous.get(key)
    if senses is not None:
        sense = _sense(text, spoken, low, high, lexicon, key)
        if sense is None:
            return None
        meanings = [sense]
    meanings = [meaning for meaning in meanings if not meaning.cased or text[spoken[low].start : spoken[high].end].isupper()]
    meaning = by_side(meanings, side)
    if meaning is None:
        return None
    return Mention(spoken[first].start, spoken[last].end, meaning, side, number, high - low + 1)


def by_side(meanings: Sequence[Meaning], side: str | None) -> Meaning | None:
    """The meaning for a side: its own, else the one for any side, else the most trusted."""
    if not meanings:
        return None
    exact = next((meaning for meaning in meanings if meaning.side == side), None)
    plain = next((meaning for meaning in meanings if meaning.side is None), None)
    return exact or plain or min(meanings, key=lambda meaning: meaning.rank)


def side_around(text: str, spoken: list[Word], low: int, high: int, language: Language) -> tuple[str | None, int, int]:
    """The side said within a mention, right before it or right behind it, and the mention's first and last word then."""
    sides: set[str] = set()
    first, last = low, high
    for index in range(low, high + 1):
        if _names_side(text, spoken, index, language):
            sides.add(_named(spoken[index].form, language))
    if not sides:
        index = low - 1
        while index >= max(0, low - 4):
            if _names_side(text, spoken, index, language):
                sides.add(_named(spoken[index].form, language))
                first = index
            elif spoken[index].form not in language.small and spoken[index].form != "and":
                break
            index -= 1
    if not sides:
        for index in range(high + 1, min(len(spoken), high + 3)):
            if _names_side(text, spoken, index, language):
                gap = text[spoken[high].end : spoken[index].start]
                following = text[spoken[index].end : spoken[index].end + 2]
                if "." not in gap and (
                    language.side_follows
                    or index + 1 >= len(spoken)
                    or following[:1] in ".,;:)\n"
                    or spoken[index].form.startswith("bilat")
                ):
                    sides.add(_named(spoken[index].form, language))
                    last = index
                break
            if spoken[index].form not in language.small:
                break
    if not sides:
        return None, low, high
    return (sides.pop() if len(sides) == 1 else "bilateral"), first, last


def _names_side(text: str, spoken: list[Word], index: int, language: Language) -> bool:
    form = spoken[index].form
    return form in language.sides or (form in ("r", "l") and _is_side_letter(text, spoken, index))


def _named(form: str, language: Language) -> str:
    return language.sides.get(form) or ("right" if form == "r" else "left")


def _sense(text: str, spoken: list[Word], low: int, high: int, lexicon: Lexicon, key: str) -> Meaning | None:
    """The sense of an ambiguous wording that its neighbours support."""
    near = [word.form for word in spoken[max(0, low - NEIGHBOURHOOD) : high + 1 + NEIGHBOURHOOD]]
    line = f" {' '.join(near)} "
    before = spoken[low - 1].form if low else ""
    after = spoken[high + 1].form if high + 1 < len(spoken) else ""
    written = text[spoken[low].start : spoken[high].end]
    default = None
    for sense in lexicon.ambiguous[key]:
        if (sense.term.isupper() and not written.isupper()) or before in sense.against or after in sense.against:
            continue
        if not sense.cues:
            default = default if default and default.codes else sense
        elif any(f" {cue} " in line for cue in sense.cues):
            return Meaning(sense.codes, None, sense.term, SYNONYM) if sense.codes else None
    return Meaning(default.codes, None, default.term, SYNONYM) if default and default.codes else None
