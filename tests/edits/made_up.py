"""Small made-up tables of a page's example, installed as the loaders install the publishers' files."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from farr.records import Manifest
from farr.tables import store
from farr.tables.listing import FILE, Dated, write_listing
from farr.tables.loaders import hcpcs, lcd_articles, mpfs, ncci_ptp
from farr.tables.pairs import OPEN
from farr.tables.source import Source

Rows = tuple[tuple[str, ...], ...]
START = dt.date(2020, 1, 1)
INDICATORS = {"0": 0, "1": 1}


def install(name: str, rows: Rows) -> None:
    """Install rows as a release of a set.

    Forms: ``ncci-ptp-*``: column 1, column 2, first day, last day or ``*``, indicator, rationale.
    ``mue-*``: code, value, indicator.  ``ncci-add-on``: code, type, primary.  ``mpfs``: code, then ``column=value``.
    ``lcd-articles``: ``procedure`` code article group,
    ``covered`` or ``noncovered`` article group diagnosis, ``article`` name states.
    Any other: code, first day, last day, cells.
    """
    manifest = Manifest(
        set=name, release="made-up", publisher="made up", title="made up", licence="none", source_file="page", source_sha256="0",
        effective_from=START, effective_to=None, rows=len(rows), loader="page", loaded=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    store.install(manifest, lambda folder: _build(name, rows, folder))


def _build(name: str, rows: Rows, folder: Path) -> int:
    source = Source(Path("page"), "page")
    if name.startswith("ncci-ptp"):
        return _pairs(rows, folder)
    if name.startswith("mue"):
        listed = [Dated(code, None, None, (value, indicator, indicator, "")) for code, value, indicator in rows]
        return write_listing(folder, ("value", "indicator", "adjudication", "rationale"), listed, source)
    if name == "ncci-add-on":
        listed = [Dated(code, START, None, (kind, primary, "")) for code, kind, primary in rows]
        return write_listing(folder, ("type", "primary", "notes"), listed, source, unique=False)
    builders = {"mpfs": _fees, "lcd-articles": _articles, "hcpcs": _hcpcs}
    if name in builders:
        return builders[name](rows, folder, source)
    listed = [Dated(row[0], _day(row, 1), _day(row, 2), row[3:]) for row in rows]
    return write_listing(folder, tuple(f"cell{n}" for n in range(max(len(row) for row in rows) - 3)), listed, source)


def _day(row: tuple[str, ...], place: int) -> dt.date | None:
    return dt.date.fromisoformat(row[place]) if len(row) > place and row[place] not in ("", "*") else None


def _pairs(rows: Rows, folder: Path) -> int:
    rationales = sorted({row[5] for row in rows})
    packed = []
    for one, two, first, last, indicator, rationale in sorted(rows):
        end = OPEN if last == "*" else dt.date.fromisoformat(last).toordinal()
        start = dt.date.fromisoformat(first).toordinal()
        packed.append(((one + two).encode(), start, end, INDICATORS[indicator], rationales.index(rationale)))
    return ncci_ptp._write(iter(packed), folder, rationales)


def _fees(rows: Rows, folder: Path, source: Source) -> int:
    columns = [column.name for column in mpfs.columns()[2:]]
    listed = []
    for code, *cells in rows:
        told = dict(cell.split("=") for cell in cells)
        assert told.keys() <= set(columns), told
        listed.append(Dated(code, None, None, tuple(told.get(column, "") for column in columns)))
    return write_listing(folder, columns, listed, source)


def _articles(rows: Rows, folder: Path, source: Source) -> int:
    by_kind: dict[str, list[Dated]] = {"procedure": [], "article": [], "covered": [], "noncovered": []}
    for kind, *cells in rows:
        if kind == "procedure":
            by_kind[kind].append(Dated(cells[0], START, None, (cells[1], cells[2])))
        elif kind == "article":
            by_kind[kind].append(Dated(cells[0], START, None, ("made up", "made up", cells[1])))
        else:
            by_kind[kind].append(Dated(cells[0], START, None, (cells[1], kind, cells[2])))
    diagnoses = by_kind["covered"] + by_kind["noncovered"]
    write_listing(folder, ("group", "kind", "code"), diagnoses, source, unique=False, file=lcd_articles.DIAGNOSES, needed=False)
    write_listing(
        folder, ("title", "contractors", "states"), by_kind["article"], source, unique=False, file=lcd_articles.ARTICLES
    )
    return write_listing(folder, ("article", "group"), by_kind["procedure"], source, unique=False, file=FILE)


def _hcpcs(rows: Rows, folder: Path, source: Source) -> int:
    columns = [field.name for field in hcpcs.fields()]
    listed = [Dated(row[0], _day(row, 1), _day(row, 2), ("",) * len(columns)) for row in rows]
    modifiers = [row for row in listed if len(row.key) == 2]
    write_listing(folder, columns, modifiers, source, file="modifiers.sqlite", needed=False)
    return write_listing(folder, columns, [row for row in listed if len(row.key) == 5], source, needed=False)
