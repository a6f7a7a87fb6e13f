"""The words of one language: its tables, and the functions that bring a text to normal forms with them.

A language is the folder ``data/<language>``: every ``.tsv`` in it holds rows of kind, form and wordings.  The kinds are
explained at the head of ``data/en/words.tsv``.  Another language than English leads its words to the forms of English
titles: by the table (``riñón`` is ``kidney``), or else by spelling both alike (kind ``cognate`` for its own words, kind
``title`` for those of the titles), so that ``colecistitis`` and ``cholecystitis`` meet.
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z]++(?=[ ,\n])|[sShH]/[pPoO](?![^\W_])|\d+\.\d+[A-Za-z]?(?![^\W_])|[^\W_]+(?:['’][^\W\d_]+)?|[+%&]")
PARTED = re.compile(f"({WORD.pattern})")
MEMO_LIMIT = 100_000
PATTERNS = ("guard", "spelling", "ending", "cognate", "title", "denied")
Rules = tuple[tuple[re.Pattern[str], str], ...]


class Word(NamedTuple):
    """A word that counts: its normal form and where it stands in the text."""

    form: str
    start: int
    end: int


#: A word from its form, start and end.
_word: Callable[[Iterable[object]], Word] = functools.partial(tuple.__new__, Word)


class _Memo(dict[str, str]):
    """Written words to their normal forms, kept for those seen."""

    def __init__(self, normal: Callable[[str], str]) -> None:
        super().__init__()
        self._normal = normal

    def __missing__(self, written: str) -> str:
        if len(self) >= MEMO_LIMIT:
            self.clear()
        form = self[written] = self._normal(written)
        return form


def _rows(language: str) -> Iterator[tuple[str, str, str]]:
    folder = resources.files("farr.words").joinpath("data").joinpath(language)
    for file in sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                kind, form, wordings = line.split("\t")
                yield kind, form, wordings


class Language:
    """Normal forms of one language.  Its methods are pure; a memo keeps the form of each word seen."""

    def __init__(self, name: str) -> None:
        self.name = name
        tables: dict[str, dict[str, str]] = {}
        rules: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        rows: list[tuple[str, str, str]] = []
        for kind, form, wordings in _rows(name):
            if kind in PATTERNS:
                rules.setdefault(kind, []).append((re.compile(wordings, re.IGNORECASE), form))
            else:
                rows.append((kind, form, wordings))
        self._letters = tuple((wordings, form) for kind, form, wordings in rows if kind == "letter")
        for kind, form, wordings in rows:
            tables.setdefault(kind, {}).update((self._folded(wording.strip()), form) for wording in wordings.split(";"))
        self.small = frozenset(tables["small"])
        self.sides = tables["side"]
        self.side_follows = "side-follows" in tables.get("trait", ())
        self._lettered = frozenset(tables["lettered"])
        self._numbered = frozenset(tables["numbered"])
        self._roman = tables["roman"]
        self._irregular = tables["irregular"]
        self._stays = frozenset(tables.get("stays", ()))
        self._guard = rules["guard"][0][0] if "guard" in rules else None
        self._spelling, self._endings = tuple(rules.get("spelling", ())), tuple(rules["ending"])
        self._cognate, self._title = tuple(rules.get("cognate", ())), tuple(rules.get("title", ()))
        self._denied = rules["denied"][0][0]
        self._same: dict[str, str] = {}
        site, finding = tables.get("site", {}), tables.get("finding", {})
        self._same = {self._stem(text): form for text, form in [*tables["same"].items(), *site.items(), *finding.items()]}
        self.sites = frozenset(site.values()) | frozenset(tables.get("also-site", ()))
        self.findings = frozenset(finding.values()) | frozenset(tables.get("also-finding", ()))
        self._known = frozenset(self._same.values()) | frozenset(self._irregular.values())
        self._memo = _Memo(self._normal)
        self._led: dict[str, str | None] = {}
        self._phrases = {form: " ".join(self.forms(text)) for text, form in tables.get("phrase", {}).items()}

    def normal(self, word: str) -> str:
        """The one form of a word: ``Haemorrhages`` and ``hemorrhage`` are the same."""
        return self._memo[word]

    def _normal(self, word: str) -> str:
        form = self._folded(word).removesuffix("'s").replace("'", "")
        if form in self.sides or form in self.small:
            return form
        if form in self._irregular:
            return self._irregular[form]
        stem = self._stem(form)
        return self._same.get(stem) or (_respelt(stem, self._cognate) if self._cognate else stem)

    def _folded(self, word: str) -> str:
        """Lower case without accents; a letter of its own (ñ) is spelt out first."""
        form = word.lower()
        for letter, stand_in in self._letters:
            form = form.replace(letter, stand_in)
        return plain(form)

    def _stem(self, form: str) -> str:
        """The form without its ending, the same for all numbers and genders of a word."""
        if len(form) < 3 or not form[0].isalpha():
            return form
        if form in self._irregular:
            return self._irregular[form]
        if form not in self._stays and (self._guard is None or self._guard.match(form)):
            form = _respelt(form, self._spelling)
        for pattern, ending in self._endings:
            changed, count = pattern.subn(ending, form)
            if count:
                return changed
        return form

    def of_title(self, form: str) -> str | None:
        """The form that this language's words lead to for a normal form of an English title; None where none can."""
        if form not in self._led:
            self._led[form] = self._of_title(form)
        return self._led[form]

    def _of_title(self, form: str) -> str | None:
        if form in self._phrases:
            return self._phrases[form]
        if form in self._known or not form.isalpha():
            return form
        return _respelt(form, self._title) if len(form) > 3 else None

    def words(self, text: str) -> list[Word]:
        """All words of a text in normal form, small words and sides included."""
        parts = PARTED.split(text)
        bounds = list(itertools.accumulate(map(len, parts)))
        forms = map(self._memo.__getitem__, parts[1::2])
        return list(map(_word, zip(forms, bounds[::2], bounds[1::2], strict=False)))

    def forms(self, text: str) -> list[str]:
        """Normal forms of the words that carry meaning: what terms and titles are compared by."""
        found: list[str] = []
        for form in map(self._memo.__getitem__, WORD.findall(text)):
            if form not in self.sides and not (form in self.small and self.is_small(form, found[-1] if found else "")):
                found.append(form)
        return found

    def is_small(self, form: str, before: str) -> bool:
        """True for a word without meaning of its own; ``A`` behind ``hepatitis`` or ``group`` is not one."""
        return form in self.small and not (form == "a" and before in self._lettered)

    def features(self, text: str) -> frozenset[str]:
        """Forms for telling codes apart: a number belongs to the word before it (``stage 3``), and what the text says is
        not there (``without esophagitis``) does not count."""
        found: list[str] = []
        for form in self.forms(self._denied.sub(" ", text)):
            if found and found[-1] in self._numbered and (form[0].isdigit() or form in self._roman):
                found[-1] = f"{found[-1]} {self._roman.get(form, form)}"
            else:
                found.append(form)
        return frozenset(found)

    def side_of(self, text: str) -> str | None:
        """The side that a phrase names: ``right``, ``left``, ``bilateral`` (also where both are named), or None."""
        sides = {self.sides[form] for match in WORD.finditer(text) if (form := match.group().lower()) in self.sides}
        if not sides:
            return None
        return sides.pop() if len(sides) == 1 else "bilateral"


def plain(form: str) -> str:
    """A word without accents and with the plain apostrophe."""
    if form.isascii():
        return form
    return "".join(c for c in unicodedata.normalize("NFKD", form.replace("’", "'")) if not unicodedata.combining(c))


def _respelt(form: str, rules: Rules) -> str:
    for pattern, replacement in rules:
        form = pattern.sub(replacement, form)
    return form


@functools.cache
def language(name: str = "en") -> Language:
    """The words of a language, read once."""
    return Language(name)


def languages() -> tuple[str, ...]:
    """The languages that farr has words for."""
    folder = resources.files("farr.words").joinpath("data")
    return tuple(sorted(entry.name for entry in folder.iterdir() if entry.is_dir()))
