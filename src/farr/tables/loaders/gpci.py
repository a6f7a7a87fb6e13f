"""Geographic practice cost indices (Addendum E of the fee schedule's final rule): CSV, tab-delimited text or spreadsheet.

A title and a blank row, headings, one row per contractor and locality, then foot notes; stars behind names point to these.
Where the file gives the work index with and without its floor, the one with the floor is paid (42 CFR 414.26).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._cells import amount
from farr.tables.loaders._names import first_day_of, without_copies, year_in
from farr.tables.source import Row, Source, find_header

SETS = ("gpci",)
NAME = re.compile(r"gpci", re.IGNORECASE)
STATED = re.compile(r"\bC\.?Y\.?\s*(20\d\d)", re.IGNORECASE)
WANTED = {
    "contractor": r"contractor|^mac",
    "state": r"^state",
    "locality": r"locality number|^locality$|^loc",
    "name": r"locality name",
    "work": r"(pw|work).*gpci.*\(with 1|^(?!.*without).*(pw|work).*gpci",
    "practice_expense": r"pe gpci",
    "malpractice": r"mp gpci",
}


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name."""
    if not NAME.search(source.file_name) or not source.file_name.lower().endswith((".csv", ".xlsx", ".txt")):
        return None
    return Identity("gpci", first_day_of(source, month_needed=False))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release; returns the number of localities.

    Raises:
        UnreadableInput: a cell is not as published, a locality stands twice, or the title is of another year than the name.
    """
    source, *others = without_copies(sources, ("csv", "txt", "xlsx"))
    if others:
        raise others[0].error(f"two files of one release; the other is {source.name}")
    columns = ("state", "title", "work", "practice_expense", "malpractice")
    return write_listing(folder, columns, _rows(source), source)


def _rows(source: Source) -> Iterator[Dated]:
    rows = iter(source.table())
    before: list[Row] = []

    def kept() -> Iterator[Row]:
        for row in rows:
            before.append(row)
            yield row

    _, at = find_header(source, WANTED, kept())
    for row in before:
        stated, named = STATED.search(" ".join(row.cells)), year_in(source.name)
        if stated and named and int(stated[1]) != named:
            raise source.error(
                f"the name says {named} and the title {stated[1]}; rename the file to the year that is right", row.line
            )
    for row in rows:
        cells = [*row.cells, *[""] * (max(at.values()) + 1 - len(row.cells))]
        if not cells[at["locality"]]:
            continue  # foot notes and blank rows
        contractor, locality = cells[at["contractor"]].zfill(5), cells[at["locality"]].zfill(2)
        if not re.fullmatch(r"\d{5}", contractor):
            raise source.error("expected the contractor's number of five digits", row.line, at["contractor"] + 1)
        if not re.fullmatch(r"\d{2}", locality):
            raise source.error("expected a locality of two digits", row.line, at["locality"] + 1)
        indices = [
            amount(cells[at[name]], source, row.line, at[name] + 1) for name in ("work", "practice_expense", "malpractice")
        ]
        name = cells[at["name"]].rstrip("* ")
        yield Dated(f"{contractor}-{locality}", None, None, (cells[at["state"]], name, *indices), row.line)
