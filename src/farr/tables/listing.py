"""A table of rows under keys, each row with its own dates: what most published lists come down to.

Compiled form: ``rows.sqlite`` with one table ``row`` (key, effective_from, effective_to, then the set's own columns, all text;
dates ISO, the end inclusive, blank for open).  Keys are upper case without a dot, leading zeros kept.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import operator
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from farr.records import Manifest
from farr.tables import store
from farr.tables.source import Source

FILE = "rows.sqlite"
PART = "part"
"""An empty file beside the rows of a listing that holds only a part of what was published."""
FIXED = ("key", "effective_from", "effective_to")
BATCH = 20_000


class Dated(NamedTuple):
    """A row on its way into a listing: its key, its first and last day (None: open), its cells, and where it was read."""

    key: str
    effective_from: dt.date | None
    effective_to: dt.date | None
    cells: tuple[str, ...]
    line: int = 0


class Entry(NamedTuple):
    """A row of an installed listing."""

    key: str
    effective_from: str
    effective_to: str
    cells: dict[str, str]

    def __getitem__(self, column: object) -> str:  # type: ignore[override]
        """The cell of a column by its name."""
        return self.cells[str(column)]

    def covers(self, day: str) -> bool:
        """True where the row is in force on an ISO date."""
        return self.effective_from <= day and (not self.effective_to or day <= self.effective_to)


def key_of(code: str) -> str:
    """A code as a key: ``e11.9`` to ``E119``."""
    return code.strip().upper().replace(".", "")


def write_listing(
    folder: Path,
    columns: Sequence[str],
    rows: Iterable[Dated],
    source: Source,
    *,
    unique: bool = True,
    file: str = FILE,
    needed: bool = True,
) -> int:
    """Compile rows into a listing.

    Args:
        unique: at most one row of a key is in force on a day.  Where rows of a key overlap, the live one (without an end)
            wins and the other ends the day before it begins; two rows that cannot be told apart so are refused.
        needed: False where a listing without rows is right too.
    Returns: the number of rows kept.
    Raises:
        UnreadableInput: no rows where some are needed, or two rows of a key are in force at once; it names file and line.
    """
    fields = ", ".join(f'"{name}" TEXT' for name in (*FIXED, *columns))
    sql = f"CREATE TABLE row ({fields})"
    marks = ", ".join("?" * (len(FIXED) + len(columns)))
    kept = 0
    with store.writing(folder / file) as connection:
        connection.execute(sql)
        batch: list[tuple[str, ...]] = []
        for row in disjoint(rows, source) if unique else rows:
            batch.append((row.key, _iso(row.effective_from), _iso(row.effective_to), *row.cells))
            if len(batch) >= BATCH:
                connection.executemany(f"INSERT INTO row VALUES ({marks})", batch)  # noqa: S608
                kept, batch = kept + len(batch), []
        connection.executemany(f"INSERT INTO row VALUES ({marks})", batch)  # noqa: S608
        kept += len(batch)
        connection.execute("CREATE INDEX row_key ON row (key)")
    if not kept and needed:
        raise source.error("no row of the table was found in it; is this the right file?")
    return kept


def disjoint(rows: Iterable[Dated], source: Source) -> Iterator[Dated]:
    """Rows of which no two of a key are in force on the same day; see :func:`write_listing`."""
    by_key: dict[str, list[Dated]] = {}
    for row in rows:
        by_key.setdefault(row.key, []).append(row)
    for found in by_key.values():
        yield from _apart(found, source) if len(found) > 1 else found


def _apart(rows: list[Dated], source: Source) -> list[Dated]:
    distinct: dict[tuple[object, ...], Dated] = {}
    for row in rows:
        distinct.setdefault(row[:4], row)
    ordered = sorted(distinct.values(), key=lambda row: (row.effective_from or dt.date.min, row.effective_to is None, row.line))
    kept: list[Dated] = []
    for row in ordered:
        start = row.effective_from or dt.date.min
        winner: Dated | None = row
        while kept and (kept[-1].effective_to or dt.date.max) >= start:
            before = kept[-1]
            if before.effective_to is None and row.effective_to is not None and before.effective_from != row.effective_from:
                winner = None  # an ended row within the span of the live one
                break
            if (before.effective_from or dt.date.min) < start:
                kept[-1] = before._replace(effective_to=start - dt.timedelta(days=1))
                break
            if before.effective_to is None and row.effective_to is None:
                raise source.error(
                    f"two rows of one key are in force at once (the other is in line {before.line}); "
                    "the file contradicts itself, ask its publisher",
                    row.line or None,
                )
            if before.effective_to is None:
                winner = before  # the live row wins over an ended one of the same first day
            kept.pop()
        if winner is not None:
            kept.append(winner)
    return kept


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


class Listing:
    """Read access to an installed listing, as in ``as_of(date).listing("place-of-service").has("11", date)``.

    ``complete`` is False where only a part of the published list is at hand (farr's own short lists of X12 codes): a key that is
    missing then is unknown, not wrong.
    """

    def __init__(self, manifest: Manifest, file: str = FILE) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._database = store.open_read_only(store.folder(manifest) / file)
        names = [row[1] for row in self._database.execute("PRAGMA table_info(row)")]
        self.columns = tuple(names[len(FIXED) :])
        self.complete = not (store.folder(manifest) / PART).exists()

    def rows(self, key: str) -> tuple[Entry, ...]:
        """All rows of a key, whatever their dates."""
        return self._rows(key_of(key))

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - an installed release lives as long as the process
    def _rows(self, key: str) -> tuple[Entry, ...]:
        found = self._database.execute("SELECT * FROM row WHERE key = ? ORDER BY effective_from", (key,))
        return tuple(self._entry(row) for row in found)

    def _entry(self, row: tuple[str, ...]) -> Entry:
        return Entry(row[0], row[1], row[2], dict(zip(self.columns, row[3:], strict=True)))

    def on(self, key: str, date: dt.date) -> tuple[Entry, ...]:
        """The rows of a key in force on a date."""
        day = date.isoformat()
        return tuple(entry for entry in self.rows(key) if entry.covers(day))

    def get(self, key: str, date: dt.date) -> Entry | None:
        """The row of a key in force on a date (the first of several), or None."""
        found = self.on(key, date)
        return found[0] if found else None

    @functools.cached_property
    def spans(self) -> dict[str, tuple[tuple[str, str], ...]]:
        """Every key with the spans of its rows, for validity checks at speed."""
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for key, start, end in self._database.execute("SELECT key, effective_from, effective_to FROM row"):
            found[key] = (*found.get(key, ()), (start, end or "9999-12-31"))
        return found

    def has(self, key: str, date: dt.date) -> bool:
        """True where a row of the key is in force on a date."""
        spans = self.spans.get(key_of(key))
        if spans is None:
            return False
        day = date.isoformat()
        return any(start <= day <= end for start, end in spans)

    def comparable(self, date: dt.date) -> Iterator[tuple[str, dict[str, str]]]:
        """Rows in force on a date by key, for comparison with another release; rows of one key are read together."""
        day = date.isoformat()
        sql = (
            "SELECT * FROM row WHERE (effective_from = '' OR effective_from <= ?) AND (effective_to = '' OR effective_to >= ?)"
            " ORDER BY key, rowid"
        )
        for key, rows in itertools.groupby(self._database.execute(sql, (day, day)), key=operator.itemgetter(0)):
            entries = [self._entry(row).cells for row in rows]
            joined = {name: "\n".join(dict.fromkeys(cells[name] for cells in entries)) for name in self.columns}
            yield key, joined if "title" in joined else {**joined, "title": next((t for t in joined.values() if t), "")}

    def all(self, date: dt.date | None = None) -> Iterator[Entry]:
        """Every row, or those in force on a date, in the order of the publisher's file."""
        day = date.isoformat() if date else None
        for row in self._database.execute("SELECT * FROM row ORDER BY rowid"):
            entry = self._entry(row)
            if day is None or entry.covers(day):
                yield entry
