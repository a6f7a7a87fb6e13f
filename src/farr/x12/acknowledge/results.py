"""What a check found, by interchange, group and set: the ground on which acknowledgements stand."""

from __future__ import annotations

import msgspec

from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Envelope, Loop, Unit
from farr.x12.validate.telling import date

KEPT = 500


class ClaimResult(msgspec.Struct):
    """One claim of an 837 with what a 277CA repeats of it."""

    number: int
    control: str
    charge: str
    patient: list[str]
    provider: list[str]
    first: str
    last: str
    problems: list[Problem]


class SetResult(msgspec.Struct):
    """One transaction set and its faults (the first ``KEPT`` of them)."""

    st: Segment
    problems: list[Problem]
    errors: int
    claims: list[ClaimResult]
    batch: str = ""
    payer: list[str] = msgspec.field(default_factory=list)
    submitter: list[str] = msgspec.field(default_factory=list)


class GroupResult(msgspec.Struct):
    """One functional group with its sets; ``faults`` are the names of the rules that its own segments broke."""

    isa: Segment | None
    gs: Segment
    sets: list[SetResult]
    faults: list[str]
    declared: str = ""


class Results:
    """Listens to a check.  With ``claims`` every claim is kept for a 277CA; memory then grows with their number."""

    def __init__(self, claims: bool = False) -> None:
        self.claims = claims
        self.interchanges: list[Segment] = []
        self.groups: list[GroupResult] = []
        self.faults: list[tuple[str, Segment]] = []
        self.waiting: list[ClaimResult] = []
        self.heads: tuple[str, list[str], list[str]] = ("", [], [])

    def problem(self, problem: Problem, envelope: Envelope) -> None:
        """One fault, in file order."""
        if problem.severity == "error" and not problem.loop and problem.name in {"ISA", "GS", "GE", "IEA"}:
            self.faults.append((problem.rule, problem.segment))
            if self.groups and problem.name in {"GS", "GE"}:
                self.groups[-1].faults.append(problem.rule)
        del envelope

    def control(self, segment: Segment) -> None:
        """A segment of the envelope."""
        name = segment.elements[0]
        if name == "ISA":
            self.interchanges.append(segment)
        elif name == "GS":
            self.groups.append(GroupResult(self.interchanges[-1] if self.interchanges else None, segment, [], []))
        elif name == "GE" and self.groups:
            self.groups[-1].declared = segment.get(1)

    def unit(self, unit: Unit) -> None:
        """A claim."""
        if self.claims and unit.kind == "claim":
            self.waiting.append(_claim(unit))
            root = unit.root
            self.heads = (_element(root, "BHT", 3), _name(root.child("1000B")), _name(root.child("1000A")))

    def set_end(self, envelope: Envelope, problems: list[Problem]) -> None:
        """A set with all its faults."""
        if envelope.st is None or not self.groups:
            self.waiting = []
            return
        wrong = [problem for problem in problems if problem.severity == "error"]
        result = SetResult(envelope.st, wrong[:KEPT], len(wrong), self.waiting, *self.heads)
        by_number = {claim.number: claim for claim in self.waiting}
        for problem in wrong:
            claim = by_number.get(problem.unit)
            if claim is not None and len(claim.problems) < KEPT:
                claim.problems.append(problem)
        self.groups[-1].sets.append(result)
        self.waiting = []


def _claim(unit: Unit) -> ClaimResult:
    loop = unit.loop
    patient = loop.ancestor("2000C")
    subscriber = loop.ancestor("2000B")
    holder = patient.child("2010CA") if patient is not None else subscriber.child("2010BA") if subscriber is not None else None
    billing = loop.ancestor("2000A")
    periods = [when.get(3) for line in [loop, *loop.children("2400")] for when in line.all("DTP", "472", "434")]
    days = [day for period in periods for day in period.split("-") if len(day) == 8 and date(day) is not None]
    return ClaimResult(
        unit.number, _element(loop, "CLM", 1), _element(loop, "CLM", 2), _name(holder),
        _name(billing.child("2010AA") if billing is not None else None),
        min(days, default=""), max(days, default=""), [],
    )  # fmt: skip


def _element(loop: Loop, name: str, at: int) -> str:
    found = loop.get(name)
    return found.get(at) if found is not None else ""


def _name(loop: Loop | None) -> list[str]:
    """NM101 to NM109 of a loop's name."""
    found = loop.get("NM1") if loop is not None else None
    return [found.get(at) for at in range(1, 10)] if found is not None else [""] * 9
