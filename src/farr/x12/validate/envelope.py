"""SNIP type 1, around the transaction sets: widths, counts and control numbers of ISA, GS, ST and their trailers."""

from __future__ import annotations

import re
from collections.abc import Callable

from farr.x12.guides.patterns import CLOCK, DATE, TIME
from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Envelope

ISA_WIDTHS = (2, 10, 2, 10, 2, 15, 2, 15, 6, 4, 1, 5, 9, 1, 1, 1)
PARTY = "01|14|20|27|28|29|30|33|ZZ"
ISA_VALUES = {
    1: re.compile("00|03"), 3: re.compile("00|01"), 5: re.compile(PARTY), 7: re.compile(PARTY),
    9: re.compile(r"[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"), 10: re.compile(CLOCK),
    12: re.compile("00501|00401"), 13: re.compile("[0-9]{9}"), 14: re.compile("[01]"), 15: re.compile("[PT]"),
}  # fmt: skip
ISA_MEANING = {
    1: "00 or 03", 3: "00 or 01", 5: "an identifier qualifier", 7: "an identifier qualifier", 9: "a date YYMMDD",
    10: "a time HHMM", 12: "00501", 13: "nine digits", 14: "0 or 1", 15: "P or T",
}  # fmt: skip
FUNCTIONAL = {
    "837": "HC", "835": "HP", "999": "FA", "997": "FA", "277": "HN", "276": "HR", "270": "HS", "271": "HB", "278": "HI",
    "834": "BE", "820": "RA",
}  # fmt: skip
GS_VALUES = {
    1: (re.compile("[A-Z]{2}"), "a functional identifier of two letters"),
    2: (re.compile(".{2,15}"), "2 to 15 characters"),
    3: (re.compile(".{2,15}"), "2 to 15 characters"),
    4: (re.compile(DATE), "a date CCYYMMDD"),
    5: (re.compile(TIME), "a time HHMM"),
    6: (re.compile("[0-9]{1,9}"), "a control number of 1 to 9 digits"),
    7: (re.compile("X"), "X"),
    8: (re.compile("[0-9A-Z]{6,12}"), "a version of 6 to 12 characters"),
}


class EnvelopeCheck:
    """Watches the segments of the envelope; ``report`` gets what is wrong."""

    def __init__(self, report: Callable[[Problem], None]) -> None:
        self.report = report
        self.isa: Segment | None = None
        self.gs: Segment | None = None
        self.groups, self.sets = 0, 0
        self.group_numbers: set[str] = set()
        self.set_numbers: set[str] = set()
        self.first, self.outside = True, False

    def tell(self, rule: str, segment: Segment, at: int, message: str) -> None:
        """Report a fault of an element of an envelope's segment."""
        name = segment.elements[0]
        called = f"{name}{at:02d} " if at else ""
        self.report(Problem(rule, segment, name, "", f"{called}{message}", place=(at, 0, 0)))

    def control(self, segment: Segment, envelope: Envelope) -> None:
        """A segment of the envelope, in file order."""
        name = segment.elements[0]
        if self.first and name != "ISA":
            self.tell("envelope-missing", segment, 0, "the file begins without ISA and GS; read with the usual delimiters")
        self.first = False
        known = {"ISA": self._isa, "GS": self._gs, "ST": self._st, "GE": self._ge, "IEA": self._iea}.get(name)
        if known is not None:
            known(segment)
        elif name == "SE":
            self._se(segment, envelope)
        elif name != "TA1" and not self.outside:
            self.tell("segment-outside-set", segment, 0, "and what follows stand outside a transaction set")
        self.outside = known is None and name not in {"SE", "TA1"}

    def _isa(self, segment: Segment) -> None:
        self._open_ends(segment, interchange=True)
        self.isa, self.groups = segment, 0
        self.group_numbers = set()
        for at, width in enumerate(ISA_WIDTHS, 1):
            value = segment.get(at)
            if len(value) != width:
                self.tell("interchange-header", segment, at, f"is {len(value)} characters wide; expected {width}")
            elif at in ISA_VALUES and not ISA_VALUES[at].fullmatch(value):
                self.tell("interchange-header", segment, at, f"is not {ISA_MEANING[at]}")
        separator = segment.get(11)
        if segment.get(12) == "00501" and (separator.isalnum() or separator in "".join(self._signs(segment))):
            self.tell("interchange-header", segment, 11, "is no repetition separator of its own")
        if len(segment.elements) > len(ISA_WIDTHS) + 1:
            self.tell("interchange-header", segment, 17, "is more than an ISA has")
        for at in (6, 8):
            if not segment.get(at).strip():
                self.tell("interchange-header", segment, at, "is blank; expected who sends or receives")

    @staticmethod
    def _signs(segment: Segment) -> tuple[str, ...]:
        return segment.delimiters.element, segment.delimiters.component, segment.delimiters.terminator

    def _gs(self, segment: Segment) -> None:
        self._open_ends(segment)
        if self.isa is None and self.gs is None and segment.number > 1:
            self.tell("envelope-missing", segment, 0, "a functional group begins outside an interchange")
        self.gs, self.sets = segment, 0
        self.groups += 1
        self.set_numbers = set()
        for at, (pattern, meaning) in GS_VALUES.items():
            if not pattern.fullmatch(segment.get(at).rstrip() if at in {2, 3} else segment.get(at)):
                self.tell("group-header", segment, at, f"is not {meaning}")
        if len(segment.elements) > 9:
            self.tell("group-header", segment, 9, "is more than a GS has")
        number = segment.get(6)
        if number in self.group_numbers:
            self.tell("control-number-repeated", segment, 6, "was used for another group of the interchange")
        self.group_numbers.add(number)

    def _st(self, segment: Segment) -> None:
        self.sets += 1
        number = segment.get(2)
        if self.gs is None and self.isa is not None:
            self.tell("group-header", segment, 0, "a transaction set begins outside a functional group")
        if number in self.set_numbers:
            self.tell("control-number-repeated", segment, 2, "was used for another set of the group")
        self.set_numbers.add(number)
        if not re.fullmatch("[0-9A-Z]{4,9}", number):
            self.tell("set-control", segment, 2, "is not a control number of 4 to 9 characters")
        if self.gs is None:
            return
        kind = FUNCTIONAL.get(segment.get(1))
        if kind is not None and kind != self.gs.get(1):
            self.tell("set-not-of-group", segment, 1, f"is no set of the group's kind; GS01 must be {kind} for it")
        if segment.get(3) and segment.get(3) != self.gs.get(8):
            self.tell("set-not-of-group", segment, 3, "names another version than GS08")

    def _se(self, segment: Segment, envelope: Envelope) -> None:
        st = envelope.st
        if st is None:
            self.tell("set-control", segment, 0, "a transaction set ends that has not begun")
            return
        count = segment.number - st.number + 1
        if not segment.get(1).isdigit() or int(segment.get(1)) != count:
            self.tell("segment-count", segment, 1, f"is not the number of segments from ST to SE, {count}")
        if segment.get(2) != st.get(2):
            self.tell("set-control-number", segment, 2, "is not the control number of ST02")

    def _ge(self, segment: Segment) -> None:
        gs = self.gs
        if gs is None:
            self.tell("group-header", segment, 0, "a functional group ends that has not begun")
            return
        if not segment.get(1).isdigit() or int(segment.get(1)) != self.sets:
            self.tell("set-count", segment, 1, f"is not the number of transaction sets in the group, {self.sets}")
        if segment.get(2) != gs.get(6):
            self.tell("group-control-number", segment, 2, "is not the control number of GS06")
        if len(segment.elements) != 3:
            self.tell("group-header", segment, 0, "GE has not two elements")
        self.gs = None

    def _iea(self, segment: Segment) -> None:
        if self.gs is not None:
            self.tell("group-trailer-missing", segment, 0, "a functional group is not ended by GE")
            self.gs = None
        isa = self.isa
        if isa is None:
            self.tell("interchange-header", segment, 0, "an interchange ends that has not begun")
            return
        if not segment.get(1).isdigit() or int(segment.get(1)) != self.groups:
            self.tell("group-count", segment, 1, f"is not the number of groups in the interchange, {self.groups}")
        if segment.get(2) != isa.get(13):
            self.tell("interchange-control-number", segment, 2, "is not the control number of ISA13")
        if len(segment.elements) != 3:
            self.tell("interchange-header", segment, 0, "IEA has not two elements")
        self.isa = None

    def _open_ends(self, segment: Segment, interchange: bool = False) -> None:
        if self.gs is not None:
            self.tell("group-trailer-missing", segment, 0, "a functional group is not ended by GE")
            self.gs = None
        if interchange and self.isa is not None:
            self.tell("interchange-trailer-missing", segment, 0, "the interchange before is not ended by IEA")

    def file_end(self, last: Segment) -> None:
        """The file ends: is it whole?"""
        if not last.end:
            self.tell("file-cut", last, 0, "the file ends inside a segment: it was cut off, or the last terminator is missing")
        elif self.isa is not None or self.gs is not None:
            self.tell("file-cut", last, 0, "the file ends before IEA: it was cut off")
        elif last.elements[0] not in {"IEA", "SE", "GE"}:
            self.tell("file-cut", last, 0, "the file ends inside a transaction set: it was cut off")
