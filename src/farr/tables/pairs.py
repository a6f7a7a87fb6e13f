"""NCCI procedure-to-procedure edits: pairs of codes by date, found at the same speed in a small and in a large table.

Compiled form of a release, all sorted by column 1, column 2 and effective date:

``column2.bin``
    per row its column 2 code as a number: the code read in base 36, which keeps the order of codes (32 bits, native order);
``rows.bin``
    per row the number of its terms (32 bits): many rows share their dates, indicator and rationale;
``column1.json``
    per column 1 code the span of its rows; the terms, each effective and deletion date (days of the calendar), modifier
    indicator and rationale.

Rows that were never in force (deletion not after effective date) or never apply (indicator 9) are not in it.  Files are mapped
into memory, not read: what a process holds is what it looked at.
"""

from __future__ import annotations

import datetime as dt
import functools
import mmap
from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path

import msgspec

from farr.records import Manifest, PairEdit
from farr.tables import store

Terms = tuple[int, int, str, dt.date, dt.date | None, str]
"""First and last day as numbers, modifier indicator, first and last day as dates, rationale."""
COLUMN2, ROWS, COLUMN1 = "column2.bin", "rows.bin", "column1.json"
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OPEN = dt.date.max.toordinal()


@functools.lru_cache(maxsize=1 << 16)
def number_of(code: str) -> int:
    """A code of five digits and capital letters as a number, in the same order; -1 for what is no such code."""
    return int(code, 36) if len(code) == 5 and code.isalnum() and code.isascii() else -1


def code_of(number: int) -> str:
    """The code of a number of :func:`number_of`."""
    letters = ""
    for _ in range(5):
        number, digit = divmod(number, 36)
        letters = DIGITS[digit] + letters
    return letters


class Index(msgspec.Struct, frozen=True):
    """What ``column1.json`` holds: code to (first row, row behind the last); terms; rationales."""

    starts: dict[str, tuple[int, int]]
    terms: list[tuple[int, int, int, int]]
    rationales: list[str]


class Pairs:
    """Read access to an installed release of the edits."""

    def __init__(self, manifest: Manifest) -> None:
        folder = store.folder(manifest)
        self.manifest = manifest
        self.release = manifest.release
        index = msgspec.json.decode((folder / COLUMN1).read_bytes(), type=Index)
        self._starts = index.starts
        self._terms = [_terms(*values, index.rationales) for values in index.terms]
        self._rows = _mapped(folder / ROWS)
        self._column2 = _mapped(folder / COLUMN2)

    def get(self, column1: str, column2: str, date: dt.date) -> PairEdit | None:
        """The edit of a pair, in this order of columns, in force on a date of service, or None.

        Args:
            column1, column2: codes in upper case, leading zeros kept.
        """
        span = self._starts.get(column1)
        if span is None:
            return None
        number, codes, end = number_of(column2), self._column2, span[1]
        row = bisect_left(codes, number, span[0], end)
        day = date.toordinal()
        while row < end and codes[row] == number:
            first, last, indicator, effective, deletion, rationale = self._terms[self._rows[row]]
            if first <= day <= last:
                return PairEdit(
                    column1=column1,
                    column2=column2,
                    modifier_indicator=indicator,
                    effective=effective,
                    deletion=deletion,
                    rationale=rationale,
                )
            row += 1
        return None

    def both(self, a: str, b: str, date: dt.date) -> PairEdit | None:
        """The edit between two codes on a date, whichever of them stands in column 1."""
        return self.get(a, b, date) or self.get(b, a, date)

    def history(self, column1: str, column2: str) -> tuple[PairEdit, ...]:
        """All spans in which the pair was or is an edit, in this order of columns, oldest first."""
        begin, end = self._starts.get(column1, (0, 0))
        return tuple(self._edit(column1, row) for row in range(begin, end) if self._column2[row] == number_of(column2))

    def partners(self, column1: str) -> tuple[str, ...]:
        """Every code that ever stood in column 2 beside a column 1 code, in ascending order."""
        begin, end = self._starts.get(column1, (0, 0))
        return tuple(code_of(number) for number in dict.fromkeys(self._column2[begin:end]))

    def _edit(self, column1: str, row: int) -> PairEdit:
        _, _, indicator, effective, deletion, rationale = self._terms[self._rows[row]]
        return PairEdit(
            column1=column1,
            column2=code_of(self._column2[row]),
            modifier_indicator=indicator,
            effective=effective,
            deletion=deletion,
            rationale=rationale,
        )

    def comparable(self, date: dt.date) -> Iterator[tuple[str, dict[str, str]]]:
        """Pairs in force on a date in ascending order, for comparison with another release."""
        day = date.toordinal()
        for column1, (begin, end) in self._starts.items():
            for row in range(begin, end):
                first, last, indicator, effective, deletion, rationale = self._terms[self._rows[row]]
                if first <= day <= last:
                    yield (
                        f"{column1} {code_of(self._column2[row])}",
                        {
                            "title": rationale,
                            "modifier indicator": indicator,
                            "effective": effective.isoformat(),
                            "deletion": deletion.isoformat() if deletion else "",
                        },
                    )


def _terms(first: int, last: int, indicator: int, rationale: int, rationales: list[str]) -> Terms:
    deletion = None if last == OPEN else dt.date.fromordinal(last)
    return first, last, str(indicator), dt.date.fromordinal(first), deletion, rationales[rationale]


def _mapped(path: Path) -> memoryview:
    with path.open("rb") as handle:
        return memoryview(mmap.mmap(handle.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")
