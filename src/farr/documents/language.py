"""The language of a text, guessed from its small words: enough to refuse a note that is in another language than asked.

Doubt passes: a short note, a list of terms or a table of values has few small words and is taken to be in the language
that was asked for.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from importlib import resources
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]+")
FEWEST_WORDS = 25
FEWEST_MARKS = 6
SHARE = 0.12
MARGIN = 1.4
READ = 2_500
LATIN_SHARE = 0.5


class _Marks(NamedTuple):
    name: str
    words: frozenset[str]


@functools.cache
def _marks() -> dict[str, _Marks]:
    text = resources.files("farr.documents").joinpath("data").joinpath("languages.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {code: _Marks(name, frozenset(words.split("; "))) for code, name, words in rows}


@functools.cache
def _by_word() -> dict[str, tuple[str, ...]]:
    """Each small word to the languages that have it."""
    found: dict[str, tuple[str, ...]] = {}
    for code, marks in _marks().items():
        for word in marks.words:
            found[word] = (*found.get(word, ()), code)
    return found


def name_of(language: str) -> str:
    """The English name of a language (``es``: Spanish), or its code where farr does not know it."""
    return _marks()[language].name if language in _marks() else language


def other_language(text: str, asked: str) -> str | None:
    """The code of the language that a text is in where that is clearly not the one asked for, else None.

    Args:
        text: the whole note; its first 2,500 characters are looked at.
        asked: language code, such as ``en``.
    Returns: a code of ``data/languages.tsv``; ``other`` for a text that is mostly not in Latin letters.
    """
    read = text[:READ].lower()
    spoken = WORD.findall(read)
    if not read.isascii() and _is_foreign_script(spoken):
        return "other"
    if len(spoken) < FEWEST_WORDS:
        return None
    times = Counter(spoken)
    marked = dict.fromkeys(_marks(), 0)
    for word in times.keys() & _by_word().keys():
        for code in _by_word()[word]:
            marked[code] += times[word]
    shares = {code: count / len(spoken) for code, count in marked.items()}
    best = max(shares, key=lambda code: shares[code])
    clear = shares[best] >= SHARE and shares[best] > MARGIN * shares.get(asked, 0.0)
    seen = sum(word in times for word in _marks()[best].words)
    return best if best != asked and clear and seen >= FEWEST_MARKS else None


def _is_foreign_script(spoken: list[str]) -> bool:
    letters = "".join(spoken)
    latin = sum(letter < "\u0250" or "\u1e00" <= letter <= "\u1eff" for letter in letters)
    return len(letters) >= FEWEST_WORDS and latin < LATIN_SHARE * len(letters)
