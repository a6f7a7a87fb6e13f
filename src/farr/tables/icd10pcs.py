"""One release of ICD-10-PCS: validity, titles, and the seven axes with the values that go together.

A code is valid where one row of a table lists all of its values; the compiled codes are the union of these products, so the
values that may follow a beginning are those of the codes that begin so.  Labels come from the tables; a release that holds only
codes and titles takes the names of the first characters from ``icd10pcs_names.tsv`` and reads the others off its titles.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from typing import NamedTuple

from farr.records import Manifest
from farr.tables import store
from farr.tables.sets import read_tsv

LENGTH = 7
SHAPE = re.compile(r"[0-9A-HJ-NP-Z]{1,7}")
NOTHING = "none"


class Choice(NamedTuple):
    """A value of an axis, its label, and the definition that the tables give (operations only)."""

    value: str
    label: str
    definition: str = ""


class Fault(NamedTuple):
    """Where a code leaves the tables: the position from 1, the name of the axis, and the values allowed there."""

    position: int
    axis: str
    allowed: tuple[Choice, ...]


@functools.cache
def _names() -> dict[tuple[str, str], str]:
    return {(row[0], row[1]): row[2] for row in read_tsv("icd10pcs_names.tsv")}


def _name(kind: str, *keys: str) -> str:
    return next((_names()[kind, key] for key in keys if (kind, key) in _names()), "")


class Icd10Pcs:
    """Read access to one compiled release."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._database = store.open_read_only(store.folder(manifest) / "codes.sqlite")
        self.official_titles = self._one("SELECT value FROM about WHERE name = 'titles'") == "official"
        self.has_tables = self._one("SELECT 1 FROM head LIMIT 1") is not None

    def _one(self, sql: str, *values: object) -> str | None:
        row = self._database.execute(sql, values).fetchone()
        return None if row is None else row[0]

    def is_valid(self, code: str) -> bool:
        """True for a complete code of the release."""
        return self._one("SELECT 1 FROM code WHERE code = ?", code.strip().upper()) is not None

    def valid_codes(self) -> list[str]:
        """Every complete code, in order."""
        return [row[0] for row in self._database.execute("SELECT code FROM code ORDER BY code")]

    def titles(self) -> list[tuple[str, str]]:
        """Every code with its title, in order."""
        return list(self._database.execute("SELECT code, title FROM code ORDER BY code"))

    def title(self, code: str) -> str:
        """The title of a complete code (see :attr:`official_titles`); empty for another."""
        return self._one("SELECT title FROM code WHERE code = ?", code.strip().upper()) or ""

    def count(self, prefix: str) -> int:
        """How many complete codes begin so."""
        return int(self._one("SELECT count(*) FROM code WHERE code >= ? AND code < ?", prefix, prefix + "~") or 0)

    def axis(self, code: str, position: int) -> str:
        """What the character at a position (from 1) stands for, given the characters before it."""
        before = code[: position - 1]
        if self.has_tables and position <= 3:
            found = self._one("SELECT axis FROM head WHERE prefix = ? AND position = ?", before, position)
        elif self.has_tables:
            found = self._one("SELECT axis FROM tail WHERE prefix = ? AND position = ?", before[:3], position)
        else:
            found = _name("axis", f"{code[:1]}{position}", str(position))
        return found or f"Character {position}"

    def choices(self, prefix: str) -> tuple[Choice, ...]:
        """The values that may follow a beginning, in order; empty behind a complete code or a beginning of none."""
        if len(prefix) >= LENGTH:
            return ()
        place = len(prefix) + 1
        rows = self._database.execute(
            "SELECT DISTINCT substr(code, ?, 1) FROM code WHERE code >= ? AND code < ?", (place, prefix, prefix + "~")
        )
        values = sorted(row[0] for row in rows if row[0])
        if place <= 3:
            return tuple(self._head(prefix, value) for value in values)
        labels = self._tail(prefix) if self.has_tables else self._read_off(prefix, values)
        unlabelled = {} if self.has_tables else {"Z": NOTHING}
        return tuple(Choice(value, labels.get(value) or unlabelled.get(value, "")) for value in values)

    def _head(self, prefix: str, value: str) -> Choice:
        if self.has_tables:
            row = self._database.execute(
                "SELECT label, definition FROM head WHERE prefix = ? AND value = ?", (prefix, value)
            ).fetchone()
            return Choice(value, row[0], row[1])
        kind = ("section", "system", "operation")[len(prefix)]
        return Choice(value, _name(kind, prefix + value, prefix[:1] + value))

    def _tail(self, prefix: str) -> dict[str, str]:
        """Labels of the next character, from the rows that hold the characters before it."""
        rows: dict[int, dict[int, dict[str, str]]] = {}
        found = self._database.execute("SELECT row, position, value, label FROM tail WHERE prefix = ?", (prefix[:3],))
        for number, position, value, label in found:
            rows.setdefault(number, {}).setdefault(position, {})[value] = label
        labels: dict[str, list[str]] = {}
        for row in rows.values():
            if all(prefix[place - 1] in row[place] for place in range(4, len(prefix) + 1)):
                for value, label in row[len(prefix) + 1].items():
                    if label not in labels.setdefault(value, []):
                        labels[value].append(label)
        return {value: " / ".join(texts) for value, texts in labels.items()}

    def _read_off(self, prefix: str, values: list[str]) -> dict[str, str]:
        """Labels of the next character as the titles tell its values apart: the words in which titles differ that are alike but
        for this character."""
        place = len(prefix)
        if self.axis(prefix, place + 1) == "Approach":
            return {value: _name("approach", value) for value in values}
        rows = list(self._database.execute("SELECT code, title FROM code WHERE code >= ? AND code < ?", (prefix, prefix + "~")))
        ends = Counter(code[place + 1 :] for code, _ in rows)
        labels: dict[str, str] = {}
        for end, _ in ends.most_common():
            titles = {code[place]: title.replace(",", " ,").split() for code, title in rows if code[place + 1 :] == end}
            if len(titles) > 1:
                for value, label in _differences(titles).items():
                    labels.setdefault(value, label)
            if len(labels) == len(values):
                break
        return labels

    def axes(self, code: str) -> tuple[tuple[int, str, Choice], ...]:
        """Position, name of the axis and value for each character of a code or its beginning.

        The characters before one that the release does not know are given; see :meth:`fault` for that one.
        """
        found: list[tuple[int, str, Choice]] = []
        whole = code if self.is_valid(code) else ""
        for position in range(1, min(len(code), LENGTH) + 1):
            before, value = code[: position - 1], code[position - 1]
            choice = next((choice for choice in self.choices(before) if choice.value == value), None)
            if choice is None:
                break
            if whole and self.has_tables and position > 3:
                choice = choice._replace(label=self._exact(whole, position) or choice.label)
            found.append((position, self.axis(before, position), choice))
        return tuple(found)

    def _exact(self, code: str, position: int) -> str | None:
        """The label of a character of a complete code: that of the one row which holds all its characters."""
        row = self._one(
            "SELECT row FROM tail WHERE prefix = ? AND (position = 4 AND value = ? OR position = 5 AND value = ?"
            " OR position = 6 AND value = ? OR position = 7 AND value = ?) GROUP BY row HAVING count(*) = 4",
            code[:3],
            *code[3:],
        )
        return self._one("SELECT label FROM tail WHERE row = ? AND position = ? AND value = ?", row, position, code[position - 1])

    def fault(self, code: str) -> Fault | None:
        """The first character that cannot stand behind those before it; None for a code or the beginning of one."""
        for position in range(1, len(code) + 1):
            if not self.count(code[:position]) or position > LENGTH:
                before = code[: position - 1]
                return Fault(position, self.axis(before, position), self.choices(before))
        return None

    def nearest(self, code: str, limit: int = 3) -> tuple[str, ...]:
        """Valid codes that differ from one in a single character, the last characters first."""
        found: list[str] = []
        for place in reversed(range(min(len(code), LENGTH))):
            pattern = f"{code[:place]}_{code[place + 1 :]}"
            rows = self._database.execute("SELECT code FROM code WHERE code >= ? AND code < ? AND code LIKE ?",
                                          (code[:place], code[:place] + "~", pattern))  # fmt: skip
            found += [row[0] for row in rows]
        return tuple(found[:limit])


def _differences(titles: dict[str, list[str]]) -> dict[str, str]:
    """What is left of each title without the words that all begin with and all end with."""
    words = list(titles.values())
    shortest = min(map(len, words))
    start = next((n for n in range(shortest) if len({w[n] for w in words}) > 1), shortest)
    end = next((n for n in range(shortest - start) if len({w[-1 - n] for w in words}) > 1), shortest - start)
    found = {value: " ".join(w[start : len(w) - end]).replace(" ,", ",").strip(" ,") for value, w in titles.items()}
    return {value: label.removeprefix("with ").removeprefix("using ") or NOTHING for value, label in found.items()}
