"""Words of scanned pages: parted at a line end, with digits for letters, with a space inside.

A word is mended only where its letters as they stand are no word of the lexicon and the mended ones are; offsets always are
those of the text as given.  A text without any sign of a scan is passed over at the cost of one search.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from farr.words import Language, Word

PARTED = re.compile(r"-[ \t]*\r?\n[ \t]*")
PARTED_WORD = re.compile(r"-[ \t]*\r?\n[ \t]*[a-z]{2}")
DIGIT_AT_LETTER = re.compile(r"[015](?:[a-z]|(?<=[a-z]{3}.)(?!\w))")
SIGN = re.compile(r"[A-Za-z][015]{1,2}[a-z]{2}|[a-z]{2}[015]{1,2}[a-z]|(?<![\w.,/-])[015][a-z]{4}|[a-z]{4}[015](?!\w)")
CONFUSED = {"0": "o", "1": "li", "5": "s"}
MOST_CONFUSED = 3
SHORTEST = 4
SHORTEST_JOINED = 7
Vocabulary = Callable[[], frozenset[str]]


def mended(text: str, language: Language, vocabulary: Vocabulary) -> list[Word]:
    """All words of a text in normal form, those that a scan spoilt mended.

    Args:
        vocabulary: gives the normal forms of all words that the lexicon knows; asked only for a text with signs of a scan.
    """
    words = language.words(text)
    if not _is_scanned(text):
        return words
    known = vocabulary()
    words = [_lettered(text, word, language, known) for word in words]
    found: list[Word] = []
    for word in words:
        joined = _joined(text, found[-1], word, language, known) if found else None
        if joined is not None:
            found[-1] = joined
        else:
            found.append(word)
    return found


def _is_scanned(text: str) -> bool:
    """True for a text with a sign of a scan; the cheap question comes before the exact one."""
    if PARTED_WORD.search(text):
        return True
    return any(SIGN.search(text, max(0, hit.start() - 4), hit.end() + 4) for hit in DIGIT_AT_LETTER.finditer(text))


def _lettered(text: str, word: Word, language: Language, known: frozenset[str]) -> Word:
    """``pneum0nia`` as pneumonia, where that is a word."""
    written = text[word.start : word.end].lower()
    places = [place for place, letter in enumerate(written) if letter in CONFUSED]
    if not 0 < len(places) <= MOST_CONFUSED or len(written) - len(places) < SHORTEST - 1 or word.form in known:
        return word
    for letters in itertools.product(*(CONFUSED[written[place]] for place in places)):
        spelt = list(written)
        for place, letter in zip(places, letters, strict=True):
            spelt[place] = letter
        form = language.normal("".join(spelt))
        if form in known or form in language.sides or form in language.small:
            return Word(form, word.start, word.end)
    return word


def _joined(text: str, first: Word, second: Word, language: Language, known: frozenset[str]) -> Word | None:
    """Two pieces as one word: parted by a hyphen at a line end, or by a space where neither piece is a word."""
    gap = text[first.end : second.start]
    parted = PARTED.fullmatch(gap) is not None
    if not parted and (gap != " " or first.form in known or second.form in known):
        return None
    letters = text[first.start : first.end] + text[second.start : second.end]
    if not letters.isalpha() or len(letters) < (SHORTEST if parted else SHORTEST_JOINED) or not letters[-1].islower():
        return None
    form = language.normal(letters.lower())
    return Word(form, first.start, second.end) if form in known else None
