"""The check of a file: every rule of types 1 to 7 while it is read once, with flat memory."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from farr.errors import UnreadableInput
from farr.x12.guides import Node
from farr.x12.parser import Parser
from farr.x12.problems import Problem
from farr.x12.syntax import Segment, Source
from farr.x12.tree import Envelope, Loop, Unit
from farr.x12.validate.acknowledgements import AcknowledgementCheck
from farr.x12.validate.claims import ClaimCheck
from farr.x12.validate.codesets import Codes, CodeSets, NoCodeSets
from farr.x12.validate.companion import CompanionRule, companion_problems
from farr.x12.validate.elements import explain
from farr.x12.validate.envelope import EnvelopeCheck
from farr.x12.validate.hierarchy import Hierarchy
from farr.x12.validate.parties import LOOKED, Parties
from farr.x12.validate.remittance import RemittanceCheck
from farr.x12.validate.rules import rules
from farr.x12.validate.telling import date

CURRENT = "005010"
OUR_SETS = frozenset(("837", "835", "999"))


class Listener(Protocol):
    """Who gets what the check finds, in file order by transaction set."""

    def problem(self, problem: Problem, envelope: Envelope) -> None:
        """One fault; ``problem.unit`` is the claim, payment or acknowledgement that it belongs to, 0 for none."""

    def unit(self, unit: Unit) -> None:
        """A unit was read; its problems come with its set."""

    def set_end(self, envelope: Envelope, problems: list[Problem]) -> None:
        """A set is over, with all its problems."""

    def control(self, segment: Segment) -> None:
        """A segment of the envelope."""


class Outcome(NamedTuple):
    """What the check could not look at (names of code sets), and how much it read."""

    not_checked: tuple[str, ...]
    sets: int
    units: int
    segments: int


def run(source: Source, listener: Listener, codes: CodeSets | None = None, companions: Iterable[CompanionRule] = ()) -> Outcome:
    """Check a file and tell a listener.

    Raises:
        UnreadableInput: the bytes are not X12 from the start.
    """
    checker = _Checker(listener, Codes(codes or NoCodeSets()), tuple(companions))
    parser = Parser(checker)
    checker.parser = parser
    try:
        for unit in parser.run(source):
            if unit.segments:
                checker.last = unit.segments[-1]
    except UnreadableInput as error:
        if checker.seen is None:
            raise
        checker.finish(checker.seen, error)
    else:
        if checker.last is not None:
            checker.finish(checker.last, None)
    last = checker.last
    return Outcome(tuple(sorted(checker.codes.not_checked)), parser.sets, parser.units, last.number if last else 0)


class _Checker:
    """Watches the parser."""

    def __init__(self, listener: Listener, codes: Codes, companions: tuple[CompanionRule, ...]) -> None:
        self.listener, self.codes, self.companions = listener, codes, companions
        self.parser: Parser | None = None
        self.problems: list[Problem] = []
        self.envelopes = EnvelopeCheck(self.report)
        self.parties = Parties(codes, self.report)
        self.seen: Segment | None = None
        self.last: Segment | None = None
        self.set: Envelope | None = None
        self.before = 0
        self.content: ClaimCheck | RemittanceCheck | AcknowledgementCheck | None = None
        self.levels: Hierarchy | None = None
        self.visited: list[Loop] = []

    def report(self, problem: Problem) -> None:
        """Keep a fault until its set is over."""
        self.problems.append(problem)

    def element(self, segment: Segment, node: Node, loop: Loop) -> None:
        """A segment that the fast test did not pass."""
        del loop
        explain(segment, node, self.report)

    def control(self, segment: Segment, envelope: Envelope) -> None:
        """A segment of the envelope."""
        self.seen = segment
        self.envelopes.control(segment, envelope)
        name = segment.elements[0]
        if name != "SE":
            self._flush(envelope)
            self.listener.control(segment)
        if name == "ST":
            self.before, self.set, self.content, self.levels, self.visited = 0, None, None, None, []
        if segment.end.count(segment.delimiters.terminator) > 1 and segment.delimiters.terminator:
            self.empty(segment)

    def empty(self, segment: Segment) -> None:
        """More than one terminator behind a segment."""
        self.report(Problem("segment-empty", segment, segment.elements[0], "", "is followed by an empty segment"))

    def _begin(self, envelope: Envelope) -> None:
        """The first unit of a set, or its end: choose the checks."""
        self.set = envelope
        gs, st = envelope.gs, envelope.st
        guide = envelope.guide
        day = date(gs.get(4)) if gs is not None else None
        self.parties.at(day)
        if guide is None:
            if st is not None:
                text = f"is of version {envelope.version or 'unknown'}, which farr has no guide for; envelope checked only"
                severity = "error" if envelope.set in OUR_SETS else "warning"
                self.report(Problem("set-unknown", st, "ST", "", text, severity=severity))
            return
        self.levels = Hierarchy(guide.set, self.report)
        self.parties.current = guide.name.startswith(CURRENT)
        if not self.parties.current:
            return
        if guide.name.startswith(("005010X222", "005010X223")):
            check = ClaimCheck(self.codes, self.report, guide.name.startswith("005010X223"))
            check.created = day
            self.content = check
        elif guide.set == "835":
            self.content = RemittanceCheck(self.codes, self.report)
        elif guide.set in {"999", "277"}:
            self.content = AcknowledgementCheck(self.report)

    def unit(self, unit: Unit) -> None:
        """A unit is complete."""
        if unit.kind == "interchange" or unit.envelope.st is None:
            return
        if self.set is not unit.envelope:
            self._begin(unit.envelope)
        self._enclosing(unit.loop)
        if unit.loop.parent is not None or unit.envelope.guide is not None:
            self._visit(unit.loop)
        if self.content is not None:
            self.content.unit(unit)
        if self.companions:
            for problem in companion_problems(self.companions, unit):
                self.report(problem)
        first = unit.loop.segments[0].number if unit.loop.segments else 0
        for problem in self.problems[self.before :]:
            if problem.segment.number >= first or problem.loop[:5] in {"2000B", "2010B", "2000C", "2010C"}:
                problem.unit = unit.number
        self.before = len(self.problems)
        self.listener.unit(unit)

    def _enclosing(self, loop: Loop) -> None:
        """The loops around a unit, each once; their HL levels in order."""
        chain = []
        holder = loop.parent
        while holder is not None:
            chain.append(holder)
            holder = holder.parent
        chain.reverse()
        kept = 0
        while kept < len(chain) and kept < len(self.visited) and chain[kept] is self.visited[kept]:
            kept += 1
        for one in chain[kept:]:
            if one.parent is not None:
                self._visit(one)
        self.visited = chain

    def _visit(self, loop: Loop) -> None:
        levels, parties = self.levels, self.parties
        for segment, node in zip(loop.segments, loop.nodes, strict=True):
            if node is None:
                continue
            name = segment.elements[0]
            if name == "HL" and levels is not None:
                levels.level(segment)
            elif node.externals or name in LOOKED:
                parties.look(segment, node)
            if segment.end != segment.delimiters.terminator and segment.end.count(segment.delimiters.terminator) > 1:
                self.empty(segment)
        for inner in loop.loops:
            self._visit(inner)

    def set_end(self, root: Loop, envelope: Envelope, se: Segment | None) -> None:
        """A set is over."""
        if self.set is not envelope:
            self._begin(envelope)
        if envelope.guide is not None and root.spec is not None and not root.spec.unit:
            self._visit(root)
        if self.levels is not None:
            self.levels.end()
        if isinstance(self.content, (RemittanceCheck, AcknowledgementCheck)):
            self.content.end(root)
        if se is None and root.segments:
            st = envelope.st or root.segments[0]
            self.report(Problem("set-trailer-missing", st, "SE", "", "the transaction set that begins here is not ended by SE"))
        self._flush(envelope)
        self.listener.set_end(envelope, self.flushed)

    def _flush(self, envelope: Envelope) -> None:
        found = sorted(self.problems, key=lambda problem: problem.segment.number)
        self.problems, self.before = [], 0
        self.flushed = found
        for problem in found:
            problem.severity = problem.severity or rules()[problem.rule].severity
            self.listener.problem(problem, envelope)

    def finish(self, last: Segment, error: UnreadableInput | None) -> None:
        """The file is over."""
        if error is not None:
            self.report(Problem("text-behind-end", last, last.elements[0], "", error.message))
        else:
            self.envelopes.file_end(last)
        self._flush(Envelope())
