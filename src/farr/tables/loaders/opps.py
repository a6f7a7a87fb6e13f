"""OPPS Addendum B of a quarter: HCPCS codes with status indicator, APC, relative weight, payment rate and copayments.

CSV, tab-delimited text or spreadsheet.  Amounts carry currency signs and thousands separators, a lone point stands for none, and
the last columns mark what changed (CMS, Hospital Outpatient PPS, Addendum B).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._cells import CODE, amount, code_cell
from farr.tables.loaders._names import first_day_of, without_copies
from farr.tables.source import Source, find_header

SETS = ("opps-addendum-b",)
NAME = re.compile(r"addendum[-_ ]?b(?![a-z])", re.IGNORECASE)
WANTED = {
    "code": r"^hcpcs",
    "title": r"short desc",
    "status": r"^(si|status indicator)$",
    "apc": r"^apc$",
    "weight": r"relative weight",
    "rate": r"payment rate",
    "copayment": r"national unadjusted copayment",
    "minimum_copayment": r"minimum unadjusted copayment",
}
AMOUNTS = ("weight", "rate", "copayment", "minimum_copayment")
CHANGE = re.compile(r"indicates a change|^ci$", re.IGNORECASE)
STATUS = re.compile(r"[A-Z][0-9]?")


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name."""
    name = source.file_name.lower()
    if not name.endswith((".csv", ".xlsx", ".txt")) or not NAME.search(name):
        return None
    return Identity("opps-addendum-b", first_day_of(source))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release; returns the number of codes.

    Raises:
        UnreadableInput: a cell is not as published, or a code stands twice.
    """
    source, *others = without_copies(sources, ("csv", "txt", "xlsx"))
    if others:
        raise others[0].error(f"two files of one release; the other is {source.name}")
    return write_listing(folder, ("title", "status", "apc", *AMOUNTS, "changed"), _rows(source), source)


def _rows(source: Source) -> Iterator[Dated]:
    rows = iter(source.table())
    header, at = find_header(source, WANTED, rows)
    changes = [place for place, cell in enumerate(header.cells) if CHANGE.search(cell)]
    for row in rows:
        cells = [*row.cells, *[""] * (len(header.cells) - len(row.cells))]
        if not any(cells) or (not CODE.fullmatch(cells[at["code"]].upper()) and not cells[at["status"]]):
            continue  # blank rows and foot notes
        code = code_cell(cells[at["code"]], source, row.line, at["code"] + 1)
        status = cells[at["status"]]
        if not STATUS.fullmatch(status):
            raise source.error("expected a status indicator: a capital letter, or one and a digit", row.line, at["status"] + 1)
        amounts = [amount(cells[at[name]], source, row.line, at[name] + 1) for name in AMOUNTS]
        changed = " ".join(cells[place] for place in changes if cells[place])
        yield Dated(code, None, None, (cells[at["title"]], status, cells[at["apc"]], *amounts, changed), row.line)
