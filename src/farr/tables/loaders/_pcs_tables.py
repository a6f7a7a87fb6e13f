"""ICD-10-PCS tables XML (CMS, root ``ICD10PCS.tabular``) to rows.

Layout: pcsTable > axis of the positions 1 to 3 (one label each; the third with the definition of the operation), then pcsRow >
axis of the positions 4 to 7 (many labels each).  A code is valid where one row lists all four of its last characters: the product
within the row, whose size the row states in ``codes``.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from farr.tables.loaders._fiscal import line_of, stream, text_of
from farr.tables.source import Source

ROOT = "ICD10PCS.tabular"
VALUE = re.compile(r"[0-9A-HJ-NP-Z]")


class Label(NamedTuple):
    """What a value of a character means."""

    value: str
    label: str


class Axis(NamedTuple):
    """A character: its position from 1, what it stands for, its values, and the definition that comes with it."""

    position: int
    name: str
    labels: tuple[Label, ...]
    definition: str


class TableRow(NamedTuple):
    """One row of a table: its three first characters, and the values that go with each other in the four last."""

    head: tuple[Axis, ...]
    tail: tuple[Axis, ...]
    line: int | None

    @property
    def prefix(self) -> str:
        return "".join(axis.labels[0].value for axis in self.head)

    def codes(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Every code of the row with its seven labels."""
        known = tuple(axis.labels[0].label for axis in self.head)
        prefix = self.prefix
        for chosen in itertools.product(*(axis.labels for axis in self.tail)):
            yield prefix + "".join(label.value for label in chosen), (*known, *(label.label for label in chosen))


def read_tables(source: Source) -> Iterator[TableRow]:
    """Rows of all tables in order.

    Raises:
        UnreadableInput: not well-formed, another layout, a table that stands twice, or a count that disagrees.
    """
    seen: dict[str, int | None] = {}
    for element in stream(source, ROOT, "pcsTable"):
        head = _axes(source, element, (1, 2, 3))
        if any(len(axis.labels) != 1 for axis in head):
            raise source.error("each of the first three characters of a table has one value", line_of(element))
        prefix = "".join(axis.labels[0].value for axis in head)
        if prefix in seen:
            raise source.error(f"table {prefix} stands twice; the other begins in line {seen[prefix]}", line_of(element))
        seen[prefix] = line_of(element)
        rows = list(element.iterchildren("pcsRow"))
        if not rows:
            raise source.error(f"table {prefix} has no row", line_of(element))
        for row in rows:
            found = TableRow(head, _axes(source, row, (4, 5, 6, 7)), line_of(row))
            size = math.prod(len(axis.labels) for axis in found.tail)
            if row.get("codes") != str(size):
                raise source.error(
                    f"the row says that it holds {row.get('codes')} codes and its values give {size}; it is not as published",
                    line_of(row),
                    "codes",
                )
            yield found
        parent = element.getparent()
        if parent is not None:
            for before in element.itersiblings(preceding=True):
                parent.remove(before)


def _axes(source: Source, element: etree._Element, positions: tuple[int, ...]) -> tuple[Axis, ...]:
    axes = tuple(_axis(source, axis) for axis in element.iterchildren("axis"))
    found = tuple(axis.position for axis in axes)
    if found != positions:
        raise source.error(f"expected the axes {positions} and found {found}; the layout may have changed", line_of(element))
    return axes


def _axis(source: Source, element: etree._Element) -> Axis:
    position = element.get("pos", "")
    labels = tuple(Label(label.get("code", ""), text_of(label)) for label in element.iterchildren("label"))
    if not position.isdigit() or not all(VALUE.fullmatch(label.value) and label.label for label in labels):
        raise source.error("expected an axis with its position and labels of one character each", line_of(element), "axis")
    if element.get("values") != str(len(labels)) or len({label.value for label in labels}) != len(labels):
        raise source.error(
            f"the axis says that it has {element.get('values')} values and lists {len(labels)}",
            line_of(element),
            "values",
        )
    return Axis(int(position), text_of(element.find("title")), labels, text_of(element.find("definition")))
