"""Wordings that tell statements, orders and episodes of care apart: one regular expression each, by language.

``data/<language>/phrasings.tsv``: name, regular expression.  Names: ``action`` (a plan's verbs), ``statement`` (a sentence,
no problem heading), ``order`` (begins a plan line), ``cut`` (ends a heading), ``normal`` (a finding that is no problem),
``listed`` (opens a list of old problems), ``subsequent`` (aftercare), ``gestation`` (its group: weeks), ``before`` and
``behind`` (part a mention from words that describe another).
"""

from __future__ import annotations

import functools
import re
from importlib import resources


@functools.cache
def phrasing(name: str, language: str = "en") -> re.Pattern[str]:
    """The expression of a name in a language.

    Raises:
        KeyError: the language's table has no such name.
    """
    return _table(language)[name]


@functools.cache
def _table(language: str) -> dict[str, re.Pattern[str]]:
    text = resources.files("farr.facts").joinpath("data").joinpath(language).joinpath("phrasings.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {name: re.compile(expression) for name, expression in rows}
