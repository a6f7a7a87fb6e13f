"""HCPCS Level II and CPT in ``farr.lookup``: a procedure code as its publisher's file describes it on a date."""

from __future__ import annotations

import datetime as dt
import re

from farr.errors import UnknownCode
from farr.records import CodeEntry, System
from farr.tables import Entry, Listing, Tables, table_set

SHAPES: dict[System, re.Pattern[str]] = {"cpt": re.compile(r"\d{4}[0-9FTUM]"), "hcpcs": re.compile(r"[A-V]\d{4}")}
TOLD_ELSEWHERE = ("title",)


def system_of(code: str) -> System | None:
    """The procedure code set whose codes look like this one; None where neither's do.

    A HCPCS Level II code looks like an ICD-10-CM code without its dot, so that the caller asks ICD-10-CM first.
    """
    return next((system for system, shape in SHAPES.items() if shape.fullmatch(code.strip().upper())), None)


def procedure_entry(code: str, date: dt.date, system: System) -> CodeEntry:
    """What the installed release says of a HCPCS Level II or CPT code on a date.

    Raises:
        UnknownCode: no such code, or not in force on the date; it says since when or until when it is.
        TableMissing: no release of the code set covers the date.
    """
    tables = Tables(date)
    release = tables.listing(system)
    row = release.get(code, date)
    if row is None:
        raise UnknownCode(f"{code.strip()[:12]!r} is not a code of {system} {release.release}{_other_dates(release, code, date)}")
    first = dt.date.fromisoformat(row.effective_from) if row.effective_from else release.manifest.effective_from
    last = dt.date.fromisoformat(row.effective_to) if row.effective_to else None
    return CodeEntry(
        system=system,
        code=row.key,
        title=row.cells["title"],
        billable=True,
        chapter="",
        path=(),
        children=(),
        notes=(),
        seventh_characters={},
        tables=tables.releases,
        effective_from=first,
        effective_to=last,
        warnings=tables.warnings,
        details={name: text for name, text in row.cells.items() if text and name not in TOLD_ELSEWHERE},
        notice=table_set(system).notice if table_set(system).licence != "public" else "",
    )


def _other_dates(release: Listing, code: str, date: dt.date) -> str:
    rows: tuple[Entry, ...] = release.rows(code)
    day = date.isoformat()
    ended = [row.effective_to for row in rows if row.effective_to and row.effective_to < day]
    later = [row.effective_from for row in rows if row.effective_from > day]
    if ended:
        return f" on {date}: it ended on {max(ended)}"
    return f" on {date}: it is in force from {min(later)}" if later else ""
