"""Medicare Physician Fee Schedule: the Relative Value File (``PPRRVU``) of a quarter, CSV or spreadsheet.

Caption rows, headings over up to five rows with repeated names, then 32 columns that are told by their place (``mpfs.tsv``).
From 2026 on the file comes twice, for practitioners who are qualifying participants (``QPP``) and for the others (``nonQPP``);
both belong into one call, they differ in the conversion factor alone.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from farr.tables.fees import fee_key
from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._cells import amount, code_cell
from farr.tables.loaders._names import MONTH, MONTHS, first_day_of, without_copies
from farr.tables.sets import read_tsv
from farr.tables.source import Row, Source

SETS = ("mpfs",)
NAME = re.compile(r"pprrvu", re.IGNORECASE)
TITLE = re.compile(r"(20\d\d) National Physician Fee Schedule Relative Value File (\w+)", re.IGNORECASE)
MODIFIER = re.compile(r"[0-9A-Z]{2}")
HEADING_ROWS = 5
FACTOR, QUALIFYING = "conversion_factor", "conversion_factor_qualifying"


class Column(NamedTuple):
    """A column of the file; see ``mpfs.tsv``."""

    name: str
    kind: str
    needed: str
    heading: str


@functools.cache
def columns() -> tuple[Column, ...]:
    return tuple(Column(*row) for row in read_tsv("loaders/mpfs.tsv"))


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name.  The fixed-width copy in the same archive is passed over."""
    if not NAME.search(source.file_name) or not source.file_name.lower().endswith((".csv", ".xlsx")):
        return None
    return Identity("mpfs", first_day_of(source))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release; returns the number of rows (code, or code and modifier).

    Raises:
        UnreadableInput: a heading is not the one expected at its place, a cell is not as published, a row stands twice, or the
            title is of another year or month than the release.
    """
    files = without_copies(sources, ("csv", "xlsx"))
    main = next((file for file in files if not _is_qualifying(file)), files[0])
    others = [file for file in files if file is not main]
    if len(others) > 1 or (others and not _is_qualifying(others[0])):
        raise others[0].error(f"two files of the same kind for one release; the other is {main.name}")
    factors = {row.key: row.cells[FACTOR] for row in _rows(others[0], identity)} if others else {}
    names = [column.name for column in columns()[2:]]
    rows = (_dated(row, names, factors, main) for row in _rows(main, identity))
    return write_listing(folder, [*names, QUALIFYING], rows, main)


def _is_qualifying(source: Source) -> bool:
    name = source.file_name.lower()
    return "qpp" in name and "nonqpp" not in name


class _Fee(NamedTuple):
    key: str
    cells: dict[str, str]
    line: int


def _dated(row: _Fee, names: list[str], factors: dict[str, str], source: Source) -> Dated:
    cells = dict(row.cells)
    if factors and row.key not in factors:
        raise source.error("this row is not in the file for qualifying participants; the two are not of one release", row.line, 1)
    cells[QUALIFYING] = factors.get(row.key, "")
    if _is_qualifying(source):
        cells[FACTOR], cells[QUALIFYING] = "", cells[FACTOR]
    return Dated(row.key, None, None, tuple(cells.get(name, "") for name in (*names, QUALIFYING)), row.line)


def _rows(source: Source, identity: Identity) -> Iterator[_Fee]:
    rows = iter(source.table())
    head: list[Row] = []
    for row in itertools.islice(rows, 40):
        head.append(row)
        if [cell.upper() for cell in row.cells[:2]] == ["HCPCS", "MOD"]:
            break
    else:
        raise source.error("no row with the headings HCPCS and MOD was found in the first 40", 1)
    _refuse_other_release(source, head, identity.effective_from)
    places = _places(source, head)
    for row in rows:
        cells = [*row.cells, *[""] * (max(places.values()) + 1 - len(row.cells))]
        if not cells[0]:
            continue
        code = code_cell(cells[0], source, row.line, 1)
        modifier = cells[1].upper()
        if modifier and not MODIFIER.fullmatch(modifier):
            raise source.error("expected a modifier of two characters, or nothing", row.line, 2)
        read = {
            column.name: amount(cells[at], source, row.line, at + 1) if column.kind == "number" else cells[at]
            for column in columns()
            if (at := places.get(column.name)) is not None
        }
        yield _Fee(fee_key(code, modifier), read, row.line)


def _refuse_other_release(source: Source, head: list[Row], start: dt.date | None) -> None:
    for row in head:
        title = TITLE.search(" ".join(row.cells))
        month = MONTH.fullmatch(title[2]) if title else None
        if title and start and (int(title[1]) != start.year or (month and MONTHS.index(month[1].lower()) + 1 != start.month)):
            raise source.error(f"the title is of {title[2]} {title[1]}, the name or --from says {start}; one is wrong", row.line)


def _places(source: Source, head: list[Row]) -> dict[str, int]:
    """The place of each column, proved by what stands above it."""
    header = head[-1]
    above = head[-1 - HEADING_ROWS :]
    places: dict[str, int] = {}
    at = 0
    for column in columns():
        heading = " ".join(row.cells[at] for row in above if at < len(row.cells) and row.cells[at])
        if re.search(column.heading, " ".join(heading.split()), re.IGNORECASE):
            places[column.name] = at
            at += 1
        elif column.needed == "yes":
            raise source.error(
                f"expected the heading of {column.name.replace('_', ' ')} here and found {heading[-60:]!r}; "
                "the publisher may have changed the order of the columns",
                header.line,
                at + 1,
            )
    return places
