"""``farr.index``: the indexes of the books walked by words, each code checked against the code set in force."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable

from msgspec.structs import replace

from farr.errors import TableMissing, UsageError
from farr.pipeline.index_substitute import substitute_entries
from farr.records import IndexAnswer, IndexedCode, IndexEntry, IndexReference
from farr.tables import Icd10Cm, Tables, dotted
from farr.tables.alphabetic import AlphabeticIndex, IndexLine, Pointer, Walked
from farr.tables.icd10pcs import LENGTH, Icd10Pcs
from farr.tables.loaders._index import forms_of
from farr.tables.sets import read_tsv

NAMES = {
    "diseases": "icd-10-cm-index",
    "neoplasms": "icd-10-cm-neoplasms",
    "drugs": "icd-10-cm-drugs",
    "external": "icd-10-cm-external-index",
    "procedures": "icd-10-pcs-index",
}
CODED = ("code", "subcategory", "see-category", "prefix", "cell")
CHOICES_SHOWN = 12
BELOW_SHOWN = 200
SUBSTITUTE = (
    "the ICD-10-CM Alphabetic Index is not installed; titles, inclusion terms and synonyms stand in for it. "
    "farr tables fetch icd-10-cm-index gets it"
)


def index(words: str, n: int = 5, date: dt.date | None = None, book: str | None = None) -> IndexAnswer:
    """What the indexes say to words, in any order: entries with their codes, references followed, and what stands below them.

    Args:
        words: a main term and subterms, ``heart attack``, ``neuropathy diabetic type 2``.
        n: at most so many entries of each index.
        date: the date of service that chooses the releases (default: today).
        book: only one index: ``diseases``, ``neoplasms``, ``drugs``, ``external``, ``procedures``; default: all installed.
    Raises:
        TableMissing: the index asked for is not installed (for ``diseases`` and by default a substitute answers).
        UsageError: no such index.
    """
    if book is not None and book not in NAMES:
        raise UsageError(f"expected one of {', '.join(NAMES)}", "--in")
    tables = Tables(date or dt.date.today())
    entries: list[IndexEntry] = []
    substitute = False
    for name in (book,) if book else NAMES:
        found: AlphabeticIndex | None = tables.find(NAMES[name])
        if found is not None:
            entries += _walk(name, found, words, n, tables, asked=book is not None)
        elif name == "diseases":
            substitute = True
            entries += substitute_entries(words, n, tables.date)
            tables.get("icd-10-cm")
        elif book is not None:
            tables.get(NAMES[name])
    answered = {entry.index for entry in entries} | {"icd-10-cm", "icd-10-pcs"}
    warnings = (*((SUBSTITUTE,) if substitute else ()), *tables.warnings_of(answered))
    return IndexAnswer(words=words, substitute=substitute, entries=tuple(entries), tables=tables.releases, warnings=warnings)


@functools.cache
def _said(book: str) -> frozenset[str]:
    """Words that name a table as a whole and stand in none of its lines: ``cancer``, ``poisoning``."""
    return frozenset(form for row in read_tsv("index_words.tsv") if row[0] == book for form in forms_of(row[1].replace(";", " ")))


def _walk(name: str, book: AlphabeticIndex, words: str, n: int, tables: Tables, *, asked: bool) -> list[IndexEntry]:
    forms, spare = forms_of(words), _said(name)
    called = [form for form in forms if form in spare]
    if name == "neoplasms" and not called and not asked:
        return []
    forms = [form for form in forms if form not in spare] or forms
    found = book.walk(forms, n)
    if not asked and any(walked.missing for walked in found):
        found = found if name == "diseases" else ()
    checked = _checker(name, tables)
    return [_entry(name, book, walked, checked) for walked in found]


Checked = Callable[[str, str, bool], IndexedCode]


def _checker(name: str, tables: Tables) -> Checked:
    """How a code of an index is looked at: by the code set in force, or taken as it is where none covers the date."""
    try:
        release = tables.get("icd-10-pcs" if name == "procedures" else "icd-10-cm")
    except TableMissing:
        return lambda code, column, second: IndexedCode(
            code=code, title="", known=False, complete=False, column=column, second=second
        )
    return functools.partial(_procedure if name == "procedures" else _diagnosis, release)


def _diagnosis(release: Icd10Cm, code: str, column: str, second: bool) -> IndexedCode:
    bare = code.rstrip("-").rstrip(".")
    node = release.get(bare)
    if node is None:
        return IndexedCode(code=code, title="", known=False, complete=False, column=column, second=second)
    choices = release.children(node.code) if not node.billable else ()
    return IndexedCode(
        code=dotted(bare) or bare,
        title=node.title,
        known=True,
        complete=node.billable,
        choices=tuple((choice.code, choice.title) for choice in choices[:CHOICES_SHOWN]),
        column=column,
        second=second,
    )


def _procedure(release: Icd10Pcs, code: str, column: str, second: bool) -> IndexedCode:
    complete, known = len(code) == LENGTH and release.is_valid(code), release.count(code) > 0
    axis = "" if complete or not known else release.axis(code, len(code) + 1)
    choices = release.choices(code)[:CHOICES_SHOWN] if known and not complete else ()
    return IndexedCode(
        code=code,
        title=release.title(code) if complete else f"next: {axis}" if axis else "",
        known=known,
        complete=complete,
        choices=tuple((code + choice.value, choice.label) for choice in choices),
        column=column,
        second=second,
    )


def _entry(name: str, book: AlphabeticIndex, walked: Walked, checked: Checked) -> IndexEntry:
    line = walked.line
    below = book.below(line.place)[:BELOW_SHOWN]
    return IndexEntry(
        index=NAMES[name],
        path=line.path,
        codes=_codes(book, line.pointers, checked),
        references=_references(book, line, checked),
        below=tuple(
            IndexEntry(
                index=NAMES[name],
                path=following.path,
                codes=tuple(replace(code, choices=()) for code in _codes(book, following.pointers, checked)),
                references=tuple(IndexReference(kind=p.kind, text=p.text) for p in _others(following.pointers)),
            )
            for following in below
        ),
        missing=walked.missing,
    )


def _codes(book: AlphabeticIndex, pointers: Iterable[Pointer], checked: Checked) -> tuple[IndexedCode, ...]:
    return tuple(
        checked(pointer.code, book.headings.get(pointer.column, ""), pointer.kind == "manifestation")
        for pointer in pointers
        if pointer.code and pointer.kind in (*CODED, "manifestation")
    )


def _others(pointers: Iterable[Pointer]) -> list[Pointer]:
    return [
        pointer for pointer in pointers if pointer.kind not in CODED and not (pointer.kind == "manifestation" and pointer.code)
    ]


def _references(book: AlphabeticIndex, line: IndexLine, checked: Checked) -> tuple[IndexReference, ...]:
    """References with what stands where they point; a target that only points on is followed once more."""
    found = []
    for pointer in _others(line.pointers):
        codes: tuple[IndexedCode, ...] = (checked(pointer.code, "", False),) if pointer.code else ()
        target = None if codes or pointer.kind == "use" else book.resolve(pointer.text)
        seen = {line.place}
        while target is not None and target.place not in seen:
            seen.add(target.place)
            codes = _codes(book, target.pointers, checked)
            onward = [p for p in target.pointers if p.kind == "see"]
            following = book.resolve(onward[0].text) if not codes and onward else None
            if following is None:
                break
            target = following
        path = target.path if target is not None and target.place != line.place else ()
        found.append(IndexReference(kind=pointer.kind, text=pointer.text, path=path, codes=codes if path or pointer.code else ()))
    return tuple(found)
