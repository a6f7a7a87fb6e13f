"""A claim's figures and codes, picked from its loops once for all checks."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from farr.x12.syntax import Segment
from farr.x12.tree import Loop
from farr.x12.validate.telling import date, money

DIAGNOSES = frozenset(("ABK", "ABF", "BK", "BF", "ABJ", "BJ", "APR", "PR", "ABN", "BN"))
LISTED = frozenset(("ABK", "ABF", "BK", "BF"))


class Diagnosis(NamedTuple):
    """One entry of an HI segment; ``listed`` ones are the claim's diagnoses proper, that pointers count."""

    qualifier: str
    code: str
    segment: Segment
    at: int
    listed: bool
    poa: str


class Line:
    """A service line; ``*_at`` say which element of SV1 or SV2 holds what."""

    __slots__ = (
        "charge", "charge_at", "code", "code_at", "counter", "date", "loop", "modifiers", "place", "pointers", "qualifier",
        "revenue", "service", "through", "unit", "units", "units_at", "units_text", "when",
    )  # fmt: skip

    def __init__(self, loop: Loop, institution: bool) -> None:
        self.loop = loop
        self.counter: Segment | None = None
        self.service: Segment | None = None
        self.when: Segment | None = None
        wanted = "SV2" if institution else "SV1"
        for segment in loop.segments:
            name = segment.elements[0]
            if name == wanted:
                self.service = segment
            elif name == "LX":
                self.counter = segment
            elif name == "DTP" and segment.get(1) == "472":
                self.when = segment
        shift = 1 if institution else 0
        self.code_at, self.charge_at, self.units_at = 1 + shift, 2 + shift, 4 + shift
        elements = self.service.elements if self.service is not None else [wanted]
        elements = elements if len(elements) > 7 else [*elements, *[""] * (8 - len(elements))]
        self.charge: Decimal = money(elements[self.charge_at])
        self.units_text = elements[self.units_at]
        self.units: Decimal = money(self.units_text)
        self.unit = elements[3 + shift]
        component = self.service.delimiters.component if self.service is not None else ""
        parts = elements[self.code_at].split(component) if component else [elements[self.code_at]]
        self.qualifier, self.code, self.modifiers = parts[0], parts[1] if len(parts) > 1 else "", parts[2:6]
        self.revenue = elements[1] if institution else ""
        self.place = "" if institution else elements[5]
        self.pointers = "" if institution else elements[7]
        self.date: dt.date | None = None
        self.through: dt.date | None = None
        if self.when is not None:
            value = self.when.get(3)
            self.date = self.through = date(value[:8])
            if len(value) == 17:
                self.through = date(value[9:])


class Claim:
    """A claim: its loop and CLM, dates, references, diagnoses and lines.  ``first`` and ``last`` bound its services."""

    __slots__ = (
        "amounts", "charge", "clm", "dates", "diagnoses", "facility", "first", "frequency", "his", "last", "lines", "loop",
        "names", "references", "segments",
    )  # fmt: skip

    def __init__(self, loop: Loop, clm: Segment, institution: bool) -> None:
        self.loop, self.clm = loop, clm
        self.charge = money(clm.get(2))
        kind = clm.parts(5)
        self.facility = kind[0]
        self.frequency = kind[2] if len(kind) > 2 else ""
        self.dates: dict[str, Segment] = {}
        self.references: dict[str, Segment] = {}
        self.amounts: dict[str, Segment] = {}
        self.segments: dict[str, list[Segment]] = {}
        self.diagnoses: list[Diagnosis] = []
        self.his: list[tuple[str, list[str], Segment, int]] = []
        for segment in loop.segments:
            name = segment.elements[0]
            if name == "DTP":
                self.dates[segment.get(1)] = segment
            elif name == "REF":
                self.references[segment.get(1)] = segment
            elif name == "HI":
                self._codes(segment)
            elif name == "AMT":
                self.amounts[segment.get(1)] = segment
            elif name != "CLM":
                self.segments.setdefault(name, []).append(segment)
        self.lines: list[Line] = []
        self.names: dict[str, Loop] = {}
        for inner in loop.loops:
            if inner.id == "2400":
                self.lines.append(Line(inner, institution))
            elif inner.segments and inner.segments[0].elements[0] == "NM1":
                self.names[inner.segments[0].get(1)] = inner
        self.first, self.last = self._span(institution)

    @classmethod
    def of(cls, loop: Loop, institution: bool) -> Claim | None:
        """The claim of a loop 2300; None where it has no CLM."""
        clm = loop.segments[0] if loop.segments else None
        return cls(loop, clm, institution) if clm is not None and clm.elements[0] == "CLM" else None

    def _codes(self, segment: Segment) -> None:
        component = segment.delimiters.component
        for at, value in enumerate(segment.elements[1:], 1):
            parts = value.split(component) if component else [value]
            qualifier = parts[0]
            if qualifier in DIAGNOSES:
                code = parts[1] if len(parts) > 1 else ""
                poa = parts[8] if len(parts) > 8 else ""
                self.diagnoses.append(Diagnosis(qualifier, code, segment, at, qualifier in LISTED, poa))
            elif qualifier:
                self.his.append((qualifier, parts, segment, at))

    def _span(self, institution: bool) -> tuple[dt.date | None, dt.date | None]:
        if institution and "434" in self.dates:
            value = self.dates["434"].get(3)
            return date(value[:8]), date(value[9:17] if len(value) == 17 else value[:8])
        days = [line.date for line in self.lines if line.date is not None]
        ends = [line.through for line in self.lines if line.through is not None]
        return (min(days) if days else None), (max(ends) if ends else None)
