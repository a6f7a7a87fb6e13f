"""NCCI procedure-to-procedure edits of an encounter's lines: which pairs they hold, and what modifiers make of them.

Source: NCCI Policy Manual for Medicare Services, chapter I, section E (modifiers associated with NCCI edits).
"""

from __future__ import annotations

import datetime as dt
import functools
from itertools import combinations
from typing import Any

from farr.edits.billing import Billed, bill, billed, is_visit, professional, same_provider
from farr.edits.context import Context
from farr.records import PairEdit

ANATOMIC = frozenset((
    "E1", "E2", "E3", "E4", "FA", "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "TA", "T1", "T2", "T3",
    "T4", "T5", "T6", "T7", "T8", "T9", "LT", "RT", "LC", "LD", "LM", "RC", "RI",
))  # fmt: skip
DISTINCT = frozenset(("59", "XE", "XP", "XS", "XU", "58", "78", "79", "91", "27"))
OF_VISITS = frozenset(("24", "25", "57"))
ASSOCIATED = ANATOMIC | DISTINCT | OF_VISITS
OUTPATIENT_BILLS = ("12", "13", "14", "22", "23", "34", "74", "75", "76", "85")


def setting_table(context: Context, name: str) -> str:
    """The set of the setting that bills: ``<name>-practitioner``, ``<name>-hospital``; empty where the edits do not apply."""
    if professional(context):
        return f"{name}-practitioner"
    return f"{name}-hospital" if bill(context)[:2] in OUTPATIENT_BILLS else ""


@functools.lru_cache(maxsize=8)
def bundled(context: Context) -> tuple[tuple[PairEdit, Billed, Billed], ...]:
    """Pairs of lines of one day and provider that an edit in force on the day holds: the edit, the line of column 1 and that of
    column 2."""
    lines = billed(context)
    name = setting_table(context, "ncci-ptp") if len(lines) > 1 else ""
    if not name:
        return ()
    found = []
    for a, b in combinations(lines, 2):
        if a.code == b.code or a.date != b.date or a.date is None or not same_provider(a, b):
            continue
        table = context.table(name, a.date)
        if table is None:
            return ()
        edit = _edit(table, a.code, b.code, a.date)
        if edit is not None:
            found.append((edit, a, b) if edit.column1 == a.code else (edit, b, a))
    return tuple(found)


@functools.lru_cache(maxsize=1 << 17)
def _edit(table: Any, a: str, b: str, date: dt.date) -> PairEdit | None:
    found: PairEdit | None = table.both(a, b, date)
    return found


def associated(line: Billed) -> bool:
    """True where the line carries a modifier that CMS associates with NCCI edits."""
    return not ASSOCIATED.isdisjoint(line.modifiers)


def separated(paid: Billed, denied: Billed) -> bool:
    """True where the modifiers tell the two services apart: one that says so on either line, 24, 25 or 57 on the visit of the
    pair, or anatomic modifiers that are not the same on both."""
    if not DISTINCT.isdisjoint(paid.modifiers) or not DISTINCT.isdisjoint(denied.modifiers):
        return True
    if any(not OF_VISITS.isdisjoint(line.modifiers) and is_visit(line.code) for line in (paid, denied)):
        return True
    sites = ANATOMIC.intersection(paid.modifiers), ANATOMIC.intersection(denied.modifiers)
    return sites[0] != sites[1]


def cited(context: Context, edit: PairEdit) -> str:
    """The row that speaks: table, release, pair, days in force and CMS's rationale."""
    name = setting_table(context, "ncci-ptp")
    span = f"from {edit.effective}" + (f" to {edit.deletion}" if edit.deletion else "")
    return f"CMS, {name} {context.used.get(name, '')}, {edit.column1}/{edit.column2}, in force {span}: {edit.rationale}"
