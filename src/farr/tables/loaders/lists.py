"""Published lists that are one table with a header row: their layouts are data (``layouts.tsv``), read here.

A row whose key does not match the layout's key pattern is passed over where it holds nothing but a remark (one filled cell),
and refused otherwise: a list is never half loaded.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from farr.tables.listing import Dated, key_of, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._release_dates import DATE_RULES
from farr.tables.sets import read_tsv
from farr.tables.source import SPREADSHEETS, Row, Source, find_header, read_date

HEAD = 6000
TEXTS = (".csv", ".txt", ".tsv", ".gz", *SPREADSHEETS)


class Column(NamedTuple):
    """A column of a layout: its role, the name of its cell, the pattern of its heading."""

    role: str
    name: str
    heading: str
    required: bool


class Layout(NamedTuple):
    """How a publisher lays out one list."""

    set: str
    file_name: str
    head: str
    dates: str
    key: str
    unique: bool
    columns: tuple[Column, ...]

    def cells(self) -> list[Column]:
        return [column for column in self.columns if column.role == "cell"]


@functools.cache
def layouts() -> dict[str, Layout]:
    """All layouts by set, in the order of the data file."""
    found: dict[str, Layout] = {}
    for kind, name, *rest in read_tsv("loaders/layouts.tsv"):
        if kind == "layout":
            file_name, head, dates, key, unique = rest
            found[name] = Layout(name, file_name, head, dates, key, unique == "yes", ())
        else:
            role, cell, heading = rest
            column = Column(role.rstrip("?"), cell, heading, not role.endswith("?"))
            found[name] = found[name]._replace(columns=(*found[name].columns, column))
    return found


SETS = tuple(layouts())


def recognise(source: Source) -> Identity | None:
    """By the head where it shows the layout, else by the file's name."""
    if not source.file_name.lower().endswith(TEXTS):
        return None
    head = _head(source)
    name = source.file_name
    for layout in layouts().values():
        if (layout.head and re.search(layout.head, head, re.IGNORECASE)) or re.search(layout.file_name, name, re.IGNORECASE):
            return Identity(layout.set, *DATE_RULES[layout.dates](source, head))
    return None


def _head(source: Source) -> str:
    """The first lines as plain text; those of a spreadsheet only where its name says that it is one of these lists."""
    if source.file_name.lower().endswith(SPREADSHEETS):
        if not any(re.search(layout.file_name, source.file_name, re.IGNORECASE) for layout in layouts().values()):
            return ""
        return "\n".join(" ".join(row.cells) for row in islice(source.table(), 8))
    text = source.head()[:HEAD].decode("utf-8", errors="replace").removeprefix("\ufeff")
    return re.sub(r"[ \u00a0\ufffd\r\n]+", " ", text).replace("'", "")


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the one file of a list."""
    layout = layouts()[identity.set]
    best = max(sources, key=lambda source: source.file_name.lower().endswith(SPREADSHEETS))  # of txt and xlsx in one archive
    source = next((other for other in sources if other.file_name.lower().endswith((".csv", ".txt"))), best)
    return write_listing(folder, [cell.name for cell in layout.cells()], _rows(source, layout), source, unique=layout.unique)


def _rows(source: Source, layout: Layout) -> Iterator[Dated]:
    rows = (Row(row.line, [cell.strip().strip("'").strip() for cell in row.cells]) for row in source.table())
    places = _places(source, layout, rows)
    key_at = next(places[column.name] for column in layout.columns if column.role == "key")
    for row in rows:
        key = key_of(_cell(row, key_at))
        if re.fullmatch(layout.key, key):
            yield _dated(source, layout, places, row, key)
        elif sum(bool(cell) for cell in row.cells) > 1 and not _is_unassigned(row):
            raise source.error(f"expected a code like {layout.key} and found {key[:12]!r}", row.line, key_at + 1)


def _is_unassigned(row: Row) -> bool:
    """A span of codes that stand for nothing (``35-40, Unassigned``)."""
    return any(cell.lower().startswith("unassigned") for cell in row.cells)


def _places(source: Source, layout: Layout, rows: Iterator[Row]) -> dict[str, int]:
    wanted = {column.name: column.heading for column in layout.columns if column.required}
    header, places = find_header(source, wanted, rows)
    for column in layout.columns:
        if not column.required:
            free = [i for i, cell in enumerate(header.cells) if i not in places.values()]
            place = next((i for i in free if re.search(column.heading, header.cells[i], re.IGNORECASE)), None)
            if place is not None:
                places[column.name] = place
    return places


def _cell(row: Row, place: int | None) -> str:
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def _dated(source: Source, layout: Layout, places: dict[str, int], row: Row, key: str) -> Dated:
    start: dt.date | None = None
    end: dt.date | None = None
    for column in layout.columns:
        if column.role in ("from", "to", "stop") and column.name in places:
            day = read_date(_cell(row, places[column.name]), source, row.line, places[column.name] + 1)
            if column.role == "from":
                start = day
            else:
                end = day - dt.timedelta(days=1) if day and column.role == "stop" else day
    return Dated(key, start, end, tuple(_cell(row, places.get(column.name)) for column in layout.cells()), row.line)
