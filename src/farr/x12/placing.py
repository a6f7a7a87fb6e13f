"""Where a segment belongs: the search through the guide, and what to do with one that is missing or out of place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from farr.x12.guides import Guide, LoopSpec, Move, Node, dictionary
from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Loop

if TYPE_CHECKING:
    from farr.x12.parser import Watcher


SECOND = 2
COMMON = frozenset(("N3", "N4", "DMG", "REF", "DTP", "DTM"))
"""Segments of many loops: alone they do not tell which loop was meant to begin."""


def search(current: Node, key: str) -> Move | None:
    """The way from one segment to the next one of this key (``NM1*85``), forward only; None where there is none."""
    name, _, qualifier = key.partition("*")
    exact = _forward(current, name, qualifier, strict=True)
    return exact[0] if exact else None


def guess(current: Node, key: str) -> Move | None:
    """The way to a segment whose qualifier no place knows: to the one place for its identifier that comes into question,
    if there is just one (or it is an HL), so that the fault is one of the element."""
    name, _, qualifier = key.partition("*")
    loose = _forward(current, name, qualifier, strict=False)
    nearest = [move for move in loose if move.closes == loose[0].closes]
    return nearest[0] if len(nearest) == 1 or (nearest and name == "HL") else None


def _forward(current: Node, name: str, qualifier: str, strict: bool) -> list[Move]:
    found: list[Move] = []
    loop: LoopSpec | None = current.loop
    group, closes = current.group, 0
    while loop is not None:
        for child in loop.children[1:]:
            if child.group < group:
                continue
            node = child if isinstance(child, Node) else child.start
            if node.id == name and (not strict or not node.keys or qualifier in node.keys):
                found.append(Move(node, closes, child if isinstance(child, LoopSpec) else None))
        if found and strict:
            break
        group, closes, loop = loop.group, closes + 1, loop.parent
    return found


def _fits(child: Node | LoopSpec, name: str, qualifier: str) -> bool:
    node = child if isinstance(child, Node) else child.start
    return node.id == name and (not node.keys or qualifier in node.keys)


class Placing:
    """Faults of structure, reported to a watcher (or to nobody)."""

    def __init__(self, watcher: Watcher | None) -> None:
        self.watcher = watcher

    def report(self, rule: str, segment: Segment | None, name: str, loop: LoopSpec, message: str, code: str) -> None:
        """Tell the watcher of a fault at a segment."""
        if self.watcher is not None and segment is not None:
            self.watcher.report(Problem(rule, segment, name, loop.id, message, code))

    def again(self, loop: Loop, node: Node, segment: Segment) -> None:
        """A segment that its loop has had before: too often?"""
        if loop.count(node) > node.uses:
            times = "once" if node.uses == 1 else f"at most {node.uses} times"
            self.report("segment-repeated", segment, node.id, node.loop, f"{_called(node)} may stand {times} here", "5")

    def loop_again(self, parent: Loop, spec: LoopSpec, segment: Segment) -> None:
        """A loop that its parent has had before: too often?"""
        if parent.count(spec) > spec.uses:
            times = "once" if spec.uses == 1 else f"at most {spec.uses} times"
            self.report(
                "loop-repeated", segment, spec.start.id, spec, f"loop {spec.id} ({spec.label}) may stand {times} here", "4"
            )

    def late(self, spec: LoopSpec, segment: Segment) -> None:
        """A loop that must be there and stands behind one that it goes before."""
        text = f"loop {spec.id} ({spec.label}) stands behind loops that it goes before"
        self.report("segment-out-of-order", segment, spec.start.id, spec, text, "7")

    def missing(self, loop: Loop, segment: Segment | None, among: int = -1) -> None:
        """Report what a loop must have and has not; ``segment`` is the one that follows it."""
        spec = loop.spec
        if spec is None or self.watcher is None:
            return
        lacking = spec.required_bits & ~loop.seen & among
        for child in spec.children:
            if lacking & child.bit:
                loop.seen |= child.bit
                at = self._gap(loop, child.group, segment)
                if isinstance(child, Node):
                    self.report("segment-missing", at, child.id, spec, f"{_called(child)} is required here", "3")
                else:
                    text = f"loop {child.id} ({child.label}), which begins with {_called(child.start)}, is required here"
                    self.report("segment-missing", at, child.start.id, child, text, "3")

    def _gap(self, loop: Loop, group: int, segment: Segment | None) -> Segment | None:
        """The first segment of a loop behind a place, or the one that follows the loop."""
        behind = [found for found, node in zip(loop.segments, loop.nodes, strict=True) if node is not None and node.group > group]
        behind += [inner.segments[0] for inner in loop.loops if inner.spec and inner.segments and inner.spec.group > group]
        if behind:
            return min(behind, key=lambda found: found.number)
        return segment or next((found for _, found, _ in loop.walk()), None)

    def is_elsewhere(self, loop: Loop, current: Node, key: str) -> bool:
        """Does a segment fit an earlier place, or a loop whose first segment is missing?"""
        name, _, qualifier = key.partition("*")
        inside = next(self._inside(loop, current, name, qualifier), None)
        return inside is not None or self._behind(loop, current, name, qualifier) is not None

    def misplaced(self, segment: Segment, loop: Loop, current: Node, guide: Guide) -> tuple[Loop, Node]:
        """Put a segment that may not follow where it does least harm; returns where the parser goes on."""
        name, _, qualifier = guide.key(segment.elements, segment.delimiters.component).partition("*")
        back = self._behind(loop, current, name, qualifier)
        if back is not None:
            holder, node = back
            if holder.seen & node.bit:
                holder.count(node)
            holder.add(segment, node)
            self.report("segment-out-of-order", segment, name, node.loop, f"{_called(node)} stands too late in its loop", "7")
            if self.watcher is not None and node.match is not None and not node.match.match(segment.text):
                self.watcher.element(segment, node, holder)
            return loop, current
        for closes, chain, node in self._inside(loop, current, name, qualifier):
            return self._into(segment, loop, closes, chain, node), node
        loop.add(segment, None)
        known = name in dictionary().segments
        if not known:
            rule, code, text = "segment-unknown", "1", "there is no such segment; expected one of the guide's"
        elif name not in guide.identifiers:
            rule, code, text = "segment-not-in-set", "6", f"the guide has no {name} in a {guide.set}"
        else:
            told = f"{name} with this qualifier" if qualifier else name
            rule, code, text = "segment-unexpected", "2", f"{told} may not stand here"
        self.report(rule, segment, name if known else name[:3], current.loop, text, code)
        return loop, current

    @staticmethod
    def _behind(loop: Loop, current: Node, name: str, qualifier: str) -> tuple[Loop, Node] | None:
        """An earlier place in this loop or one around it that is still free."""
        holder: Loop | None = loop
        group = current.group
        while holder is not None and holder.spec is not None:
            for child in holder.spec.children[1:]:
                fits = isinstance(child, Node) and child.group < group and _fits(child, name, qualifier)
                if fits and (not child.uses or holder.used(child) < child.uses):
                    assert isinstance(child, Node)
                    return holder, child
            group, holder = holder.spec.group, holder.parent
        return None

    @staticmethod
    def _inside(loop: Loop, current: Node, name: str, qualifier: str) -> Iterator[tuple[int, list[LoopSpec], Node]]:
        """Places in loops that could begin here, had their first segment not been left out; nearest first."""

        def below(spec: LoopSpec, chain: list[LoopSpec], due: bool) -> Iterator[tuple[list[LoopSpec], Node]]:
            for child in spec.children[1:]:
                if isinstance(child, Node):
                    first = not chain and child.required and (child.group == SECOND or child.id not in COMMON)
                    if (due or first) and _fits(child, name, qualifier):
                        yield [*chain, spec], child
                elif (child.required or child.unit) and _fits(child, name, qualifier):
                    yield [*chain, spec], child.start
                elif child.required:
                    yield from below(child, [*chain, spec], False)

        holder: Loop | None = loop
        group, closes = current.group, 0
        while holder is not None and holder.spec is not None:
            for child in holder.spec.children[1:]:
                if isinstance(child, LoopSpec) and child.group >= group:
                    due = child.required and not holder.seen & child.bit
                    for chain, node in below(child, [], due):
                        yield closes, chain, node
            group, closes, holder = holder.spec.group, closes + 1, holder.parent

    def _into(self, segment: Segment, loop: Loop, closes: int, chain: list[LoopSpec], node: Node) -> Loop:
        holder = loop
        for _ in range(closes):
            self.missing(holder, segment)
            assert holder.parent is not None
            holder = holder.parent
        for spec in chain:
            start = spec.start
            text = f"{_called(start)} must begin loop {spec.id} ({spec.label})"
            self.report("segment-missing", segment, start.id, spec, text, "3")
            made = Loop(spec, holder)
            if not (spec.unit or spec.open):
                holder.hold(made)
            holder.seen |= spec.bit
            made.seen |= start.bit
            holder = made
        if node.loop is not holder.spec:
            made = Loop(node.loop, holder)
            holder.seen |= node.loop.bit
            if not (node.loop.unit or node.loop.open):
                holder.hold(made)
            holder = made
        holder.add(segment, node)
        if self.watcher is not None and node.match is not None and not node.match.match(segment.text):
            self.watcher.element(segment, node, holder)
        return holder


def _called(node: Node) -> str:
    """A segment as people name it: ``NM1*85``, ``REF*EI or SY``."""
    return node.id + (f"*{' or '.join(node.keys)}" if node.keys and len(node.keys) <= 4 else "")
