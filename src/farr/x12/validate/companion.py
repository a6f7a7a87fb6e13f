"""SNIP type 7: a payer's companion rules as a site writes them down.

A rule is a row of a tab-separated table: ``id``, ``payer`` (2010BB NM109 or the receiver in ISA08; ``*`` for all),
``element`` (``2010AA/N403``, ``2300/REF*G1`` for a segment), ``test`` (``required``, ``forbidden``, ``one-of``, ``pattern``,
``longest``), ``value`` and ``message``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from farr.errors import UnreadableInput
from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Loop, Unit

TESTS = ("required", "forbidden", "one-of", "pattern", "longest")
PLACE = re.compile(
    r"(?P<loop>[0-9A-Z]+)/(?P<name>[A-Z][A-Z0-9]{1,2}?)(?P<at>[0-9]{2})?(?:-(?P<part>[0-9]))?(?:\*(?P<key>[0-9A-Z]+))?"
)
COLUMNS = 6


class CompanionRule(NamedTuple):
    """One rule of a site; ``at`` 0 means the segment itself."""

    id: str
    payer: str
    loop: str
    name: str
    key: str
    at: int
    part: int
    test: str
    value: str
    message: str


def read_companion(text: str, where: str = "") -> tuple[CompanionRule, ...]:
    """The rules of a table.

    Raises:
        UnreadableInput: a row has not six columns, or its element or test is not one that is known.
    """
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = line.split("\t")
        place = PLACE.fullmatch(row[2]) if len(row) == COLUMNS else None
        if place is None or row[3] not in TESTS:
            expected = f"expected id, payer, loop/element, one of {', '.join(TESTS)}, value and message, tabs between"
            raise UnreadableInput(expected, f"{where}:{number}")
        found.append(
            CompanionRule(
                row[0], row[1], place["loop"], place["name"], place["key"] or "", int(place["at"] or 0), int(place["part"] or 0),
                row[3], row[4], row[5],
            )
        )  # fmt: skip
    return tuple(found)


def companion_problems(rules: tuple[CompanionRule, ...], unit: Unit) -> Iterator[Problem]:
    """What a unit lacks by the rules that apply to its payer."""
    payers = _payers(unit)
    for rule in rules:
        if rule.payer != "*" and rule.payer not in payers:
            continue
        for loop in _loops(unit.loop, rule.loop):
            yield from _rule(rule, loop)


def _payers(unit: Unit) -> set[str]:
    found = set()
    subscriber = unit.loop.ancestor("2000B")
    payer = subscriber.child("2010BB") if subscriber is not None else None
    if payer is not None and payer.segments:
        found.add(payer.segments[0].get(9))
    if unit.envelope.isa is not None:
        found.add(unit.envelope.isa.get(8).strip())
    return found


def _loops(loop: Loop, name: str) -> Iterator[Loop]:
    holder: Loop | None = loop
    while holder is not None:
        if holder.id == name:
            yield holder
        if holder is not loop:
            yield from holder.children(name)
        holder = holder.parent
    yield from _within(loop, name)


def _within(loop: Loop, name: str) -> Iterator[Loop]:
    for inner in loop.loops:
        if inner.id == name:
            yield inner
        yield from _within(inner, name)


def _rule(rule: CompanionRule, loop: Loop) -> Iterator[Problem]:
    matching = list(loop.all(rule.name, *([rule.key] if rule.key else [])))
    if not matching:
        if rule.test == "required" and loop.segments:
            yield _problem(rule, loop.segments[0], loop)
        return
    for segment in matching:
        if not rule.at:
            if rule.test == "forbidden":
                yield _problem(rule, segment, loop)
            continue
        value = segment.get(rule.at)
        if rule.part:
            parts = segment.parts(rule.at)
            value = parts[rule.part - 1] if rule.part <= len(parts) else ""
        if not _holds(rule, value):
            yield _problem(rule, segment, loop)


def _holds(rule: CompanionRule, value: str) -> bool:
    match rule.test:
        case "required":
            return bool(value)
        case "forbidden":
            return not value
        case "one-of":
            return not value or value in rule.value.split(",")
        case "pattern":
            return not value or re.fullmatch(rule.value, value) is not None
    return len(value) <= int(rule.value)


def _problem(rule: CompanionRule, segment: Segment, loop: Loop) -> Problem:
    place = (rule.at, rule.part, 0)
    return Problem("companion", segment, rule.name, loop.id, f"{rule.message} (companion rule {rule.id})", "8", "I6", place)
