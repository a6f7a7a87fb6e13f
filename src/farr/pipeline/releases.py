"""``farr tables diff`` and ``farr tables impact``: what a release changes, and whom that touches."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from farr.errors import UsageError
from farr.pipeline.inputs import as_text, read_bytes
from farr.records import Manifest, TableChange, TableDiff, TableImpact
from farr.tables import installed, table_set
from farr.tables.diff import diff as diff_of
from farr.tables.impact import Used, codes_in, own_uses
from farr.tables.impact import impact as impact_of

SHEETS = (
    ("Added", ("added",)),
    ("Deleted", ("deleted",)),
    ("Revised titles", ("title-revised",)),
    ("Revised", ("revised",)),
    ("Notes", ("note-added", "note-deleted")),
)
HEADINGS = ("code", "title", "change", "field", "before", "after", "successors")


def diff(before: str, after: str, table_set_name: str | None = None) -> TableDiff:
    """What changes from one installed release to another.

    Args:
        before, after: release names (``FY2026-04``), or ``set:release``.
        table_set_name: the set, where the names alone do not tell it.
    Raises:
        UsageError: a release is not installed, the names fit several sets, or they are of different sets.
    """
    first, second = _pair(before, after, table_set_name)
    return diff_of(first, second)


def impact(
    release: str, files: Sequence[str] = (), against: str | None = None, table_set_name: str | None = None
) -> list[TableImpact]:
    """Which encounters, problem lists, favourites, edits and terms use what a release changes.

    Args:
        release: the later release.
        files: coded encounters or lists (JSON Lines: objects with ``diagnoses``, ``procedures``, ``lines`` or ``codes``; other
            text: every code in it counts); ``-`` for standard input.
        against: the earlier release (default: the one installed before it).
    Raises:
        UsageError: a release is not installed, or nothing is installed before it.
        UnreadableInput: a file cannot be read.
    """
    after = _one(release, table_set_name)
    if against is None:
        earlier = [m for m in installed(after.set) if m.effective_from < after.effective_from]
        if not earlier:
            raise UsageError(f"no earlier release of {after.set} is installed; name one with --against", release)
        before = earlier[-1]
    else:
        before = _one(against, after.set)
    uses = [use for file in files for use in uses_in(file)]
    return list(impact_of(diff_of(before, after), after.effective_from, [*uses, *own_uses()]))


def uses_in(source: str) -> Iterator[Used]:
    """The codes of a file, line by line."""
    name = "stdin" if source == "-" else Path(source).name
    for number, line in enumerate(as_text(read_bytes(source), source).splitlines(), 1):
        if line.strip():
            yield _use(line, f"{name}:{number}")


def _use(line: str, where: str) -> Used:
    try:
        row = msgspec.json.decode(line)
    except msgspec.DecodeError:
        return Used("list", where, codes_in(line))
    if not isinstance(row, dict):
        return Used("list", where, codes_in(line))
    entries = [entry for field in ("diagnoses", "procedures", "lines", "codes") for entry in row.get(field) or ()]
    codes = [entry.get("code") if isinstance(entry, dict) else entry for entry in entries]
    identity = row.get("id")
    return Used(
        "encounter" if "diagnoses" in row else "list",
        where,
        [code for code in codes if isinstance(code, str)],
        identity if isinstance(identity, str) else None,
        _date(row),
    )


def _date(row: dict[str, Any]) -> dt.date | None:
    """The date that chooses the code set: discharge for inpatients, else the first day of service; None for a list."""
    inpatient = str(row.get("setting", "")).startswith("inpatient")
    for field in ("through", "from", "date") if inpatient else ("from", "date", "through"):
        if isinstance(row.get(field), str):
            try:
                return dt.date.fromisoformat(row[field])
            except ValueError:
                continue
    return None


def _pair(before: str, after: str, name: str | None) -> tuple[Manifest, Manifest]:
    sets = {m.set for m in _named(before, name)} & {m.set for m in _named(after, name)}
    if not sets:
        raise UsageError(f"{before} and {after} are of different sets; name two releases of one set", "releases")
    if len(sets) > 1:
        raise UsageError(f"{before} and {after} are releases of {', '.join(sorted(sets))}; say which with --set", "--set")
    (chosen,) = sets
    return _one(before, chosen), _one(after, chosen)


def _named(name: str, table_set_name: str | None) -> list[Manifest]:
    """Installed releases of that name.

    Raises:
        UsageError: there is none.
    """
    prefix, _, release = name.rpartition(":")
    wanted = prefix or table_set_name
    found = [m for m in installed(table_set(wanted).name if wanted else None) if m.release == release]
    if not found:
        there = ", ".join(f"{m.set}:{m.release}" for m in installed(wanted))
        raise UsageError(f"release {release} is not installed; installed: {there or 'none'}", name)
    return found


def _one(name: str, table_set_name: str | None) -> Manifest:
    found = _named(name, table_set_name)
    if len(found) > 1:
        raise UsageError(f"{name} is a release of {', '.join(m.set for m in found)}; say which with --set", "--set")
    return found[0]


def write_excel(changes: TableDiff, path: Path) -> None:
    """The changes as a workbook, a sheet for each kind, codes as text."""
    from xlsxwriter import Workbook

    with Workbook(path, {"strings_to_numbers": False, "constant_memory": True}) as book:
        bold = book.add_format({"bold": True})
        text = book.add_format({"num_format": "@", "valign": "top"})
        wrapped = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        for title, kinds in SHEETS:
            sheet = book.add_worksheet(title)
            sheet.freeze_panes(1, 1)
            sheet.set_column(0, 0, 12, text)
            sheet.set_column(1, len(HEADINGS) - 1, 36, wrapped)
            sheet.write_row(0, 0, HEADINGS, bold)
            rows = [change for change in changes.changes if change.kind in kinds]
            for place, change in enumerate(rows, 1):
                for column, cell in enumerate(_cells(change)):
                    sheet.write_string(place, column, cell)
            sheet.autofilter(0, 0, max(len(rows), 1), len(HEADINGS) - 1)


def _cells(change: TableChange) -> Iterable[str]:
    return (change.key, change.title, change.kind, change.field, change.before, change.after, ", ".join(change.successors))
