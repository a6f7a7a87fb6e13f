"""What adjustment reasons, remark codes, statuses and deadlines mean, as data files with their sources."""

from __future__ import annotations

import datetime as dt
import functools
from importlib import resources
from typing import NamedTuple


class Reason(NamedTuple):
    """What farr makes of a claim adjustment reason code.  ``kind``: ``patient``, ``contractual``, ``cob``, ``information``,
    ``pending`` or ``denial``."""

    code: str
    kind: str
    category: str
    owner: str
    remedy: str
    cause: str
    action: str
    send: tuple[str, ...]


class Remark(NamedTuple):
    """What a remittance advice remark code adds to a reason."""

    code: str
    category: str
    owner: str
    remedy: str
    cause: str
    action: str


class Limit(NamedTuple):
    """How long a remedy is open with a kind of payer; ``start`` is ``remittance`` or ``service``."""

    payer_kind: str
    remedy: str
    days: int
    start: str
    basis: str


UNKNOWN = Reason(
    "", "denial", "other", "biller", "review", "a reason code that farr does not know", "look the code up in the payer's list", ()
)


def _rows(name: str) -> list[list[str]]:
    text = resources.files("farr.remittance").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@functools.cache
def reasons() -> dict[str, Reason]:
    """All reasons by code."""
    return {row[0]: Reason(row[0], row[1], row[2], row[3], row[4], row[5], row[6], _list(row[7])) for row in _rows("reasons.tsv")}


def reason(code: str) -> Reason:
    """A reason; an unknown code is a denial of category ``other``."""
    return reasons().get(code.strip().upper()) or UNKNOWN._replace(code=code)


@functools.cache
def remarks() -> dict[str, Remark]:
    return {row[0]: Remark(*row[:6]) for row in _rows("remarks.tsv")}


@functools.cache
def provider_adjustment_reasons() -> dict[str, tuple[str, str]]:
    """PLB reason to its meaning and who acts."""
    return {row[0]: (row[1], row[2]) for row in _rows("provider_adjustments.tsv")}


@functools.cache
def statuses(name: str) -> dict[str, tuple[str, str]]:
    """Status code to meaning and action, of one of the status tables (``payment``, ``category``, ``set``)."""
    return {row[1]: (row[2], row[3]) for row in _rows("statuses.tsv") if row[0] == name}


@functools.cache
def limits() -> tuple[Limit, ...]:
    """The deadlines that farr ships; see the file's head for their sources."""
    return tuple(limits_in(_rows("deadlines.tsv")))


def limits_in(rows: list[list[str]]) -> list[Limit]:
    """Deadlines of a table of the same columns as the shipped one."""
    return [Limit(row[0], row[1], int(row[2]), row[3], row[4]) for row in rows]


def deadline(
    payer_kind: str, remedy: str, remitted: dt.date | None, served: dt.date | None, own: tuple[Limit, ...] = ()
) -> tuple[dt.date | None, str | None]:
    """The last day of a remedy and what it rests on; a site's own limits go before the shipped ones."""
    for limit in (*own, *limits()):
        if limit.payer_kind == payer_kind and limit.remedy == remedy:
            start = remitted if limit.start == "remittance" else served
            return (start + dt.timedelta(days=limit.days) if start else None), limit.basis
    return None, None


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
