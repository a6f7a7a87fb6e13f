"""What the record says of a condition besides its name: acuity, severity, control, episode and the like.

Read from the words of the mention's own sentence, so that an explanation can name them; the choice among codes is made
by the words themselves (see ``farr.codes.specificity``).
"""

from __future__ import annotations

import functools
import re
from importlib import resources


@functools.cache
def _patterns(language: str) -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    text = resources.files("farr.facts").joinpath("data").joinpath(language).joinpath("attributes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((axis, value, re.compile(rf"\b(?:{pattern})\b")) for axis, value, pattern in rows)


@functools.cache
def _any(language: str) -> re.Pattern[str]:
    """One pattern for all wordings, to pass over the phrases that name nothing."""
    return re.compile("|".join(pattern.pattern for _, _, pattern in _patterns(language)))


@functools.lru_cache(maxsize=2048)
def attributes(phrase: str, language: str = "en") -> dict[str, str]:
    """Axis to value for a phrase: the first value of an axis that the phrase names, most specific first."""
    found: dict[str, str] = {}
    phrase = phrase.lower()
    if not _any(language).search(phrase):
        return found
    for axis, value, pattern in _patterns(language):
        if axis not in found and pattern.search(phrase):
            found[axis] = value
    return found
