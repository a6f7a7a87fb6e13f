"""Our own word lists: synonyms, abbreviations and lay words, one folder per language.

``terms/*.tsv``: ``CODE<TAB>term; term; ...`` (``CODE+CODE`` where a wording always needs two codes);
``{a|b}`` stands for either.
``ambiguous/*.tsv``: ``term<TAB>CODE or -<TAB>cues<TAB>against``, a line per sense
(of several default senses the one with a code stands).  ``blocked.txt``: wordings that the
titles would bring but that mean too much by themselves.
A term in capitals matches capitals only.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from typing import NamedTuple

from farr.words import language as words_of

CHOICE = re.compile(r"\{([^{}]*)\}")


class Ambiguous(NamedTuple):
    """One sense of a wording with several: ``codes`` empty for a sense that is no diagnosis.

    The sense wins when one of ``cues`` stands near, unless one of ``against`` stands directly beside the wording;
    without cues it is the default.
    """

    term: str
    codes: tuple[str, ...]
    cues: frozenset[str]
    against: frozenset[str]


def _files(language: str, part: str) -> list[Traversable]:
    folder = resources.files("farr.tables.terms").joinpath(language).joinpath(part)
    return sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)


def _rows(file: Traversable) -> Iterator[list[str]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@functools.cache
def fingerprint(language: str) -> str:
    """Hash of all word lists of a language: a compiled lexicon is as good as this stays the same."""
    digest = hashlib.sha256()
    blocked = resources.files("farr.tables.terms").joinpath(language).joinpath("blocked.txt")
    for file in [*_files(language, "terms"), *_files(language, "ambiguous"), blocked]:
        digest.update(file.name.encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()


def terms(language: str = "en") -> Iterator[tuple[tuple[str, ...], str]]:
    """Codes and wording of every synonym."""
    for file in _files(language, "terms"):
        for row in _rows(file):
            codes = tuple(row[0].strip().split("+"))
            for term in row[1].split(";"):
                if term.strip():
                    for wording in expanded(term.strip()):
                        yield codes, wording


def expanded(term: str) -> Iterator[str]:
    """Every wording of a term with choices: ``cáncer {de mama|mamario}`` is two."""
    choice = CHOICE.search(term)
    if choice is None:
        yield term
        return
    for option in choice.group(1).split("|"):
        yield from expanded(term[: choice.start()] + option + term[choice.end() :])


@functools.cache
def ambiguous_terms(language: str = "en") -> tuple[Ambiguous, ...]:
    """Every sense of every wording that has several."""
    found = []
    for file in _files(language, "ambiguous"):
        for row in _rows(file):
            term, codes, cues, against = ([cell.strip() for cell in row] + ["", ""])[:4]
            senses = () if codes == "-" else tuple(codes.split("+"))
            found.append(Ambiguous(term, senses, _cell(cues, language), _cell(against, language)))
    return tuple(found)


def _cell(text: str, language: str) -> frozenset[str]:
    forms = words_of(language).forms
    return frozenset(" ".join(forms(part)) for part in text.split(";") if part.strip())


@functools.cache
def blocked_terms(language: str = "en") -> set[str]:
    """Wordings that mean too much to be matched, in normal form."""
    text = resources.files("farr.tables.terms").joinpath(language).joinpath("blocked.txt").read_text(encoding="utf-8")
    forms = words_of(language).forms
    return {" ".join(forms(line)) for line in text.splitlines() if line.strip() and not line.startswith("#")}
