"""How the checks of claims and payments report, and read dates and money."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Loop

ZERO = Decimal(0)
MOST_SEARCHED = 1000
"""Segments of a loop among which a place is looked up; no guide allows a loop so many."""


@lru_cache(maxsize=65536)
def money(text: str) -> Decimal:
    """An amount; nothing, or what is no number (another rule says so), is zero."""
    try:
        value = Decimal(text) if text else ZERO
    except InvalidOperation:
        return ZERO
    return value if value.is_finite() else ZERO


@lru_cache(maxsize=16384)
def date(text: str) -> dt.date | None:
    """The date that CCYYMMDD begins a text with; None where there is none (another rule says so)."""
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        return None


class Teller:
    """Reports faults at elements, and at segments that a situation asks for or forbids."""

    def __init__(self, report: Callable[[Problem], None]) -> None:
        self.report = report

    def element(
        self, rule: str, segment: Segment, loop: Loop, at: int, message: str, code: str = "7", part: int = 0, severity: str = ""
    ) -> None:
        """A fault of an element (``part``: of a component)."""
        name = segment.elements[0]
        number = _number(segment, loop, at, part)
        called = f"{name}{at:02d}{f'-{part}' if part else ''}"
        self.report(
            Problem(
                rule, segment, name, loop.id, f"{called} {message}", "8", code, (at, part, 0), number,
                _value(segment, at, part), severity,
            )
        )  # fmt: skip

    def lacking(self, rule: str, segment: Segment, loop: Loop, name: str, message: str, severity: str = "") -> None:
        """A segment that the situation asks for and that is not there."""
        self.report(Problem(rule, segment, name, loop.id, message, "I6", severity=severity))

    def surplus(self, rule: str, segment: Segment, loop: Loop, message: str, severity: str = "") -> None:
        """A segment that the situation does not allow."""
        self.report(Problem(rule, segment, segment.elements[0], loop.id, message, "I9", severity=severity))


def _number(segment: Segment, loop: Loop, at: int, part: int) -> str:
    """The data element's number, as an acknowledgement gives it."""
    if len(loop.segments) > MOST_SEARCHED:
        return ""
    for one, node in zip(loop.segments, loop.nodes, strict=True):
        if one is segment and node is not None and at <= len(node.elements):
            element = node.elements[at - 1]
            return element.parts[part - 1].number if part and part <= len(element.parts) else element.number
    return ""


def _value(segment: Segment, at: int, part: int) -> str:
    parts = segment.parts(at) if part and segment.delimiters.component else [segment.get(at)]
    return parts[part - 1] if 0 < part <= len(parts) else segment.get(at)
