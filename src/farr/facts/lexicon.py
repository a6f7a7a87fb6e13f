"""The lexicon: every wording that names a condition, compiled once per release and kept beside the tables.

Wordings come from our own term files (``farr/tables/terms/<language>``), from titles and from inclusion terms, in this
order of trust.  A wording may mean different codes by side; where the sources of one rank disagree without a side to
decide, the wording means what the codes have in common in the hierarchy.
"""

from __future__ import annotations

import functools
import hashlib
import re
from importlib import resources
from pathlib import Path

import msgspec

from farr import settings
from farr.facts.titles import wordings
from farr.facts.translate import translated
from farr.facts.trie import Packed, Postings, Trie, pack, post
from farr.tables import Icd10Cm, store
from farr.tables.terms import Ambiguous, ambiguous_terms, blocked_terms, fingerprint, terms
from farr.words import Language
from farr.words import language as words_of

FORMAT = 6
NAMED = re.compile(r"[a-z]{2}")
PAST = re.compile(r"(?:status[- ]post|s/p|(?:personal |prior |past )?history of|h/o|hx of|prior|previous)\s+", re.IGNORECASE)
SYNONYM, TITLE, INCLUSION, VARIANT, TRANSLATED = range(5)
ORIGINS = ("synonym", "title", "inclusion term", "title in other word order", "translated")
IN_PIECES = "said in pieces"


class Meaning(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a wording means: the codes, on which side (None: any), how it is written, and how far it is trusted."""

    concepts: tuple[str, ...]
    side: str | None
    term: str
    rank: int
    cased: bool = False


class Compiled(msgspec.Struct, frozen=True, array_like=True):
    keys: list[str]
    meanings: list[tuple[Meaning, ...]]
    titles: dict[str, str]
    ambiguous: dict[str, list[Ambiguous]]
    trie: Packed
    postings: tuple[list[str], bytes, bytes]


class Lexicon:
    """Wordings to meanings, with a trie over their words."""

    def __init__(self, compiled: Compiled, words: Language) -> None:
        self.words = words
        self.titles = compiled.titles
        self.keys = compiled.keys
        self.meanings = compiled.meanings
        self.ambiguous = compiled.ambiguous
        self.hits = Trie(self.keys, compiled.trie).hits
        self._posted = compiled.postings

    @functools.cached_property
    def pairs(self) -> dict[str, dict[str, int]]:
        """A condition's word to the words of sites that make a wording with it, and its entry; for mentions in pieces."""
        found: dict[str, dict[str, int]] = {}
        sites, findings = self.words.sites, self.words.findings
        for index, key in enumerate(self.keys):
            first, _, second = key.partition(" ")
            if first in sites:
                first, second = second, first
            if second in sites and first in findings and self.meanings[index]:
                found.setdefault(first, {}).setdefault(second, index)
        return found

    @functools.cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of all wordings."""
        return frozenset(word for key in self.keys for word in key.split(" "))

    @functools.cached_property
    def postings(self) -> Postings:
        """Word to the entries that hold it, for whole-phrase comparison."""
        return Postings(self._posted)


@functools.lru_cache(maxsize=4)
def lexicon(tables: Icd10Cm, language: str = "en") -> Lexicon:
    """The lexicon of a release, compiled on first use and read from disk afterwards."""
    path = _path(tables, language)
    if path.exists():
        compiled = msgspec.msgpack.decode(path.read_bytes(), type=Compiled)
    else:
        compiled = compile_lexicon(tables, language)
        with store.placing(path.parent) as scratch:
            (scratch / path.name).write_bytes(msgspec.msgpack.encode(compiled))
    return Lexicon(compiled, words_of(language))


def _ambiguous(language: str) -> dict[str, list[Ambiguous]]:
    """The senses of each wording that has several, by its key."""
    forms = words_of(language).forms
    found: dict[str, list[Ambiguous]] = {}
    for entry in ambiguous_terms(language):
        found.setdefault(" ".join(forms(entry.term)), []).append(entry)
    return found


def is_compiled(tables: Icd10Cm, language: str = "en") -> bool:
    return _path(tables, language).exists()


def _path(tables: Icd10Cm, language: str) -> Path:
    sources = [resources.files("farr.facts").joinpath(name) for name in ("titles.py", "translate.py")]
    sources.append(resources.files("farr.words").joinpath("language.py"))
    for name in sorted({"en", language}):
        folder = resources.files("farr.words").joinpath("data").joinpath(name)
        sources += sorted((file for file in folder.iterdir() if file.name.endswith(".tsv")), key=lambda file: file.name)
    source = b"".join(file.read_bytes() for file in sources)
    if language != "en":
        source += fingerprint("en").encode()
    state = hashlib.sha256(f"{FORMAT}{tables.manifest.source_sha256}{fingerprint(language)}".encode() + source)
    return settings.home() / "lexicon" / f"{language}-{tables.release}-{state.hexdigest()[:12]}" / "lexicon.msgpack"


def compile_lexicon(tables: Icd10Cm, language: str) -> Compiled:
    """All wordings with what they mean; ambiguous ones keep their place so that the matcher sees them."""
    words = words_of(language)
    ambiguous = _ambiguous(language)
    builder = _Builder(tables, blocked_terms(language) | ambiguous.keys(), words)
    for codes, term in terms(language):
        builder.add(codes, term, SYNONYM)
    titles: dict[str, str] = {}
    if language == "en":
        _add_titles(builder, tables)
    else:
        titles = _add_translated(builder, compile_lexicon(tables, "en"), words)
    for key in ambiguous:
        builder.found.setdefault(key, [])
    keys = sorted(builder.found)
    return Compiled(keys, [tuple(builder.settled(key)) for key in keys], titles, ambiguous, pack(keys), post(keys))


def _add_titles(builder: _Builder, tables: Icd10Cm) -> None:
    inclusions = tables.all_notes("inclusion-term")
    for node in tables.nodes.values():
        if node.kind in ("category", "code") and not _is_expanded(node.code, node.parent, node.title, tables):
            for rank, text in [(TITLE, node.title), *((INCLUSION, note) for note in inclusions.get(node.code, ()))]:
                for place, wording in enumerate(wordings(text)):
                    builder.add((node.code,), wording, rank if place == 0 else VARIANT)


def _add_translated(builder: _Builder, english: Compiled, words: Language) -> dict[str, str]:
    """The English wordings in the words of another language; returns the form of a title's word for each form led over."""
    titles: dict[str, str] = {}
    for key, meanings in zip(english.keys, english.meanings, strict=True):
        for form in key.split(" "):
            led = words.of_title(form)
            if led is not None and led != form:
                titles.setdefault(led, form)
        for meaning in meanings:
            if not meaning.cased:
                for other in translated(meaning.term, words):
                    builder.take(other, meaning.concepts, meaning.side, meaning.term, TRANSLATED)
    return titles


def _is_expanded(code: str, parent: str, title: str, tables: Icd10Cm) -> bool:
    """True for a code that only adds a seventh character to its parent."""
    return len(code) == 8 and title.startswith(tables.nodes[parent].title + ", ")


class _Builder:
    def __init__(self, tables: Icd10Cm, blocked: set[str], words: Language) -> None:
        self.tables = tables
        self.words = words
        self.blocked = blocked
        self.found: dict[str, list[Meaning]] = {}

    def add(self, codes: tuple[str, ...], term: str, rank: int) -> None:
        """Take a wording; one that begins with a way of saying "in the past" is taken with all of them."""
        self._add(codes, term, rank)
        past = PAST.match(term)
        if past and codes[0].startswith("Z"):
            for start in ("status post", "s/p", "history of", "h/o", "hx of", "prior", "previous", "post"):
                self._add(codes, f"{start} {term[past.end() :]}", VARIANT)

    def _add(self, codes: tuple[str, ...], term: str, rank: int) -> None:
        self.take(" ".join(self.words.forms(term)), codes, self.words.side_of(term), term, rank)

    def take(self, key: str, codes: tuple[str, ...], side: str | None, term: str, rank: int) -> None:
        """Take a wording by its key."""
        if key in self.blocked or (len(key) < 3 and rank != SYNONYM) or not NAMED.search(key):
            return
        cased = rank == SYNONYM and term.isupper()
        self.found.setdefault(key, []).append(Meaning(codes, side, term, rank, cased))

    def settled(self, key: str) -> list[Meaning]:
        """One meaning for each side: the most trusted source, and where it is of two minds, what they share."""
        by_side: dict[str | None, list[Meaning]] = {}
        for meaning in self.found[key]:
            by_side.setdefault(meaning.side, []).append(meaning)
        settled: list[Meaning] = []
        for meanings in by_side.values():
            rank = min(meaning.rank for meaning in meanings)
            best = [meaning for meaning in meanings if meaning.rank == rank]
            choices = list(dict.fromkeys(meaning.concepts for meaning in best))
            concepts = choices[0] if len(choices) == 1 else self.shared(choices)
            settled.append(msgspec.structs.replace(best[0], concepts=concepts))
        return settled

    def shared(self, choices: list[tuple[str, ...]]) -> tuple[str, ...]:
        """The lowest node above all single-code choices; the first choice where they share none."""
        if any(len(choice) > 1 for choice in choices):
            return choices[0]
        paths = [[*(node.code for node in self.tables.ancestors(choice[0])), choice[0]] for choice in choices]
        common = ""
        for level in zip(*paths, strict=False):
            if len(set(level)) > 1:
                break
            common = level[0]
        node = self.tables.get(common)
        return (common,) if node is not None and node.kind in ("category", "code") else choices[0]
