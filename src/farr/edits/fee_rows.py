"""Payment policy indicators of the Medicare Physician Fee Schedule for an encounter's lines."""

from __future__ import annotations

import datetime as dt
import functools

from farr.edits.billing import Billed, billed, professional
from farr.edits.context import Context
from farr.tables import Entry

SET = "mpfs"
PERIODS = {"000": 0, "010": 10, "090": 90}
"""Days after the procedure that belong to it, by global days indicator (CMS Pub. 100-04, chapter 12, section 40.1)."""


@functools.lru_cache(maxsize=8)
def fee_rows(context: Context) -> tuple[tuple[Billed, Entry], ...]:
    """Lines of a professional claim that stand in the fee schedule of their day, with the row of the code alone."""
    if not professional(context):
        return ()
    found = []
    for line in billed(context):
        if line.date is None:
            continue
        table = context.table(SET, line.date)
        if table is None:
            return ()
        row = table.row(line.code)
        if row is not None:
            found.append((line, row))
    return tuple(found)


def assists(line: Billed) -> bool:
    """True where the line is an assistant's or only a part of the surgical package."""
    return line.has("80", "81", "82", "AS", "54", "55", "56", "26", "TC")


@functools.lru_cache(maxsize=8)
def operations(context: Context) -> tuple[tuple[Billed, int, dt.date], ...]:
    """Lines with a global period: the line, the days after it that belong to it, and its day."""
    return tuple(
        (line, PERIODS[row["global_days"]], line.date)
        for line, row in fee_rows(context)
        if row["global_days"] in PERIODS and line.date is not None and not assists(line)
    )


def cited_fees(context: Context, line: Billed) -> str:
    """The row that speaks: release and code."""
    return f"CMS, Medicare Physician Fee Schedule {context.used.get(SET, '')}, {line.code}"
