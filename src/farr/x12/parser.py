"""Segments to units: the loop parser, driven by the guide.

Where the guide says what may follow a segment, the step is looked up once and remembered, so that a set is parsed at the
pace of a dictionary look-up per segment.  A segment that fits nowhere is put where it does least harm and reported.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from farr.x12.guides import Guide, Kind, LoopSpec, Move, Node, guide
from farr.x12.placing import Placing, guess, search
from farr.x12.problems import Problem
from farr.x12.syntax import Segment, Source, segments
from farr.x12.tree import Envelope, Loop, Unit

OUTSIDE = frozenset(("ISA", "GS", "ST", "GE", "IEA", "TA1"))
WITHOUT_ENVELOPE = {"835": "005010X221A1", "999": "005010X231A1"}
KINDS: dict[str, Kind] = {"TA1": "acknowledgement", "997": "acknowledgement"}


class Watcher(Protocol):
    """Who looks on while a file is parsed: the checks."""

    def report(self, problem: Problem) -> None:
        """A fault of structure."""

    def element(self, segment: Segment, node: Node, loop: Loop) -> None:
        """A segment that the fast test did not pass."""

    def control(self, segment: Segment, envelope: Envelope) -> None:
        """A segment of the envelope, in file order, before it takes effect."""

    def unit(self, unit: Unit) -> None:
        """A unit that is complete."""

    def set_end(self, root: Loop, envelope: Envelope, se: Segment | None) -> None:
        """A transaction set is over; ``se`` is None where it has no trailer."""


class Parser:
    """One pass over a file.  ``envelope`` is that of the segment read last."""

    def __init__(self, watcher: Watcher | None = None) -> None:
        self.watcher = watcher
        self.envelope = Envelope()
        self.loop: Loop | None = None
        self.current: Node | None = None
        self.since: list[Segment] = []
        self.sets, self.units, self.units_before = 0, 0, 0
        self.last: Segment | None = None
        self.placing = Placing(watcher)

    def run(self, source: Source) -> Iterator[Unit]:
        """The units of a file, each handed out when it is complete and the next is, or the file ends.

        Raises:
            UnreadableInput: as :func:`farr.x12.syntax.segments`; the units before it have been handed out by then.
        """
        held: Unit | None = None
        for unit in self._units(source):
            if held is not None:
                yield held
            held = unit
        if held is not None:
            held.segments.extend(self.since)
            yield held
        elif self.since:
            yield self._unit("interchange", Loop(None, None))

    def _units(self, source: Source) -> Iterator[Unit]:  # noqa: PLR0912  one loop, for speed
        watcher, component = self.watcher, ""
        qualifiers: dict[str, tuple[int, bool]] = {}
        current: Node | None = None
        loop: Loop | None = None
        since = self.since
        for segment in segments(source):
            elements = segment.elements
            name = elements[0]
            move: Move | None = None
            if current is not None and loop is not None:
                place = qualifiers.get(name)
                if place is None or place[0] >= len(elements):
                    key = name
                elif place[1]:
                    key = f"{name}*{elements[place[0]].partition(component)[0]}"
                else:
                    key = f"{name}*{elements[place[0]]}"
                move = current.moves.get(key) or self._step(segment, key, current)
            if move is not None and loop is not None:
                node, closes, opens = move
                while closes:
                    closes -= 1
                    done = self._close(loop, segment)
                    if done is not None:
                        yield done
                        since = self.since
                    parent = loop.parent
                    assert parent is not None
                    loop = parent
                if opens is not None:
                    loop = self._open(loop, opens, segment)
                elif loop.seen & node.bit and node.uses:
                    self.placing.again(loop, node, segment)
                loop.seen |= node.bit
                loop.segments.append(segment)
                loop.nodes.append(node)
                since.append(segment)
                current = node
                assert node.match is not None
                if watcher is not None and not node.match.match(segment.text):
                    watcher.element(segment, node, loop)
                if name != "SE":
                    self.loop, self.current = loop, current
                    continue
                self.loop, self.current = loop, current
            for done in self._aside(segment, move is not None):
                yield done
            since, loop, current = self.since, self.loop, self.current
            if self.envelope.guide is not None:
                qualifiers, component = self.envelope.guide.qualifiers, segment.delimiters.component
        if self.loop is not None:
            yield from self._end(None)

    def _step(self, segment: Segment, key: str, current: Node) -> Move | None:
        """The move to a segment that has not followed this one before; None where it belongs nowhere in the set."""
        if segment.elements[0] in OUTSIDE:
            return None
        move = search(current, key)
        if move is not None:
            current.moves[key] = move
            return move
        assert self.loop is not None
        return None if self.placing.is_elsewhere(self.loop, current, key) else guess(current, key)

    def _aside(self, segment: Segment, placed: bool) -> Iterator[Unit]:
        """A segment of the envelope, of a set without a guide, or out of place; or the SE that was just placed."""
        name, watcher = segment.elements[0], self.watcher
        if placed or (name == "SE" and self.loop is not None):
            if not placed:
                assert self.loop is not None
                self.loop.add(segment, None)
                self.since.append(segment)
            if watcher is not None:
                watcher.control(segment, self.envelope)
            yield from self._end(segment)
            return
        if name in OUTSIDE or self.loop is None:
            if self.loop is not None:
                yield from self._end(None, segment)
            if watcher is not None:
                watcher.control(segment, self.envelope)
            self.since.append(segment)
            yield from self._control(segment)
            return
        self.since.append(segment)
        if self.current is None or self.envelope.guide is None:
            self.loop.add(segment, None)
            return
        self.loop, self.current = self.placing.misplaced(segment, self.loop, self.current, self.envelope.guide)

    def _control(self, segment: Segment) -> Iterator[Unit]:
        name = segment.elements[0]
        if name == "ISA":
            self.envelope = Envelope(isa=segment)
        elif name == "GS":
            self.envelope = Envelope(isa=self.envelope.isa, gs=segment)
        elif name == "ST":
            self._start(segment)
        elif name == "TA1":
            loop = Loop(None, None)
            loop.add(segment, None)
            yield self._unit("acknowledgement", loop)
        elif name in {"GE", "IEA"}:
            isa = self.envelope.isa if name == "GE" else None
            self.envelope = Envelope(isa=isa)

    def _start(self, segment: Segment) -> None:
        self.sets += 1
        before = self.envelope
        gs = before.gs
        set_id = segment.get(1)
        version = (gs.get(8) if gs else "") or segment.get(3) or WITHOUT_ENVELOPE.get(set_id, "")
        found = guide(version, set_id, segment.delimiters) or guide(segment.get(3), set_id, segment.delimiters)
        self.envelope = Envelope(before.isa, gs, segment, self.sets, found, version)
        self.units_before = self.units
        if found is None:
            self.loop, self.current = Loop(None, None), None
            self.loop.nodes.append(None)
        else:
            self.loop, self.current = Loop(found.root, None), found.root.start
            self.loop.nodes.append(self.current)
            self.loop.seen |= self.current.bit
            assert self.current.match is not None
            if self.watcher is not None and not self.current.match.match(segment.text):
                self.watcher.element(segment, self.current, self.loop)
        self.loop.segments.append(segment)

    def _end(self, se: Segment | None, following: Segment | None = None) -> Iterator[Unit]:
        """The set is over, by its SE or because something else begins or the file ends."""
        loop = self.loop
        assert loop is not None
        behind = se or following
        while loop.parent is not None:
            done = self._close(loop, behind)
            if done is not None:
                yield done
            loop = loop.parent
        self.placing.missing(loop, behind)
        if self.watcher is not None:
            self.watcher.set_end(loop, self.envelope, se)
        if self.units == self.units_before:
            found = self.envelope.guide
            yield self._unit(_kind(found, self.envelope.set), loop)
        self.loop, self.current = None, None
        envelope = self.envelope
        self.envelope = Envelope(envelope.isa, envelope.gs)

    def _close(self, loop: Loop, segment: Segment | None) -> Unit | None:
        spec = loop.spec
        if spec is None:
            return None
        if spec.required_bits & ~loop.seen:
            self.placing.missing(loop, segment)
        if spec.unit:
            return self._unit(spec.unit, loop)
        return None

    def _open(self, parent: Loop, spec: LoopSpec, segment: Segment) -> Loop:
        loop = Loop(spec, parent)
        if spec.unit or spec.open:
            if spec.before & ~parent.seen:
                self.placing.missing(parent, segment, spec.before)
        else:
            parent.hold(loop)
        if parent.seen & spec.later:
            self.placing.late(spec, segment)
        if spec.uses and (parent.seen & spec.bit):
            self.placing.loop_again(parent, spec, segment)
        parent.seen |= spec.bit
        return loop

    def _unit(self, kind: Kind, loop: Loop) -> Unit:
        self.units += 1
        unit = Unit(kind, self.units, self.envelope, loop, self.since)
        self.since = []
        if self.watcher is not None:
            self.watcher.unit(unit)
        return unit


def _kind(found: Guide | None, set_id: str) -> Kind:
    if found is not None and found.unit:
        return found.unit
    return KINDS.get(set_id, "transaction")
