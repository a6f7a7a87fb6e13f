"""The reading half of X12: files to units, transaction sets, segments."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from farr.errors import UnreadableInput
from farr.x12.parser import Parser
from farr.x12.syntax import Source
from farr.x12.tree import Envelope, Loop, Unit


class Transaction:
    """One transaction set read whole: its envelope, its header loop (``root``, with trailing segments such as PLB) and its
    units in order."""

    __slots__ = ("envelope", "root", "units")

    def __init__(self, envelope: Envelope, root: Loop, units: list[Unit]) -> None:
        self.envelope, self.root, self.units = envelope, root, units


def units(source: Source) -> Iterator[Unit]:
    """Claims, payments and acknowledgements of a file, one at a time, with flat memory.

    The ``segments`` of all units, one after the other, are the file.  Faults of structure are passed over; ``check``
    reports them.

    Raises:
        UnreadableInput: the bytes are not X12.
    """
    return Parser().run(source)


def transactions(source: Source) -> Iterator[Transaction]:
    """The transaction sets of a file, each with all its units (memory: one set).

    Raises:
        UnreadableInput: the bytes are not X12.
    """
    current: Transaction | None = None
    for unit in units(source):
        if current is None or current.envelope is not unit.envelope:
            if current is not None:
                yield current
            current = Transaction(unit.envelope, unit.root, [])
        current.units.append(unit)
    if current is not None:
        yield current


def read(path: str | Path) -> Iterator[Unit]:
    """The units of a file by its path; see :func:`units`.

    Raises:
        UnreadableInput: no such file, or the bytes are not X12.
    """
    place = Path(path)
    if not place.is_file():
        raise UnreadableInput("no such file; check the path", str(path))
    with place.open("rb") as stream:
        yield from units(stream)
