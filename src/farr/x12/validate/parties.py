"""Types 2, 4 and 5 for what names people and places: identifiers, states, postal codes, taxonomies, reason codes.

Each look depends on one segment and its place alone, so that a segment seen before is passed at once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from farr.x12.guides import Node
from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.validate.codesets import Codes, npi_holds

EXTERNAL = {
    "taxonomy": ("taxonomy-code", "is no provider taxonomy code"),
    "state": ("state-code", "is no state, territory or province"),
    "pos": ("place-of-service", "is no place-of-service code"),
    "carc": ("adjustment-reason", "is no claim adjustment reason code in force"),
    "rarc": ("remark-code", "is no remark code in force"),
}
SETS = {"pos": "place-of-service"}
POSTAL = re.compile(r"[0-9]{5}(?:[0-9]{4})?")
NINE = re.compile(r"[0-9]{9}")
BOX = re.compile(r"(?:P\.? ?O\.? ?BOX|POST OFFICE BOX|LOCK ?BOX)\b", re.IGNORECASE)
FACILITIES = re.compile(r"[1-46][1-8]|7[1-79]|8[1-79]")
STREET_ONLY = frozenset(("2010AA",))
NINE_DIGIT_ZIP = frozenset(("2010AA", "2310C", "2310E"))
SMALL = 200_000


class Parties:
    """``report`` gets what is wrong; ``date`` is the one that code sets are asked for; ``current`` is False for sets of a
    version from before National Provider Identifiers, which are held to code sets only."""

    def __init__(self, codes: Codes, report: Callable[[Problem], None]) -> None:
        self.codes, self.report = codes, report
        self.date: dt.date | None = None
        self.passed: set[tuple[int, str]] = set()
        self.clean = True
        self.current = True

    def at(self, date: dt.date | None) -> None:
        """Ask code sets for this date from now on."""
        if date != self.date:
            self.date, self.passed = date, set()

    def look(self, segment: Segment, node: Node) -> None:
        """Look at one segment, unless the same was right before."""
        key = (node.index, segment.text)
        if key in self.passed:
            return
        self.clean = True
        for at, part, name in node.externals:
            value = segment.get(at)
            if part:
                parts = value.split(segment.delimiters.component)
                value = parts[part - 1] if part <= len(parts) else ""
            if value:
                self._external(segment, node, at, part, name, value)
        handler = HANDLERS.get(node.id) if self.current else None
        if handler is not None:
            handler(self, segment, node)
        if self.clean:
            if len(self.passed) > SMALL:
                self.passed.clear()
            self.passed.add(key)

    def tell(
        self, rule: str, segment: Segment, node: Node, at: int, message: str, code: str = "7", part: int = 0, severity: str = ""
    ) -> None:
        """Report a fault of an element."""
        self.clean = False
        called = f"{node.id}{at:02d}{f'-{part}' if part else ''}"
        element = node.elements[at - 1]
        number = element.parts[part - 1].number if part and element.parts else element.number
        self.report(
            Problem(
                rule, segment, node.id, node.loop.id, f"{called} {message}", "8", code, (at, part, 0), number,
                segment.get(at), severity,
            )
        )  # fmt: skip

    def _external(self, segment: Segment, node: Node, at: int, part: int, name: str, value: str) -> None:
        if name == "postal":
            if self._domestic(segment) and not POSTAL.fullmatch(value):
                self.tell("postal-code", segment, node, at, "is no postal code of 5 or 9 digits")
        elif name == "bill-type":
            if not FACILITIES.fullmatch(value):
                self.tell("bill-type", segment, node, at, "is no type of bill", part=part)
        elif name == "state" and not self._domestic(segment) and segment.get(4) != "CA" and node.id == "N4":
            return
        else:
            rule, message = EXTERNAL[name]
            if not self.codes.valid(SETS.get(name, name), value, self.date):
                self.tell(rule, segment, node, at, message, part=part)

    @staticmethod
    def _domestic(segment: Segment) -> bool:
        return segment.elements[0] != "N4" or segment.get(4) in {"", "US"}

    def _npi(self, segment: Segment, node: Node, at: int) -> None:
        value = segment.get(at)
        if not npi_holds(value):
            self.tell("npi-check-digit", segment, node, at, "fails the check digit of a National Provider Identifier")
        elif value[0] not in "12":
            text = "begins with another digit than 1 or 2, as National Provider Identifiers do"
            self.tell("npi-check-digit", segment, node, at, text, severity="warning")

    def _name(self, segment: Segment, node: Node) -> None:
        qualifier, value = segment.get(8), segment.get(9)
        if qualifier == "XX" and value:
            self._npi(segment, node, 9)
        elif qualifier == "FI" and value and not NINE.fullmatch(value):
            self.tell("tax-identifier", segment, node, 9, "is not nine digits")
        if bool(qualifier) != bool(value):
            return
        if node.loop.id in {"2010BA", "2330A"} and segment.get(2) == "1" and not value:
            self.tell("situation-missing", segment, node, 9, "is required: a person who holds insurance has a member number", "1")
        if segment.get(2) == "2" and (segment.get(4) or segment.get(5)) and node.elements[3].usage != "N":
            self.tell("situation-surplus", segment, node, 4, "is a first name, and NM102 says an organisation", "I10")

    def _organisation(self, segment: Segment, node: Node) -> None:
        if segment.get(3) == "XX" and segment.get(4):
            self._npi(segment, node, 4)

    def _street(self, segment: Segment, node: Node) -> None:
        if node.loop.id in STREET_ONLY and BOX.match(segment.get(1)):
            self.tell("situation-surplus", segment, node, 1, "is a post office box; a billing address is a street address")

    def _place(self, segment: Segment, node: Node) -> None:
        if not self._domestic(segment):
            return
        for at, what in ((2, "the state"), (3, "the postal code")):
            if not segment.get(at):
                self.tell("situation-missing", segment, node, at, f"is required: {what} of an address in the country", "2")
        if node.loop.id in NINE_DIGIT_ZIP and len(segment.get(3)) == 5:
            self.tell("situation-advice", segment, node, 3, "has five digits; payers ask for all nine here", severity="warning")

    def _reference(self, segment: Segment, node: Node) -> None:
        qualifier, value = segment.get(1), segment.get(2).replace("-", "")
        if qualifier in {"EI", "TJ"} and not NINE.fullmatch(value):
            self.tell("tax-identifier", segment, node, 2, "is no tax identifier of nine digits")
        elif qualifier == "SY" and not NINE.fullmatch(value):
            self.tell("tax-identifier", segment, node, 2, "is no social security number of nine digits")
        elif qualifier == "X4" and not re.fullmatch(r"[0-9]{2}D[0-9]{7}", value):
            self.tell("identifier-format", segment, node, 2, "is no CLIA number: two digits, D, seven digits", severity="warning")

    def _contact(self, segment: Segment, node: Node) -> None:
        for at in (3, 5, 7):
            if segment.get(at) in {"TE", "FX"} and not re.fullmatch(r"[0-9]{10}", segment.get(at + 1)):
                text = "is no telephone number of ten digits"
                self.tell("identifier-format", segment, node, at + 1, text, severity="warning")

    def _drug(self, segment: Segment, node: Node) -> None:
        if segment.get(2) == "N4" and not re.fullmatch(r"[0-9]{11}", segment.get(3)):
            self.tell("drug-code", segment, node, 3, "is no NDC of 11 digits")

    def _adjustment(self, segment: Segment, node: Node) -> None:
        for at in range(3, len(segment.elements), 3):
            if segment.get(at) and not segment.get(at).strip("0.-"):
                self.tell("situation-advice", segment, node, at, "adjusts by nothing", severity="warning")

    def _remark(self, segment: Segment, node: Node) -> None:
        if segment.get(1) == "HE" and not self.codes.valid("rarc", segment.get(2), self.date):
            self.tell("remark-code", segment, node, 2, "is no remark code in force")

    def _paperwork(self, segment: Segment, node: Node) -> None:
        if segment.get(2) in {"BM", "EL", "EM", "FX", "FT"} and not segment.get(6):
            self.tell("situation-missing", segment, node, 6, "is required: an attachment that is sent has a control number", "2")

    def _admission(self, segment: Segment, node: Node) -> None:
        for at, name, told in ((2, "point-of-origin", "point of origin"), (3, "discharge-status", "discharge status")):
            value = segment.get(at)
            if value and value not in self.codes.listed[name]:
                self.tell("uniform-billing-code", segment, node, at, f"is no {told}")

    def _status(self, segment: Segment, node: Node) -> None:
        for at in (1, 10, 11):
            parts = segment.get(at).split(segment.delimiters.component)
            if parts[0] and (not re.fullmatch(r"[ADEFPR][0-9]{1,2}", parts[0]) or not _numeric(parts[1:2])):
                self.tell("status-code", segment, node, at, "is no claim status category with a status code")


def _numeric(parts: list[str]) -> bool:
    return not parts or not parts[0] or re.fullmatch(r"[0-9]{1,3}", parts[0]) is not None


HANDLERS: dict[str, Callable[[Parties, Segment, Node], None]] = {
    "NM1": Parties._name,
    "N1": Parties._organisation,
    "N3": Parties._street,
    "N4": Parties._place,
    "REF": Parties._reference,
    "PER": Parties._contact,
    "LIN": Parties._drug,
    "CAS": Parties._adjustment,
    "LQ": Parties._remark,
    "PWK": Parties._paperwork,
    "CL1": Parties._admission,
    "STC": Parties._status,
}
LOOKED = frozenset(HANDLERS)
__all__ = ["LOOKED", "Parties"]
