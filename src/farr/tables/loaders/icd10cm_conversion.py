"""ICD-10-CM Conversion Table of new codes (NCHS): code, when it came into use, and how it was coded before.

Columns "Current code assignment", "Effective", "Previous Code(s) Assignment", behind a caption; as spreadsheet, comma-separated,
or text with columns set apart by tabs or several blanks.  "Effective" is a year (October 1 of it is meant) or a day.  Previous
codes are lists and ranges: ``E66.01, E66.8``, ``H02.101-H02.106; H02.109``, ``None``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.errors import UnreadableInput
from farr.tables import store
from farr.tables.listing import key_of
from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity
from farr.tables.source import Row, Source, find_header, read_date

SETS = ("icd-10-cm-conversion",)
COLUMNS = {"code": r"^current\s+code", "effective": r"^effective", "previous": r"^previous\s+code"}
NAME = re.compile(r"icd-?10-?cm[-_ ]conversion|conversion[-_ ]table", re.IGNORECASE)
CODE = re.compile(r"[A-Z][0-9][0-9A-Z](?:\.?[0-9A-Z]{1,4})?")
FISCAL_YEAR = re.compile(r"FY[ -]?(20\d\d)", re.IGNORECASE)
SERIAL = re.compile(r"[34]\d{4}")
EPOCH = dt.date(1899, 12, 30)


def recognise(source: Source) -> Identity | None:
    """By its name; ``pcs`` in it is the table of the other set."""
    if not NAME.search(source.file_name) or "pcs" in source.file_name.lower():
        return None
    named = FISCAL_YEAR.search(source.file_name)
    if named is None:
        return fiscal_identity(SETS[0], source)
    year = int(named[1])
    return Identity(SETS[0], dt.date(year - 1, 10, 1), dt.date(year, 9, 30), named[1])


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the table, of the same table in several formats the first; returns the number of changes."""
    count = 0
    with store.writing(folder / "changes.sqlite") as connection:
        connection.execute("CREATE TABLE change (key TEXT, code TEXT, effective TEXT, previous TEXT, first TEXT, last TEXT)")
        for change in _changes(sources[0]):
            count += 1
            connection.execute("INSERT INTO change VALUES (?, ?, ?, ?, ?, ?)", change)
        connection.executescript("CREATE INDEX change_key ON change (key); CREATE INDEX change_first ON change (first);")
    if not count:
        raise sources[0].error("no code was found in it; is this the right file?")
    return count


def _changes(source: Source) -> Iterator[tuple[str, str, str, str, str, str]]:
    rows = _rows(source)
    _, places = find_header(source, COLUMNS, rows)
    for row in rows:
        if not any(row.cells):
            continue
        cells = {name: row.cells[place] if place < len(row.cells) else "" for name, place in places.items()}
        code = cells["code"]
        if not CODE.fullmatch(code):
            if not cells["effective"] and not cells["previous"]:
                continue  # a note below the table
            raise source.error("expected a code", row.line, "Current code assignment")
        if not cells["previous"]:
            raise source.error(
                "expected the previous codes or None; the line may be cut off", row.line, "Previous Code(s) Assignment"
            )
        effective = _effective(cells["effective"], source, row.line)
        for previous, first, last in _previous(cells["previous"]):
            yield key_of(code), code, effective, previous, first, last


def _rows(source: Source) -> Iterator[Row]:
    if source.file_name.lower().endswith(".txt") and b"\t" not in source.head():
        return (Row(number, re.split(r"\s{2,}", text.strip())) for number, text in source.lines())
    return source.table()


def _effective(text: str, source: Source, line: int) -> str:
    if re.fullmatch(r"20\d\d", text):
        return f"{text}-10-01"
    if SERIAL.fullmatch(text):
        return (EPOCH + dt.timedelta(days=int(text))).isoformat()
    try:
        found = read_date(text, source, line, "Effective")
    except UnreadableInput:
        raise source.error("expected a year or a date", line, "Effective") from None
    return found.isoformat() if found else ""


def _previous(text: str) -> list[tuple[str, str, str]]:
    """Each code or range as written, with its first and last key; nothing but words (``None``) gives one empty entry."""
    found = []
    for part in re.split(r"[;,]|\band\b|\bor\b", text.replace("–", "-")):
        ends = [end.strip() for end in part.split("-")]
        if all(CODE.fullmatch(end) for end in ends) and len(ends) <= 2:
            found.append(("-".join(ends), key_of(ends[0]), key_of(ends[-1])))
    return found or [("", "", "")]
