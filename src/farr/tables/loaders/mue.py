"""Medically unlikely edits of CMS: practitioner, outpatient hospital, DME supplier; CSV or spreadsheet.

A notice over several lines in one quoted cell, headings with line breaks in them, then code, value, adjudication indicator (its
first digit counts: 1 line, 2 day by policy, 3 day by clinical data) and rationale (CMS, Medicare NCCI MUE files).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._cells import CODE, code_cell, whole
from farr.tables.loaders._names import first_day_of, without_copies, year_in
from farr.tables.source import Source, find_header

SETS = ("mue-practitioner", "mue-hospital", "mue-dme")
KINDS = (("mue-practitioner", r"practitioner"), ("mue-hospital", r"outpatient|hospital|facility"), ("mue-dme", r"dme|supplier"))
NAME = re.compile(r"(?<![a-z])mue(?![a-z])", re.IGNORECASE)
HEADING = re.compile(r"MUE\s+Values?", re.IGNORECASE)
COPYRIGHT = re.compile(r"copyright\s+(20\d\d)", re.IGNORECASE)
WANTED = {"code": r"^hcpcs", "value": r"mue values?", "indicator": r"adjudication", "rationale": r"rationale"}
COLUMNS = ("value", "indicator", "adjudication", "rationale")


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name; a CSV also by its headings."""
    name = source.file_name.lower()
    if not name.endswith((".csv", ".xlsx", ".txt")):
        return None
    head = "" if name.endswith(".xlsx") else source.head().decode("cp1252", errors="replace")
    if not NAME.search(name.replace("_", " ")) and not HEADING.search(head):
        return None
    heading = next((line for line in head.splitlines() if HEADING.search(line)), "")
    kind = _kind(name) or _kind(heading)
    return Identity(kind, first_day_of(source)) if kind else None


def _kind(text: str) -> str | None:
    return next((kind for kind, pattern in KINDS if re.search(pattern, text, re.IGNORECASE)), None)


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release; returns the number of codes.

    Raises:
        UnreadableInput: a cell is not as published, the headings are of another setting than the name, a code stands twice, or
            the notice is of a later year than the name.
    """
    source, *others = without_copies(sources, ("csv", "txt", "xlsx"))
    if others:
        raise others[0].error(f"two files of one release; the other is {source.name}")
    return write_listing(folder, COLUMNS, _rows(source, identity), source)


def _rows(source: Source, identity: Identity) -> Iterator[Dated]:
    notices: list[str] = []
    rows = iter(source.table())

    def kept() -> Iterator:  # type: ignore[type-arg]
        for row in rows:
            notices.append(" ".join(row.cells))
            yield row

    header, at = find_header(source, WANTED, kept())
    stated = _kind(header.cells[at["value"]])
    if stated and stated != identity.set:
        raise source.error(f"the heading is that of {stated}, the name that of {identity.set}", header.line, at["value"] + 1)
    _refuse_older_year(source, " ".join(notices))
    for row in rows:
        cells = [*row.cells, *[""] * (max(at.values()) + 1 - len(row.cells))]
        if not any(cells) or (not any(cells[1:]) and not CODE.fullmatch(cells[0])):
            continue
        adjudication = cells[at["indicator"]]
        if adjudication[:1] not in ("1", "2", "3"):
            raise source.error("expected an adjudication indicator that begins with 1, 2 or 3", row.line, at["indicator"] + 1)
        code = code_cell(cells[at["code"]], source, row.line, at["code"] + 1)
        value = whole(cells[at["value"]], source, row.line, at["value"] + 1)
        yield Dated(code, None, None, (str(value), adjudication[0], adjudication, cells[at["rationale"]]), row.line)


def _refuse_older_year(source: Source, notice: str) -> None:
    copyright_, named = COPYRIGHT.search(notice), year_in(source.name)
    if copyright_ and named and int(copyright_[1]) > named:
        raise source.error(
            f"the name says {named} and the notice is of {copyright_[1]}; rename the file to the year that is right", 1
        )
