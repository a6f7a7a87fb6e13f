"""Faults as findings: numbered, placed, with the rule's source and how to mend it; never the value that stood there."""

from __future__ import annotations

from farr.records import Finding, Fix
from farr.x12.problems import Problem
from farr.x12.tree import Envelope
from farr.x12.validate.rules import rules


def finding(problem: Problem, envelope: Envelope) -> Finding:
    """The finding of a fault.

    ``where`` names transaction set, claim (or payment), loop, segment and element: ``set 1 claim 2 loop 2300 segment 20 CLM02``.
    """
    rule = rules()[problem.rule]
    segment, st = problem.segment, envelope.st
    inside = st is not None and segment.number >= st.number
    place = problem.element or problem.name
    steps = [f"set {envelope.number}" if inside else "", f"{_unit(envelope)} {problem.unit}" if problem.unit else ""]
    steps += [f"loop {problem.loop}" if problem.loop else "", f"segment {segment.number} {place}"]
    return Finding(
        edit=rule.id,
        name=rule.name,
        severity="error" if problem.severity == "error" else "warning",
        message=problem.message,
        where=" ".join(step for step in steps if step),
        source=rule.source,
        fix=Fix(text=rule.fix, safe=False),
        snip=rule.snip,
        loop=problem.loop or None,
        segment=problem.name,
        segment_number=segment.number,
        set_position=segment.number - st.number + 1 if st is not None and inside else None,
        byte=segment.byte,
        element=problem.element or None,
    )


def _unit(envelope: Envelope) -> str:
    kind = envelope.guide.unit if envelope.guide is not None else ""
    return kind if kind in {"claim", "payment"} else "unit"
