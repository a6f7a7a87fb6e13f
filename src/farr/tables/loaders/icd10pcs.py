"""ICD-10-PCS: the tables XML and the order or codes file of the same release, in one call or either alone (CMS).

The tables bring what each character means and which values go together; the order file the official titles.  Without it the
titles are worded from the labels of the tables in its style; without the tables the axes are known only by the codes.
Layouts: CMS, ICD-10-PCS Tables and Index (``icd10pcs_tables_YYYY.xml``), ICD-10-PCS Order File (``icd10pcs_order_YYYY.txt``).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from farr.tables import store
from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, head_of, stated_year
from farr.tables.loaders._order_file import is_order_file, read_code_list, read_order_file
from farr.tables.loaders._pcs_tables import ROOT, TableRow, read_tables
from farr.tables.loaders._pcs_titles import title_of
from farr.tables.source import Source

SETS = ("icd-10-pcs",)
FILE = "codes.sqlite"
CODE = re.compile(r"[0-9A-HJ-NP-Z]{7}")
CODES_FILE = re.compile(r"icd-?10-?pcs[-_]?codes", re.IGNORECASE)


def recognise(source: Source) -> Identity | None:
    """The tables by their root element, the order file by its columns and first code, a codes file by its name."""
    head = head_of(source)
    if f"<{ROOT}>" in head[:400]:
        return fiscal_identity(SETS[0], source, stated_year(head))
    if (is_order_file(head) and re.match(r"\d{5} 0", head)) or CODES_FILE.search(source.file_name):
        return fiscal_identity(SETS[0], source)
    return None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the files of one release; returns the number of valid codes."""
    tables, orders, lists = _sorted(sources)
    official: dict[str, str] = {}
    headers: dict[str, str] = {}
    for source in orders:
        for row in read_order_file(source):
            (official if row.valid else headers)[row.code] = row.long
    for source in lists:
        official |= read_code_list(source)
    for source in (*orders, *lists):
        _proved(official, source)
    with store.writing(folder / FILE) as connection:
        create(connection)
        connection.executemany("INSERT INTO header VALUES (?, ?)", headers.items())
        if tables:
            codes = dict(_expanded(connection, tables[0]))
            if official:
                _agree(set(codes), set(official), tables[0])
            titles: Iterable[tuple[str, str]] = ((code, official.get(code) or title) for code, title in codes.items())
        else:
            titles = official.items()
        return write(connection, titles, official=bool(official))


def _sorted(sources: Sequence[Source]) -> tuple[list[Source], list[Source], list[Source]]:
    tables: list[Source] = []
    orders: list[Source] = []
    lists: list[Source] = []
    for source in sources:
        head = head_of(source)
        (tables if f"<{ROOT}>" in head[:400] else orders if is_order_file(head) else lists).append(source)
    for several in (tables, orders, lists):
        if len(several) > 1:
            raise several[1].error(f"two files of the same kind for one release; the other is {several[0].name}")
    return tables, orders, lists


def _proved(codes: dict[str, str], source: Source) -> None:
    wrong = next((code for code in codes if not CODE.fullmatch(code)), None)
    if wrong is not None or not codes:
        raise source.error(
            f"{wrong} is no ICD-10-PCS code (seven characters without I and O)" if wrong else "no valid code in it"
        )


def create(connection: sqlite3.Connection) -> None:
    """The tables of the compiled form."""
    connection.executescript(
        """
        CREATE TABLE code (code TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
        CREATE TABLE header (prefix TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
        CREATE TABLE head (prefix TEXT, position INT, axis TEXT, value TEXT, label TEXT, definition TEXT);
        CREATE TABLE tail (row INT, prefix TEXT, position INT, axis TEXT, value TEXT, label TEXT);
        CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
        """
    )


def write(connection: sqlite3.Connection, titles: Iterable[tuple[str, str]], official: bool) -> int:
    """Codes with their titles into the compiled form; returns how many."""
    count = connection.executemany("INSERT INTO code VALUES (?, ?)", titles).rowcount
    connection.execute("INSERT INTO about VALUES ('titles', ?)", ("official" if official else "built",))
    connection.executescript("CREATE INDEX head_prefix ON head (prefix); CREATE INDEX tail_prefix ON tail (prefix, position);")
    return count


def _expanded(connection: sqlite3.Connection, source: Source) -> Iterator[tuple[str, str]]:
    """Every code of the tables with a title in the style of the order file; the labels go into the compiled form."""
    seen: set[str] = set()
    heads: set[tuple[str, str]] = set()
    for number, row in enumerate(read_tables(source)):
        _labels(connection, number, row, heads)
        for code, labels in row.codes():
            if code in seen:
                raise source.error(f"{code} stands in an earlier row too; the file is not as published", row.line)
            seen.add(code)
            yield code, title_of(code, labels)
    if not seen:
        raise source.error("no table was found in it; is this the right file?")


def _labels(connection: sqlite3.Connection, number: int, row: TableRow, heads: set[tuple[str, str]]) -> None:
    before = ""
    for axis in row.head:
        label = axis.labels[0]
        if (before, label.value) not in heads:
            heads.add((before, label.value))
            connection.execute(
                "INSERT INTO head VALUES (?, ?, ?, ?, ?, ?)",
                (before, axis.position, axis.name, label.value, label.label, axis.definition),
            )
        before += label.value
    connection.executemany(
        "INSERT INTO tail VALUES (?, ?, ?, ?, ?, ?)",
        [(number, before, axis.position, axis.name, label.value, label.label) for axis in row.tail for label in axis.labels],
    )


def _agree(tables: set[str], listed: set[str], source: Source) -> None:
    """The tables and the list hold the same codes, or they are not of one release."""
    only_tables, only_list = tables - listed, listed - tables
    if only_tables or only_list:
        example = min(only_tables or only_list)
        raise source.error(
            f"the tables and the list of codes are not of one release: {len(only_tables)} codes are only in the tables, "
            f"{len(only_list)} only in the list ({example} for one)"
        )
