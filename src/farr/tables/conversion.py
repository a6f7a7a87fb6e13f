"""The conversion table of ICD-10-CM: which codes followed which, both ways."""

from __future__ import annotations

import datetime as dt

from farr.records import Manifest
from farr.tables import store
from farr.tables.listing import key_of


class Conversion:
    """Read access to one compiled conversion table; it covers all years since ICD-10-CM came into use."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._database = store.open_read_only(store.folder(manifest) / "changes.sqlite")

    def successors(self, code: str, date: dt.date | None = None) -> tuple[str, ...]:
        """The codes that took the place of a code (those in force by ``date``), dotted, in the order of the table."""
        key = key_of(code)
        return self._codes("SELECT code FROM change WHERE first <= ? AND last >= ? AND effective <= ? ORDER BY rowid",
                           key, key, (date or dt.date.max).isoformat())  # fmt: skip

    def predecessors(self, code: str) -> tuple[str, ...]:
        """What a code was coded as before it came into use: codes, or ranges as ``H02.101-H02.106``."""
        return self._codes("SELECT previous FROM change WHERE key = ? AND previous != '' ORDER BY rowid", key_of(code))

    def effective(self, code: str) -> dt.date | None:
        """The day on which a code came into use; None where the table does not say."""
        row = self._database.execute("SELECT min(effective) FROM change WHERE key = ?", (key_of(code),)).fetchone()
        return dt.date.fromisoformat(row[0]) if row and row[0] else None

    def _codes(self, sql: str, *values: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row[0] for row in self._database.execute(sql, values)))
