"""Cue wordings of assertion and the automaton that finds them."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

import ahocorasick

from farr.words import WORD
from farr.words.language import plain


class Cue(NamedTuple):
    """``kind`` is what it asserts, ``stop`` or ``pseudo``; ``after`` is true where the mention follows the cue."""

    kind: str
    after: bool
    reach: int
    length: int


@functools.cache
def automaton(language: str = "en") -> ahocorasick.Automaton:
    """Cue wordings, lower-case words joined by blanks, to the cues that they may be."""
    found: dict[str, list[Cue]] = {}
    text = resources.files("farr.facts").joinpath("data").joinpath(language).joinpath("cues.tsv").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, direction, reach, wordings = line.split("\t")
            for wording in wordings.split(";"):
                key = spoken(wording)
                if key:
                    cue = Cue(kind, direction == "after", int(reach), key.count(" ") + 1)
                    found.setdefault(f" {key} ", []).append(cue)
    built = ahocorasick.Automaton()
    for key, cues in found.items():
        built.add_word(key, tuple(cues))
    built.make_automaton()
    return built


def spoken(text: str) -> str:
    """Lower-case words of a text joined by blanks."""
    return " ".join(word(match.group()) for match in WORD.finditer(text))


def word(written: str) -> str:
    """A word as cues are compared: lower case, without accents and the possessive ending."""
    form = written.lower().replace("’", "'").removesuffix("'s")
    return form if form.isascii() else plain(form)
