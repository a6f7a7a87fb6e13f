"""NCCI add-on code edits of CMS: which primary codes an add-on code needs; spreadsheet, tab-delimited text or CSV.

Type 1: one of the listed primary codes; type 2: the contractor decides (primary ``CCCCC``); type 3: the listed ones and others at
the contractor's discretion.  Dates are ordinal, ``YYYYDDD`` (2026091 is April 1, 2026); a deletion date is the last day.
(CMS, Medicare NCCI add-on code edit files, ``AOC_V2026Q2-MCR``.)
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.limits import CONTRACTOR_DEFINED
from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._cells import code_cell
from farr.tables.loaders._names import first_day_of, refuse_if_newer, without_copies
from farr.tables.source import Source, find_header, read_date

SETS = ("ncci-add-on",)
NAME = re.compile(r"(?<![a-z])aoc[-_ ]?v?20\d\d|add[-_ ]?on[-_ ]?code", re.IGNORECASE)
HEADING = re.compile(r"AOC.Edit.Type", re.IGNORECASE)
WANTED = {
    "type": r"^aoc.?edit.?type",
    "code": r"^add.?on.?code$",
    "code deletion": r"^aoc.?del",
    "primary": r"^primary.?code$",
    "primary deletion": r"^primary.?code.?del",
    "effective": r"^aoc.?edit.?eff",
    "deletion": r"^aoc.?edit.?del",
    "notes": r"special|note",
}
ENDS = ("code deletion", "primary deletion", "deletion")


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name; text also by its headings."""
    name = source.file_name.lower()
    if not name.endswith((".csv", ".xlsx", ".txt")):
        return None
    known = NAME.search(name) or (not name.endswith(".xlsx") and HEADING.search(source.head().decode("cp1252", errors="replace")))
    return Identity("ncci-add-on", first_day_of(source)) if known else None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release; returns the number of rows.

    Raises:
        UnreadableInput: a cell is not as published, or a row takes effect after the release has ended.
    """
    source, *others = without_copies(sources, ("xlsx", "txt", "csv"))
    if others:
        raise others[0].error(f"two files of one release; the other is {source.name}")
    rows = dict.fromkeys(_rows(source, identity.effective_from))
    return write_listing(folder, ("type", "primary", "notes"), rows, source, unique=False)


def _rows(source: Source, release: dt.date | None) -> Iterator[Dated]:
    rows = iter(source.table())
    _, at = find_header(source, WANTED, rows)
    left_out = 0
    for row in rows:
        cells = [*row.cells, *[""] * (max(at.values()) + 1 - len(row.cells))]
        if not any(cells):
            continue
        kind, primary = cells[at["type"]], cells[at["primary"]].upper()
        if kind not in ("1", "2", "3"):
            raise source.error("expected an edit type: 1, 2 or 3", row.line, at["type"] + 1)
        code = code_cell(cells[at["code"]], source, row.line, at["code"] + 1)
        if primary != CONTRACTOR_DEFINED:
            primary = code_cell(primary, source, row.line, at["primary"] + 1)
        start = read_date(cells[at["effective"]], source, row.line, at["effective"] + 1)
        if start and release:
            refuse_if_newer(source, "quarter", release, start, row.line, at["effective"] + 1)
        ends = [day for name in ENDS if (day := read_date(cells[at[name]], source, row.line, at[name] + 1))]
        end = min(ends, default=None)
        if start and end and end <= start:
            left_out += 1
            continue
        yield Dated(code, start, end, (kind, primary, cells[at["notes"]]))
    if left_out:
        source.remark(f"{left_out:,} rows were never in force (deleted on or before their effective date): left out")
