"""Every code set and table that farr knows, as data: who publishes it, under which licence, how often."""

from __future__ import annotations

import datetime as dt
import functools
from importlib import resources
from typing import NamedTuple

from farr.errors import UsageError


class TableSet(NamedTuple):
    """A code set or table.  ``cadence``: ``fiscal-year``, ``quarter``, ``calendar-year`` or ``as-published``; ``history``:
    ``rows`` where each row carries its own dates, so that a later release answers for earlier dates too."""

    name: str
    title: str
    publisher: str
    licence: str
    cadence: str
    history: str

    @property
    def notice(self) -> str:
        """What a user must know of the licence."""
        return licences()[self.licence]


def read_tsv(name: str) -> list[list[str]]:
    """Rows of a tab-separated data file of this package, comments and blank lines left out."""
    text = resources.files("farr.tables").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@functools.cache
def licences() -> dict[str, str]:
    return {row[0]: row[1] for row in read_tsv("licences.tsv")}


@functools.cache
def table_sets() -> dict[str, TableSet]:
    """All sets by name."""
    return {row[0]: TableSet(*row) for row in read_tsv("sets.tsv")}


def table_set(name: str) -> TableSet:
    """A set by its name.

    Raises:
        UsageError: no such set.
    """
    found = table_sets().get(name)
    if found is None:
        raise UsageError(f"no such table; expected one of {', '.join(table_sets())}", name)
    return found


def fiscal_year(date: dt.date) -> int:
    """The federal fiscal year of a date: October 1 starts the next one."""
    return date.year + (date.month >= 10)


def release_name(cadence: str, start: dt.date) -> str:
    """How a release is called by its first day: ``FY2027``, ``FY2027-04``, ``2026-10``, ``2026``."""
    if cadence == "fiscal-year":
        year = f"FY{fiscal_year(start)}"
        return year if (start.month, start.day) == (10, 1) else f"{year}-{start.month:02}"
    if cadence == "calendar-year" and (start.month, start.day) == (1, 1):
        return str(start.year)
    return f"{start.year}-{start.month:02}"


def last_day(cadence: str, start: dt.date) -> dt.date | None:
    """The last day on which a release that starts on ``start`` is surely the newest; None where nothing is scheduled."""
    if cadence == "fiscal-year":
        return dt.date(fiscal_year(start), 9, 30)
    if cadence == "calendar-year":
        return dt.date(start.year, 12, 31)
    if cadence == "quarter":
        month = 3 * ((start.month - 1) // 3) + 4
        following = dt.date(start.year + (month > 12), (month - 1) % 12 + 1, 1)
        return following - dt.timedelta(days=1)
    return None


def expected_release(cadence: str, date: dt.date) -> str:
    """The release that a publisher has out for a date, by its schedule: what a warning calls missing."""
    if cadence == "fiscal-year":
        return f"FY{fiscal_year(date)}"
    if cadence == "calendar-year":
        return str(date.year)
    return f"{date.year}-{3 * ((date.month - 1) // 3) + 1:02}"
