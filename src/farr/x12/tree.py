"""What a transaction set turns into: loops with their segments, and the units that are handed out one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from farr.x12.guides import Guide, Kind, LoopSpec, Node
from farr.x12.syntax import Segment

NO_LOOPS: list[Loop] = []
"""The loops of a loop without any: one empty list for all, never added to (:meth:`Loop.hold` makes a new one)."""


class Loop:
    """One turn of a loop.  ``nodes[i]`` is the place in the guide of ``segments[i]``.

    Loops that hold units (billing provider, subscriber, the set's header) do not keep them: a unit knows its ``parent``,
    so that memory stays flat over any number of claims.
    """

    __slots__ = ("counts", "loops", "nodes", "parent", "seen", "segments", "spec")

    def __init__(self, spec: LoopSpec | None, parent: Loop | None) -> None:
        self.spec, self.parent = spec, parent
        self.segments: list[Segment] = []
        self.nodes: list[Node | None] = []
        self.loops: list[Loop] = NO_LOOPS
        self.seen = 0
        self.counts: dict[LoopSpec | Node, int] | None = None

    def count(self, child: LoopSpec | Node) -> int:
        """One more turn of a segment or loop that was here before; returns how many that makes."""
        if self.counts is None:
            self.counts = {}
        self.counts[child] = made = self.used(child) + 1
        return made

    def used(self, child: LoopSpec | Node) -> int:
        """How often a segment or loop was here, as far as it was counted."""
        return (self.counts or {}).get(child, 1 if self.seen & child.bit else 0)

    def hold(self, loop: Loop) -> None:
        """Keep a loop right inside this one."""
        if self.loops is NO_LOOPS:
            self.loops = [loop]
        else:
            self.loops.append(loop)

    def add(self, segment: Segment, node: Node | None) -> None:
        """Put a segment into the loop, in its place in the guide (None: it has none)."""
        self.segments.append(segment)
        self.nodes.append(node)
        if node is not None:
            self.seen |= node.bit

    @property
    def id(self) -> str:
        """The loop's identifier in the guide (``2010AA``), empty without a guide."""
        return self.spec.id if self.spec else ""

    def get(self, name: str, *qualifiers: str) -> Segment | None:
        """The first segment of an identifier (and one of these qualifiers: ``get("REF", "G1", "9F")``), None without one."""
        return next(self.all(name, *qualifiers), None)

    def all(self, name: str, *qualifiers: str) -> Iterator[Segment]:
        """Every segment of an identifier (and one of these qualifiers) in this loop, not in those inside it."""
        for segment in self.segments:
            if segment.elements[0] == name and (not qualifiers or _qualifier(segment) in qualifiers):
                yield segment

    def child(self, name: str) -> Loop | None:
        """The first loop of an identifier right inside this one."""
        return next((loop for loop in self.loops if loop.id == name), None)

    def children(self, name: str) -> list[Loop]:
        """All loops of an identifier right inside this one."""
        return [loop for loop in self.loops if loop.id == name]

    def ancestor(self, name: str) -> Loop | None:
        """The enclosing loop of an identifier."""
        loop = self.parent
        while loop is not None and loop.id != name:
            loop = loop.parent
        return loop

    def walk(self) -> Iterator[tuple[Loop, Segment, Node | None]]:
        """Every segment of this loop and of those inside it, in file order, with its loop and its place."""
        yield from ((self, segment, node) for segment, node in zip(self.segments, self.nodes, strict=True))
        for loop in self.loops:
            yield from loop.walk()

    def __repr__(self) -> str:
        return f"Loop({self.id}, {len(self.segments)} segments, {len(self.loops)} loops)"


def _qualifier(segment: Segment) -> str:
    value = segment.get(QUALIFIERS.get(segment.elements[0], 1))
    component = segment.delimiters.component
    return value.partition(component)[0] if segment.elements[0] == "HI" and component else value


QUALIFIERS = {"HL": 3}


class Envelope(msgspec.Struct):
    """What stands around a transaction set.  ``number`` counts sets from 1 over the file; ``guide`` is None where farr
    has none for the version that the set names."""

    isa: Segment | None = None
    gs: Segment | None = None
    st: Segment | None = None
    number: int = 0
    guide: Guide | None = None
    version: str = ""

    @property
    def set(self) -> str:
        """The transaction set's identifier: ``837``."""
        return self.st.get(1) if self.st else ""


class Unit:
    """One claim, one payment of a claim, one acknowledgement: its loop, what encloses it, and the file's own words.

    ``loop`` is the unit's loop (2300 of a claim, 2100 of a remittance, 2000D of a claim acknowledgement; the whole set
    where the set is the unit); ``loop.ancestor("2000B")`` is the subscriber, ``root`` the set's header loop.
    ``segments`` are those read since the unit before, whatever they belong to: over all units they are the file.
    ``number`` counts from 1 over the file.
    """

    __slots__ = ("envelope", "kind", "loop", "number", "segments")

    def __init__(self, kind: Kind, number: int, envelope: Envelope, loop: Loop, segments: list[Segment]) -> None:
        self.kind, self.number, self.envelope, self.loop, self.segments = kind, number, envelope, loop, segments

    @property
    def root(self) -> Loop:
        """The header loop of the transaction set; its totals and trailing segments (PLB) are there once the set was read."""
        loop = self.loop
        while loop.parent is not None:
            loop = loop.parent
        return loop

    def to_dict(self) -> dict[str, Any]:
        """Plain data, without loss: a line of ``farr x12 read``; see :mod:`farr.x12.exchange`."""
        from farr.x12.exchange import to_dict

        return to_dict(self)

    def __repr__(self) -> str:
        return f"Unit({self.kind} {self.number}, {self.loop!r})"
