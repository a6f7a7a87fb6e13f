"""Medically unlikely edits and add-on code edits as installed: units of a code, and what an add-on code needs beside it."""

from __future__ import annotations

import datetime as dt

from farr.records import AddOnEdit, UnitLimit
from farr.tables.listing import Listing

CONTRACTOR_DEFINED = "CCCCC"
"""What CMS writes for the primary code where the contractor defines the primary codes."""


class UnitLimits(Listing):
    """The medically unlikely edits of one setting."""

    def limit(self, code: str) -> UnitLimit | None:
        """The limit of a code in this release, or None where none is published."""
        found = self.rows(code)
        if not found:
            return None
        row = found[0].cells
        return UnitLimit(code=found[0].key, value=int(row["value"]), indicator=row["indicator"], rationale=row["rationale"])


class AddOns(Listing):
    """The add-on code edits."""

    def edit(self, code: str, date: dt.date) -> AddOnEdit | None:
        """What an add-on code needs on a date, or None where the code is no add-on code on it."""
        rows = self.on(code, date)
        if not rows:
            return None
        primaries = {row.cells["primary"] for row in rows}
        return AddOnEdit(
            code=rows[0].key,
            type=min(row.cells["type"] for row in rows),
            primaries=tuple(sorted(primaries - {CONTRACTOR_DEFINED})),
            contractor_defined=CONTRACTOR_DEFINED in primaries or any(row.cells["type"] != "1" for row in rows),
        )
