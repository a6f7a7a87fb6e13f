"""A segment that the fast test did not pass, looked at element by element."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from farr.x12.guides import Element, Node
from farr.x12.guides.patterns import DATE, FORMATS, TIME
from farr.x12.problems import Problem
from farr.x12.syntax import Segment

PERIODS = {name: re.compile(text) for name, text in FORMATS.items()}
DECIMAL = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
WHOLE = re.compile(r"-?[0-9]+")
FORBIDDEN = re.compile(r"[^ -~]")
SHOWN = re.compile(r"[A-Z0-9]{1,3}")
MONEY, MONEY_DIGITS, CENTS = "782", 10, 2
MOST_LISTED = 12
SHAPES = {"D8": "CCYYMMDD", "RD8": "CCYYMMDD-CCYYMMDD", "DT": "CCYYMMDDHHMM", "TM": "HHMM"}


class Fault(NamedTuple):
    """What is wrong with one value: the rule, the message, the code of a 999, and ``warning`` where it can stand."""

    rule: str
    message: str
    code: str
    severity: str = ""


CLOCKS = {
    "DT": (re.compile(DATE), Fault("element-date", "is no date of the calendar as CCYYMMDD", "8")),
    "TM": (re.compile(TIME), Fault("element-time", "is no time of the day as HHMM", "9")),
}


def explain(segment: Segment, node: Node, report: Callable[[Problem], None]) -> None:
    """Report what is wrong with a segment in its place; nothing, where the fast test was too strict."""
    _Look(segment, node, report).run()


def simple_faults(element: Element, value: str) -> list[Fault]:
    """What is wrong with a simple element's value."""
    if FORBIDDEN.search(value):
        return [Fault("element-character", "holds a character outside the character set", "6")]
    if not value.strip():
        return [Fault("element-blank", "holds blanks only; leave it empty", "6" if element.kind == "AN" else "7")]
    typed = _typed(element, value)
    found = [typed] if typed is not None else []
    if element.codes is not None and value not in element.codes:
        listed = ", ".join(sorted(element.codes)) if len(element.codes) <= MOST_LISTED else f"one of {len(element.codes)} codes"
        told = f" {value}" if SHOWN.fullmatch(value) else ""
        found.append(Fault("element-code", f"has a value{told} that the guide does not list; expected {listed}", "7"))
    if not found and element.kind == "AN" and value != value.strip():
        found = [Fault("element-padded", "begins or ends with blanks", "6", "warning")]
    return found


def _typed(element: Element, value: str) -> Fault | None:
    kind = element.kind
    if kind in {"AN", "ID"}:
        return _length(element, len(value))
    if kind in CLOCKS:
        pattern, fault = CLOCKS[kind]
        return None if pattern.fullmatch(value) else fault
    if not (DECIMAL if kind == "R" else WHOLE).fullmatch(value):
        told = "a decimal number" if kind == "R" else "a whole number"
        return Fault("element-number", f"is not {told}; expected digits without signs of grouping", "6")
    digits = sum(sign.isdigit() for sign in value)
    if element.number == MONEY and digits > MONEY_DIGITS:
        return Fault("element-too-long", f"has {digits} digits; expected at most {MONEY_DIGITS}, cents included", "5")
    if element.number == MONEY and len(value.partition(".")[2].rstrip("0")) > CENTS:
        return Fault("element-number", "has fractions of a cent", "6")
    return _length(element, digits)


def _length(element: Element, length: int) -> Fault | None:
    if length > element.longest:
        return Fault("element-too-long", f"is {length} long; expected at most {element.longest}", "5")
    if length < element.shortest:
        return Fault("element-too-short", f"is {length} long; expected at least {element.shortest}", "4")
    return None


class _Look:
    def __init__(self, segment: Segment, node: Node, report: Callable[[Problem], None]) -> None:
        self.segment, self.node, self.report = segment, node, report
        self.signs = segment.delimiters

    def tell(self, fault: Fault, at: int, part: int = 0, number: str = "", value: str = "", repeat: int = 0) -> None:
        name = self.node.id
        called = f"{name}{at:02d}{f'-{part}' if part else ''}" if at else name
        self.report(
            Problem(
                fault.rule, self.segment, name, self.node.loop.id, f"{called} {fault.message}",
                "8", fault.code, (at, part, repeat), number, value, fault.severity,
            )
        )  # fmt: skip

    def run(self) -> None:
        values = self.segment.elements[1:]
        elements = self.node.elements
        if values and not values[-1]:
            self.tell(Fault("separator-surplus", "ends in separators; empty elements at the end are left off", "", "warning"), 0)
        if len(values) > len(elements) and any(values[len(elements) :]):
            text = f"is more than the {len(elements)} elements that the segment has"
            self.tell(Fault("element-surplus", text, "3"), len(elements) + 1)
        for at, element in enumerate(elements, 1):
            value = values[at - 1] if at <= len(values) else ""
            self.one(element, value, at, values[at - 2] if at > 1 and at - 2 < len(values) else "", elements[at - 2])
        for relation in self.node.relations:
            self.relation(relation.kind, relation.positions, values)

    def one(self, element: Element, value: str, at: int, before: str, previous: Element) -> None:
        if not value:
            if element.usage == "R":
                self.tell(Fault("element-missing", "is required", "1"), at, number=element.number)
            return
        if element.usage == "N":
            self.tell(
                Fault("element-not-used", "is not used here; leave it empty", "I10"), at, number=element.number, value=value
            )
            return
        if element.repeats and self.signs.repetition:
            for repeat, one in enumerate(value.split(self.signs.repetition), 1):
                self.inside(element, one, at, before, previous, repeat)
            return
        if self.signs.repetition and self.signs.repetition in value:
            self.tell(Fault("element-repeated", "may not repeat", "12"), at, number=element.number)
            return
        self.inside(element, value, at, before, previous, 0)

    def inside(self, element: Element, value: str, at: int, before: str, previous: Element, repeat: int) -> None:
        component = self.signs.component
        if not element.parts:
            if component and component in value:
                self.tell(Fault("component-surplus", "is no composite and holds a component separator", "13"), at)
                return
            self.value(element, value, at, 0, before, previous, repeat)
            return
        values = value.split(component) if component else [value]
        if not values[-1]:
            text = "ends in component separators; empty components at the end are left off"
            self.tell(Fault("separator-surplus", text, "", "warning"), at)
        if len(values) > len(element.parts):
            self.tell(
                Fault("component-surplus", f"has more than {len(element.parts)} components", "13"), at, number=element.number
            )
        for part, inner in enumerate(element.parts, 1):
            one = values[part - 1] if part <= len(values) else ""
            if not one:
                if inner.usage == "R":
                    self.tell(Fault("element-missing", "is required", "1"), at, part, inner.number, repeat=repeat)
            elif inner.usage == "N":
                self.tell(Fault("element-not-used", "is not used here; leave it empty", "I10"), at, part, inner.number, one)
            else:
                first = values[part - 2] if part > 1 else ""
                self.value(inner, one, at, part, first, element.parts[part - 2], repeat)

    def value(self, element: Element, value: str, at: int, part: int, before: str, previous: Element, repeat: int) -> None:
        faults = simple_faults(element, value)
        if not faults and element.number == "1251" and previous.number == "1250":
            period = _period(before, value, previous)
            faults = [period] if period is not None else []
        for fault in faults:
            self.tell(fault, at, part, element.number, value, repeat)

    def relation(self, kind: str, positions: tuple[int, ...], values: list[str]) -> None:
        there = [bool(at <= len(values) and values[at - 1]) for at in positions]
        names = [f"{self.node.id}{at:02d}" for at in positions]
        others = " or ".join(names[1:])
        lacking = positions[there.index(False)] if False in there else 0
        if any(self.node.elements[at - 1].usage == "R" for at, one in zip(positions, there, strict=True) if not one):
            return
        if kind == "P" and any(there) and not all(there):
            self.tell(Fault("element-dependent", f"is required where {self._given(positions, there)} is given", "2"), lacking)
        elif kind == "R" and not any(there):
            self.tell(Fault("element-dependent", f"or {others} is required", "2"), positions[0])
        elif kind == "E" and sum(there) > 1:
            self.tell(Fault("element-exclusive", f"may not stand beside {names[0]}", "10"), positions[1])
        elif kind == "C" and there[0] and not all(there):
            self.tell(Fault("element-dependent", f"is required where {names[0]} is given", "2"), lacking)
        elif kind == "L" and there[0] and not any(there[1:]):
            self.tell(Fault("element-dependent", f"asks for {others}", "2"), positions[0])

    def _given(self, positions: tuple[int, ...], there: list[bool]) -> str:
        return " and ".join(f"{self.node.id}{at:02d}" for at, one in zip(positions, there, strict=True) if one)


def _period(qualifier: str, value: str, previous: Element) -> Fault | None:
    if qualifier not in PERIODS or (previous.codes is not None and qualifier not in previous.codes):
        return None
    if not PERIODS[qualifier].fullmatch(value):
        code = "9" if qualifier == "TM" else "8"
        return Fault("element-date", f"is not {SHAPES[qualifier]} as {qualifier} says, or no date of the calendar", code)
    if qualifier == "RD8" and value[:8] > value[9:]:
        return Fault("period-reversed", "begins after it ends", "8")
    return None


__all__ = ["Fault", "explain", "simple_faults"]
