"""ICD-10-CM Tabular List XML (NCHS/CMS, root ``ICD10CM.tabular``) to rows.

Layout: chapter > section (block) > diag, diag nested; notes stand on any of them and hold for everything below.
A ``sevenChrDef`` on a diag or any ancestor means that every childless diag below it takes one of its characters as
the seventh, with ``X`` filling empty positions; a deeper definition replaces a higher one.  The expansion yields a few
codes that do not exist (death with loss of consciousness takes no later encounter), so it is cut to the official list
of valid codes where one is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from farr.tables.source import Source

NOTE_KINDS = {
    "inclusionTerm": "inclusion-term",
    "includes": "includes",
    "excludes1": "excludes1",
    "excludes2": "excludes2",
    "codeFirst": "code-first",
    "useAdditionalCode": "use-additional",
    "codeAlso": "code-also",
    "notes": "note",
    "sevenChrNote": "seventh-character",
}
RANGE_IN_TITLE = re.compile(r"\s*\([A-Z][0-9A-Z]{2}(?:-[A-Z][0-9A-Z]{2})?\)\s*$")


class NodeRow(NamedTuple):
    """A chapter, block, category or code; ``order`` is the place in the Tabular List."""

    node: str
    kind: str
    title: str
    billable: bool
    parent: str
    chapter: str
    order: int


class NoteRow(NamedTuple):
    node: str
    kind: str
    text: str


class SeventhRow(NamedTuple):
    node: str
    character: str
    meaning: str


class Tabular(NamedTuple):
    nodes: list[NodeRow]
    notes: list[NoteRow]
    sevenths: list[SeventhRow]


def with_dot(code: str) -> str:
    """``E119`` to ``E11.9``; a category stays as it is."""
    return code if len(code) <= 3 else f"{code[:3]}.{code[3:]}"


def read_tabular(source: Source, known: frozenset[str] | None = None) -> Tabular:
    """Read the XML; ``known`` is the official list to which expanded codes are cut (undotted).

    Raises:
        UnreadableInput: not well-formed, or not a Tabular List, with the line.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(source.read(), parser)
    except etree.XMLSyntaxError as error:
        raise source.error("not well-formed XML; get the publisher's file again, it may be cut off", error.lineno) from None
    if root.tag != "ICD10CM.tabular":
        raise source.error("expected the root element ICD10CM.tabular (the Tabular List XML)")
    reader = _Reader(known)
    for chapter in root.iterchildren("chapter"):
        reader.chapter(chapter)
    return Tabular(reader.nodes, reader.notes, reader.sevenths)


class _Reader:
    def __init__(self, known: frozenset[str] | None) -> None:
        self.known = known
        self.nodes: list[NodeRow] = []
        self.notes: list[NoteRow] = []
        self.sevenths: list[SeventhRow] = []

    def add(self, node: str, kind: str, title: str, billable: bool, parent: str, chapter: str) -> None:
        self.nodes.append(NodeRow(node, kind, title, billable, parent, chapter, len(self.nodes)))

    def chapter(self, element: etree._Element) -> None:
        number = _text(element, "name")
        self.add(number, "chapter", RANGE_IN_TITLE.sub("", _text(element, "desc")), False, "", number)
        self.take_notes(element, number)
        for section in element.iterchildren("section"):
            block = section.get("id", "")
            block = block if "-" in block else f"{block}-{block}"
            diags = list(section.iterchildren("diag"))
            if diags:
                self.add(block, "block", RANGE_IN_TITLE.sub("", _text(section, "desc")), False, number, number)
                self.take_notes(section, block)
            for diag in diags:
                self.diag(diag, block, number, {})

    def diag(self, element: etree._Element, parent: str, chapter: str, sevenths: dict[str, str]) -> None:
        code = _text(element, "name")
        title = _text(element, "desc")
        self.take_notes(element, code)
        own = {
            extension.get("char", ""): _clean(extension.text)
            for definition in element.iterchildren("sevenChrDef")
            for extension in definition.iterchildren("extension")
        }
        if own:
            sevenths = own
            self.sevenths.extend(SeventhRow(code, character, meaning) for character, meaning in own.items())
        children = list(element.iterchildren("diag"))
        expanded = [] if children else list(self.expand(code, sevenths))
        self.add(code, "category" if len(code) == 3 else "code", title, not children and not expanded, parent, chapter)
        for child in children:
            self.diag(child, code, chapter, sevenths)
        for full, meaning in expanded:
            self.add(full, "code", f"{title}, {meaning}", True, code, chapter)

    def expand(self, code: str, sevenths: dict[str, str]) -> Iterator[tuple[str, str]]:
        stem = code.replace(".", "").ljust(6, "X")
        for character, meaning in sevenths.items():
            if self.known is None or stem + character in self.known:
                yield with_dot(stem + character), meaning

    def take_notes(self, element: etree._Element, node: str) -> None:
        for child in element:
            kind = NOTE_KINDS.get(str(child.tag))
            if kind:
                self.notes.extend(NoteRow(node, kind, text) for text in _note_texts(child.iterchildren("note")))


def _note_texts(notes: Iterable[etree._Element]) -> Iterator[str]:
    for note in notes:
        text = _clean("".join(str(part) for part in note.itertext()))
        if text:
            yield text


def _text(element: etree._Element, tag: str) -> str:
    return _clean(element.findtext(tag))


def _clean(text: str | None) -> str:
    return " ".join((text or "").split())
