"""Cue wordings of assertion and the automaton that finds them."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple

import ahocorasick

from farr.words import WORD
from farr.words.language import plain

MEMO_LIMIT = 100_000


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
    return " ".join(said[match[0]] for match in WORD.finditer(text))


class _Said(dict[str, str]):
    """Words as cues are compared, kept for those seen: lower case, without accents and the possessive ending."""

    def __missing__(self, written: str) -> str:
        if len(self) >= MEMO_LIMIT:
            self.clear()
        form = written.lower().replace("’", "'").removesuffix("'s")
        self[written] = form = form if form.isascii() else plain(form)
        return form


#: A written word to the form in which cues are compared.
said = _Said()


@functools.cache
def signs(language: str = "en") -> frozenset[str]:
    """The longest word of each cue that asserts something: a sentence without any of them asserts nothing."""
    return frozenset(
        max(key.split(), key=len)
        for key, cues in automaton(language).items()
        if any(cue.kind not in ("stop", "pseudo") for cue in cues)
    )
