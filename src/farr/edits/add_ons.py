"""Add-on codes of an encounter's lines, and which of them stand alone.

Source: Medicare Claims Processing Manual, chapter 12, section 30 D; CMS, add-on code edits, types 1 to 3.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import Any

from farr.edits.billing import Billed, billed, same_provider
from farr.edits.bundling import setting_table
from farr.edits.context import Context
from farr.records import AddOnEdit

SET = "ncci-add-on"


def add_on(context: Context, line: Billed) -> AddOnEdit | None:
    """What the code of a line needs beside it on its day, or None where it is no add-on code or the table is not installed."""
    if line.date is None or not setting_table(context, "ncci-ptp"):
        return None
    table = context.table(SET, line.date)
    return None if table is None else _edit(table, line.code, line.date)


@functools.lru_cache(maxsize=1 << 16)
def _edit(table: Any, code: str, date: dt.date) -> AddOnEdit | None:
    found: AddOnEdit | None = table.edit(code, date)
    return found


@functools.lru_cache(maxsize=8)
def lonely(context: Context) -> tuple[tuple[Billed, AddOnEdit], ...]:
    """Add-on lines without a service that they may add to: one of the listed codes, or, where the contractor decides, any service
    of the provider and day that is no add-on code."""
    found = []
    lines = billed(context)
    for line in lines:
        edit = add_on(context, line)
        if edit is None:
            continue
        day = [other for other in lines if other is not line and other.date == line.date and same_provider(line, other)]
        if any(other.code in edit.primaries for other in day):
            continue
        decided = edit.type == "2" or (edit.type == "1" and edit.contractor_defined)
        if not decided or all(add_on(context, other) is not None for other in day):
            found.append((line, edit))
    return tuple(found)
