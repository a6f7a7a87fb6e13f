"""The XML of the ICD-10-CM and ICD-10-PCS indexes and tables of terms, to rows.

Layout (NCHS, ``icd10cm_index.xsd`` and ``icd10cm_drug_neoplasm.xsd``; CMS, ICD-10-PCS Index): letter > mainTerm > term, terms
nested with their depth in ``level``; each has a ``title`` with nonessential modifiers in ``nemod``, and codes or references.
The Neoplasm and Drug tables have ``cell`` in place of codes, under the headings of ``indexHeading``.

Compiled form ``index.sqlite``: ``entry`` (in the order of the book), ``pointer`` (what an entry leads to), ``word`` (normal forms
of the titles, for walking by words in any order), ``heading`` (columns of a table).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from farr.tables import store
from farr.tables.loaders._fiscal import line_of, stream, text_of
from farr.tables.source import Source
from farr.words import is_small, words

FILE = "index.sqlite"
DIAGNOSIS = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{0,4})?-?")
PROCEDURE = re.compile(r"[0-9A-HJ-NP-Z]{1,7}")
NO_CELL = re.compile(r"-*")
POINTERS = {
    "code": "code",
    "manif": "manifestation",
    "see": "see",
    "seeAlso": "see-also",
    "seecat": "see-category",
    "subcat": "subcategory",
    "use": "use",
    "codes": "prefix",
    "tab": "prefix",
    "cell": "cell",
}
CODED = {"code", "see-category", "subcategory", "prefix"}


class IndexRow(NamedTuple):
    """An entry: its place, the entry above it (0 for a main term), its depth, its title without and with the nonessential
    modifiers, and what it leads to as kind, text, code and column."""

    place: int
    parent: int
    level: int
    title: str
    written: str
    pointers: tuple[tuple[str, str, str, int], ...]


def forms_of(text: str) -> list[str]:
    """Normal forms of the words that tell entries apart; sides count, small words do not."""
    found: list[str] = []
    for word in words(text):
        if not is_small(word.form, found[-1] if found else ""):
            found.append(word.form)
    return found


def read_index(source: Source, root: str, shape: re.Pattern[str], headings: dict[int, str]) -> Iterator[IndexRow]:
    """Entries of an index in order; ``headings`` is filled with the columns of a table before the first entry.

    Args:
        root: name of the root element.
        shape: what codes look like.
    Raises:
        UnreadableInput: not well-formed, an element that the layout does not have, a depth or a column that disagrees with
            what stands around it, a code that is none; with the line.
    """
    reader = _Reader(source, shape, headings)
    for element in stream(source, root, "indexHeading", "mainTerm"):
        if element.tag == "indexHeading":
            for head in element.iterchildren("head"):
                headings[reader.number(head, "col")] = text_of(head)
        else:
            yield from reader.entry(element, 0, 0)
            parent = element.getparent()
            if parent is not None:
                for before in element.itersiblings(preceding=True):
                    parent.remove(before)


class _Reader:
    def __init__(self, source: Source, shape: re.Pattern[str], headings: dict[int, str]) -> None:
        self.source = source
        self.shape = shape
        self.headings = headings
        self.place = 0

    def number(self, element: etree._Element, attribute: str) -> int:
        text = element.get(attribute, "")
        if not text.isdigit():
            raise self.source.error(f"expected a number in the attribute {attribute} of {element.tag}", line_of(element))
        return int(text)

    def entry(self, element: etree._Element, parent: int, level: int) -> Iterator[IndexRow]:
        if level and self.number(element, "level") != level:
            raise self.source.error(
                f"a term of level {element.get('level')} stands where level {level} is due; a part of the file may be missing",
                line_of(element),
            )
        title = element.find("title")
        if title is None and level == 0:
            raise self.source.error("a main term has no title", line_of(element))
        self.place += 1
        place = self.place
        pointers: list[tuple[str, str, str, int]] = []
        below: list[etree._Element] = []
        for child in element.iterchildren(tag=etree.Element):
            if child.tag == "term":
                if child.find("title") is None:  # a further reference of the entry itself
                    pointers += self.pointers(child)
                    below += list(child.iterchildren("term"))
                else:
                    below.append(child)
        essential, written = _title(title)
        yield IndexRow(place, parent, level, essential, written, (*self.pointers(element), *pointers))
        for child in below:
            yield from self.entry(child, place, level + 1)

    def pointers(self, element: etree._Element) -> list[tuple[str, str, str, int]]:
        found = []
        for child in element.iterchildren(tag=etree.Element):
            kind = POINTERS.get(str(child.tag))
            if kind is not None:
                found.append(self.pointer(child, kind))
            elif child.tag not in ("title", "term"):
                raise self.source.error(
                    f"the element {child.tag} is not part of the layout; the publisher may have changed it", line_of(child)
                )
        return found

    def pointer(self, element: etree._Element, kind: str) -> tuple[str, str, str, int]:
        text = text_of(element)
        if kind == "cell":
            column = self.number(element, "col")
            if self.headings and column not in self.headings:
                raise self.source.error(f"column {column} has no heading", line_of(element))
            if NO_CELL.fullmatch(text):
                return kind, "", "", column
            return kind, text, self.code(text, element), column
        if kind in CODED:
            return kind, text, self.code(text, element), 0
        if kind == "manifestation":
            return kind, text, text if self.shape.fullmatch(text) else "", 0
        nested = [text_of(code) for code in element.iterchildren("codes", "tab")]
        own = " ".join((element.text or "").split()) if nested else text
        return kind, own, self.code(nested[0], element) if nested else "", 0

    def code(self, text: str, element: etree._Element) -> str:
        if not self.shape.fullmatch(text):
            raise self.source.error("expected a code", line_of(element), str(element.tag))
        return text


def _title(element: etree._Element | None) -> tuple[str, str]:
    """A title without and with its nonessential modifiers."""
    if element is None:
        return "", ""
    essential, written = [element.text or ""], [element.text or ""]
    for child in element:
        written += [" ", text_of(child), " ", child.tail or ""]
        essential += [" ", child.tail or ""]
    return " ".join("".join(essential).split()), " ".join("".join(written).split()).replace(" ,", ",")


def compile_index(sources: Sequence[Source], folder: Path, root: str, shape: re.Pattern[str]) -> int:
    """Compile the one file of an index; returns the number of entries.

    Raises:
        UnreadableInput: see :func:`read_index`; also more than one file, or no entry in it.
    """
    if len(sources) > 1:
        raise sources[1].error(f"two files of the same index for one release; the other is {sources[0].name}")
    source = sources[0]
    headings: dict[int, str] = {}
    count = 0
    with store.writing(folder / FILE) as connection:
        connection.executescript(
            """
            CREATE TABLE entry (place INTEGER PRIMARY KEY, parent INT, level INT, title TEXT, written TEXT);
            CREATE TABLE pointer (entry INT, kind TEXT, text TEXT, code TEXT, col INT);
            CREATE TABLE word (form TEXT, entry INT, essential INT);
            CREATE TABLE heading (col INT, title TEXT);
            """
        )
        for row in read_index(source, root, shape, headings):
            count += 1
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row[:5])
            connection.executemany("INSERT INTO pointer VALUES (?, ?, ?, ?, ?)", [(row.place, *p) for p in row.pointers])
            own = dict.fromkeys(forms_of(row.title))
            optional = [form for form in dict.fromkeys(forms_of(row.written)) if form not in own]
            connection.executemany(
                "INSERT INTO word VALUES (?, ?, ?)",
                [(form, row.place, 1) for form in own] + [(form, row.place, 0) for form in optional],
            )
        connection.executemany("INSERT INTO heading VALUES (?, ?)", sorted(headings.items()))
        connection.executescript(
            """
            CREATE INDEX entry_parent ON entry (parent, place);
            CREATE INDEX pointer_entry ON pointer (entry);
            CREATE INDEX pointer_code ON pointer (code);
            CREATE INDEX word_form ON word (form);
            """
        )
    if not count:
        raise source.error("no main term was found in it; is this the right file?")
    return count
