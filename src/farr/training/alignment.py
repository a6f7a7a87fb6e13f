"""Which words of a translated sentence stand for a mention of the original.

Word translation probabilities are estimated by expectation maximisation (IBM model 1: Brown et al., "The mathematics of
statistical machine translation", Computational Linguistics 19(2), 1993) over mention and sentence pairs; words that are
spelt alike start ahead.  The run of words that explains the mention best, with few words of its own, is taken.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Sequence

from farr.words.language import WORD, plain

ROUNDS = 6
ALIKE = 0.62
LONGEST = 7
SURE = 2.5
OWN = 0.22
LEAST = 0.3
START = 0.02
SPELLING = 0.3
GRAMMAR = frozenset(
    "de la el los las del en con por y a al un una su sus lo se o u e para que no sin da do das dos em com um uma".split()  # noqa: SIM905
)
Pairs = Sequence[tuple[list[str], list[str]]]


def foreign_words(text: str) -> list[str]:
    """The words of a mention of the original, lower case, without accents and grammar."""
    found = [plain(match.group().lower()) for match in WORD.finditer(text)]
    return [word for word in found if word not in GRAMMAR]


@functools.lru_cache(maxsize=500_000)
def likeness(foreign: str, word: str) -> float:
    """How alike two words are spelt, cubed; 0 where they are not."""
    if foreign[:1] != word[:1] and len(foreign) < 5:
        return 0.0
    ratio = difflib.SequenceMatcher(None, foreign, word, autojunk=False).ratio()
    return ratio**3 if ratio > ALIKE else 0.0


def translations(pairs: Pairs) -> dict[str, dict[str, float]]:
    """Word of the text to the words of the original that it may stand for, with probabilities; "" stands for none."""
    table: dict[str, dict[str, float]] = {}
    for foreign, words in pairs:
        for word in {*words, ""}:
            row = table.setdefault(word, {})
            for other in foreign:
                row[other] = START + (likeness(other, word) if word else 0.0)
    for _ in range(ROUNDS):
        counts: dict[str, dict[str, float]] = {word: dict.fromkeys(row, 0.0) for word, row in table.items()}
        for foreign, words in pairs:
            places = [*words, ""]
            for other in foreign:
                total = sum(table[word][other] for word in places)
                for word in places:
                    counts[word][other] += table[word][other] / total
        for word, row in counts.items():
            total = sum(row.values()) + 0.5
            table[word] = {
                other: (count + (SPELLING * likeness(other, word) if word else 0.0)) / total for other, count in row.items()
            }
    return table


def aligned(foreign: Sequence[str], words: Sequence[str], table: dict[str, dict[str, float]]) -> str | None:
    """The run of words that stands for the mention, joined by blanks; None where nothing does."""
    chances = [[min(1.0, table.get(word, {}).get(other, 0.0)) for other in foreign] for word in words]
    best, run = LEAST, None
    size = max(1, len(foreign))
    for low in range(len(words)):
        explained = [0.0] * len(foreign)
        own = 0
        for high in range(low, min(low + LONGEST, len(words))):
            explained = [max(pair) for pair in zip(explained, chances[high], strict=True)]
            own += max(chances[high], default=0.0) < 0.08
            value = sum(min(1.0, SURE * chance) for chance in explained) / size - OWN * own / size**0.5 - 0.001 * (high - low)
            if value > best:
                best, run = value, (low, high)
    return " ".join(words[run[0] : run[1] + 1]) if run else None
