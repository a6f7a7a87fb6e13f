"""The definitions of ICD-10-PCS: what values mean, what they include, and which special device counts as which."""

from __future__ import annotations

from typing import NamedTuple

from farr.records import Manifest
from farr.tables import store


class Definition(NamedTuple):
    """What is said of a value: its definition, an explanation, and what it includes (body part, device and substance keys)."""

    definition: str
    explanation: str
    includes: tuple[str, ...]


class PcsDefinitions:
    """Read access to one compiled release."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._database = store.open_read_only(store.folder(manifest) / "definitions.sqlite")

    def of(self, section: str, position: int, label: str) -> Definition | None:
        """The definition of a value by its section, its position (from 1) and its label."""
        row = self._database.execute(
            "SELECT number, definition, explanation FROM term WHERE section = ? AND position = ? AND title = ?",
            (section, position, label),
        ).fetchone()
        if row is None:
            return None
        included = self._database.execute("SELECT text FROM includes WHERE number = ? ORDER BY rowid", (row[0],))
        return Definition(row[1], row[2], tuple(text for (text,) in included))

    def named(self, section: str, position: int, word: str) -> tuple[str, ...]:
        """Labels of the values that include something: ``Hallux`` is 1st Toe, Left and 1st Toe, Right."""
        rows = self._database.execute(
            "SELECT title FROM term JOIN includes USING (number) WHERE section = ? AND position = ? AND text = ? COLLATE NOCASE",
            (section, position, word),
        )
        return tuple(row[0] for row in rows)

    def general_device(self, device: str) -> tuple[str, str] | None:
        """The general device (value and label) as which a special one counts where a table lacks it."""
        row = self._database.execute("SELECT value, parent FROM device WHERE device = ?", (device,)).fetchone()
        return None if row is None else (row[0], row[1])
