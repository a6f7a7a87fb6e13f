"""HCPCS Level II: the fixed-width contractor file and the alpha-numeric file (spreadsheet or CSV) of a quarter.

Records: 3 first line of a code, 4 its continuation, 7 first line of a modifier, 8 its continuation; the description goes on over
the continuations (columns: ``hcpcs.tsv``).  A modifier stands behind blanks in the column of the code.  A code is valid from the
day it was added to its termination date, inclusive; the date of the last action does not count, it may lie behind the
termination.  The dental codes (D) are not in the public file.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from farr.tables.listing import FILE, Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._names import first_day_of, refuse_if_newer, without_copies
from farr.tables.procedures import MODIFIERS
from farr.tables.sets import read_tsv
from farr.tables.source import SPREADSHEETS, Source, find_header, read_date

SETS = ("hcpcs",)
NAME = re.compile(r"hcpc(?:s)?[-_ ]?20\d\d.*anweb", re.IGNORECASE)
ASIDE = re.compile(r"layout|trans|noc|note|correction|change|delete|readme", re.IGNORECASE)
FIXED = re.compile(r"(?:[A-Z]\d{4}|   [0-9A-Z]{2})\d{5}[37]\S")
TABLE = re.compile(r"^HCPC,SEQNUM,RECID,", re.MULTILINE)
KEY = re.compile(r"[A-Z]\d{4}|[0-9A-Z]{2}")
DATES = ("added", "action_date", "terminated")


class Field(NamedTuple):
    """A field of a record; see ``hcpcs.tsv``."""

    name: str
    first: int
    width: int
    times: int
    heading: str

    @property
    def headings(self) -> tuple[str, ...]:
        return (self.heading,) if self.times == 1 else tuple(f"{self.heading}{n + 1}" for n in range(self.times))


class Record(NamedTuple):
    """A line of the file: its number, code or modifier, kind (3, 4, 7, 8) and fields."""

    line: int
    key: str
    kind: str
    values: dict[str, str]


@functools.cache
def fields() -> tuple[Field, ...]:
    return tuple(Field(name, int(a), int(b), int(c), heading) for name, a, b, c, heading in read_tsv("loaders/hcpcs.tsv"))


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name, or by the first record or the headings."""
    name = source.file_name.lower()
    if ASIDE.search(name) or not name.endswith((".txt", ".csv", ".xlsx")):
        return None
    if NAME.search(name) or (name.endswith((".txt", ".csv")) and _is_content(source)):
        return Identity("hcpcs", first_day_of(source, month_needed=False))
    return None


def _is_content(source: Source) -> bool:
    head = source.head().decode("cp1252", errors="replace")
    return TABLE.search(head) is not None or any(FIXED.match(line) and len(line) > 276 for line in head.splitlines())


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release; returns the number of codes and modifiers.

    Raises:
        UnreadableInput: a line that does not have the columns, a heading that is missing, a date that is none.
    """
    source, *others = without_copies(sources, ("txt", "csv", "xlsx"))
    if others and {other.file_name.rsplit(".", 1)[-1].lower() for other in others} & {"txt"}:
        raise others[0].error(f"two files of one release; the other is {source.name}")
    codes: list[Dated] = []
    modifiers: list[Dated] = []
    for record in _whole(_records(source)):
        row = _dated(record, source, identity)
        if row is not None:
            (codes if record.kind == "3" else modifiers).append(row)
    columns = [field.name for field in fields()]
    kept = write_listing(folder, columns, modifiers, source, file=MODIFIERS, needed=not codes)
    return kept + write_listing(folder, columns, codes, source, file=FILE, needed=not modifiers)


def _records(source: Source) -> Iterator[Record]:
    is_table = source.file_name.lower().endswith((*SPREADSHEETS, ".csv"))
    return _from_table(source) if is_table or TABLE.search(source.head()[:4000].decode("cp1252")) else _from_lines(source)


def _from_lines(source: Source) -> Iterator[Record]:
    begun = False
    for line, text in source.lines():
        plain = text.rstrip("\x1a \t")
        if not begun and not FIXED.match(plain):
            continue
        begun = True
        if not plain:
            continue
        key, kind = plain[:5].strip(), plain[10:11]
        if not KEY.fullmatch(key) or (len(key) == 2) != (kind in "78"):
            raise source.error("expected a code in columns 1-5, or a modifier in columns 4-5", line, 1)
        if not plain[5:10].isdigit():
            raise source.error("expected a sequence number in columns 6-10", line, 6)
        if kind not in "3478":
            raise source.error("expected a record identification 3, 4, 7 or 8", line, 11)
        if kind in "37" and len(plain) < 276:
            raise source.error("the line ends within the record", line, len(plain) + 1)
        values = {field.name: _cut(plain, field) for field in fields()}
        yield Record(line, key, kind, values)


def _cut(text: str, field: Field) -> str:
    pieces = (text[field.first - 1 + n * field.width :][: field.width].strip() for n in range(field.times))
    return " ".join(piece for piece in pieces if piece)


def _from_table(source: Source) -> Iterator[Record]:
    wanted = {"key": r"^HCPCS?$", "kind": r"^RECID$"}
    wanted |= {heading: f"^{re.escape(heading)}$" for field in fields() for heading in field.headings}
    rows = iter(source.table())
    _, at = find_header(source, wanted, rows)
    for row in rows:
        cells = [*row.cells, *[""] * (max(at.values()) + 1 - len(row.cells))]
        key, kind = cells[at["key"]], cells[at["kind"]]
        if not any(cells):
            continue
        if not KEY.fullmatch(key):
            raise source.error("expected a code or a modifier", row.line, at["key"] + 1)
        if kind not in ("3", "4", "7", "8") or (len(key) == 2) != (kind in "78"):
            raise source.error("expected a record identification: 3, 4 of a code, 7, 8 of a modifier", row.line, at["kind"] + 1)
        values = {
            field.name: " ".join(cells[at[heading]] for heading in field.headings if cells[at[heading]]) for field in fields()
        }
        yield Record(row.line, key, kind, values)


def _whole(records: Iterator[Record]) -> Iterator[Record]:
    """First lines with the description of their continuations."""
    last: Record | None = None
    for record in records:
        if record.kind in "48" and last is not None and last.key == record.key:
            text = f"{last.values['title']} {record.values['title']}"
            last = last._replace(values={**last.values, "title": text})
            continue
        if last is not None:
            yield last
        last = record
    if last is not None:
        yield last


def _dated(record: Record, source: Source, identity: Identity) -> Dated | None:
    columns = {field.name: field.first for field in fields()}
    added, action, end = (read_date(record.values[name], source, record.line, columns[name]) for name in DATES)
    if added and identity.effective_from:
        refuse_if_newer(source, "quarter", identity.effective_from, added, record.line, columns["added"])
    start = added or (action if action and (end is None or action <= end) else None)
    if start and end and end < start:
        source.remark("terminated before it was added: left out", record.line, columns["terminated"])
        return None
    dates = {name: day.isoformat() if day else "" for name, day in zip(DATES, (added, action, end), strict=True)}
    return Dated(record.key, start, end, tuple({**record.values, **dates}.values()), record.line)
