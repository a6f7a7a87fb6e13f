"""Definitions of Medicare Code Edits, the text file: lists of codes under numbered sections and lettered parts (CMS).

A row of a list is a code, a tab and its title.  The table of contents repeats the headings with page numbers and holds no rows.
Age bounds stand in the heading of a list (``age 0 through 17``).  Codes that are acceptable as principal diagnosis when a
secondary one is coded stand in the text before the list of section 9 and get the list ``unacceptable-unless-secondary``.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._release_dates import grouper_version
from farr.tables.sets import read_tsv
from farr.tables.source import Source

SETS = ("mce",)
TITLE = re.compile(r"definitions? of medicare code edits", re.IGNORECASE)
SECTION = re.compile(r"(\d{1,2})\.\s+(\S.*)")
PART = re.compile(r"([A-Z])\.\s+(\S.*)")
CONTENTS = re.compile(r"\t\s*\d+\s*$|\.{4,}")
ROW = re.compile(r"([0-9A-Z]{3,7})(?:\t|\s{2,})(\S.*)")
AGES = re.compile(r"ages? (\d+)(?: (?:through|to) (\d+))?", re.IGNORECASE)
DIAGNOSIS = re.compile(r"[A-Z]\d[0-9A-Z]{1,5}")
UNLESS = re.compile(r"acceptable.{0,20}when a secondary", re.IGNORECASE)
COLUMNS = ("list", "kind", "part", "age_from", "age_to", "title")


class Part(NamedTuple):
    """A list of the document as ``mce_sections.tsv`` names it."""

    section: str
    letter: str
    heading: str
    list: str
    kind: str


@functools.cache
def parts() -> tuple[Part, ...]:
    return tuple(Part(*row) for row in read_tsv("loaders/mce_sections.tsv"))


def recognise(source: Source) -> Identity | None:
    """By the document's title in the first lines or the name, for text files."""
    if not source.file_name.lower().endswith(".txt"):
        return None
    head = source.head().decode("cp1252", errors="replace")
    if not TITLE.search(head[:4000]) and not (TITLE.search(source.file_name.replace("_", " ")) and "\t" in head):
        return None
    return Identity("mce", *grouper_version(source, head[:4000]))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the lists; refuses a document in which a list of ages, manifestations or principal diagnoses is missing."""
    source = sources[0]
    rows = list(dict.fromkeys(row._replace(line=0) for row in _rows(source)))
    found = {row.cells[0] for row in rows}
    wanted = {part.list for part in parts() if part.section in ("4", "6", "9")}
    if wanted - found:
        raise source.error(
            f"no codes were found for the lists {', '.join(sorted(wanted - found))}; the file is not the whole document, "
            "or its layout has changed"
        )
    return write_listing(folder, COLUMNS, rows, source, unique=False)


def _rows(source: Source) -> Iterator[Dated]:
    section, letter, heading, unless = "", "", "", False
    for number, text in source.lines():
        line = text.strip()
        if not line or CONTENTS.search(text):
            continue  # also the headings of the table of contents
        headed = SECTION.fullmatch(line) or PART.fullmatch(line)
        if headed and headed[1].isdigit():
            section, letter, heading, unless = headed[1], "", headed[2], False
        elif headed:
            letter, heading, unless = headed[1], headed[2], False
        elif section == "9" and UNLESS.search(line):
            unless = True
        elif unless and (line.lower().startswith("the following") or "codes" in line.lower()):
            unless = False
        else:
            row = ROW.fullmatch(text.rstrip())
            part = _part(section, letter, heading) if row else None
            if row and part:
                yield _dated(row[1], row[2], part, heading, unless, number)


def _part(section: str, letter: str, heading: str) -> Part | None:
    for part in parts():
        here = part.section == section and part.letter in ("", letter)
        if here and (not part.heading or re.search(part.heading, heading, re.IGNORECASE)):
            return part
    return None


def _dated(code: str, title: str, part: Part, heading: str, unless: bool, number: int) -> Dated:
    ages = AGES.search(heading) if part.section == "4" else None
    first, last = (ages[1], ages[2] or ages[1]) if ages else ("0", "0") if part.list == "age-newborn" else ("", "")
    kind = ("diagnosis" if DIAGNOSIS.fullmatch(code) else "procedure") if part.kind == "any" else part.kind
    name = "unacceptable-unless-secondary" if unless else part.list
    return Dated(code, None, None, (name, kind, heading if part.section in ("8", "11", "17") else "", first, last, title), number)
