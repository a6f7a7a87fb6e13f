"""A printed page as cells on a raster of ten characters and six lines to the inch."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from farr.records import Address, Name


class Cell(NamedTuple):
    """A box of the form: its number, line and column (from 1), width in characters; ``right`` sets text flush right."""

    box: str
    line: int
    column: int
    width: int
    right: bool = False


class Layout(NamedTuple):
    """The boxes of a form by name, and its margins in inches."""

    name: str
    cells: dict[str, Cell]
    left: float
    top: float


class Sheet:
    """One page: what stands in which box."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.texts: dict[str, str] = {}

    def put(self, box: str, value: object) -> None:
        """Write into a box, cut to its width; nothing for an absent value."""
        if value is None or value == "":
            return
        cell = self.layout.cells[box]
        self.texts[box] = str(value)[: cell.width].strip()

    def date(self, box: str, value: dt.date | None, form: str) -> None:
        """A date in the form of the box, for example ``%m %d %y``."""
        if value is not None:
            self.put(box, value.strftime(form))

    def money(self, box: str, value: Decimal | None) -> None:
        """Dollars and cents with a blank between them, as the forms have no decimal point."""
        if value is not None:
            self.put(box, f"{value:.2f}".replace(".", " "))

    def lines(self) -> list[str]:
        """The page as text, a string a line: what a printer of fixed pitch would print."""
        rows: list[list[str]] = [[] for _ in range(66)]
        for box, value in self.texts.items():
            cell = self.layout.cells[box]
            row = rows[cell.line - 1]
            start = cell.column - 1 + (cell.width - len(value) if cell.right else 0)
            row.extend(" " * (start + len(value) - len(row)))
            row[start : start + len(value)] = value
        return ["".join(row).rstrip() for row in rows]


def person(name: Name | str | None, comma: str = ", ") -> str:
    """``DOE, JANE, Q``; an organisation as it is."""
    if not isinstance(name, Name):
        return name or ""
    family = f"{name.family or ''} {name.suffix or ''}".strip()
    parts = [family, name.given or "", (name.middle or "")[:1]]
    return comma.join(part for part in parts if part)


def street(address: Address | None) -> str:
    return " ".join(part for part in (address.line, address.line2) if part) if address else ""


def town(address: Address | None) -> str:
    """``TOWN OH 441010000``."""
    parts = (address.city, address.state, address.postal_code) if address else ()
    return " ".join(part for part in parts if part)


def bare(code: str) -> str:
    """A diagnosis without its dot."""
    return code.replace(".", "")
