"""Which claim an answer speaks of, and which of its lines.

Claims: by the patient control number (CLP01, TRN02 of a 277CA); else by the payer's own number of an earlier answer (CLP07
against REF F8); else by member id, first day of service and total charge, when exactly one claim has all three.  Lines: by
the line control number (REF 6R); else by code, modifiers, charge and date; else by code and charge; each line is answered
once, except where the payer split it.  Source: ASC X12N 005010X221A1, section 1.10.2; the fallback is farr's own and is named
in every answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from farr.records import Claim, Encounter, Finding, Payment, PaymentLine, ServiceLine


class Filed(NamedTuple):
    """A claim as it was sent: its encounter where that is known, under which transaction set, and in which file."""

    claim: Claim
    encounter: Encounter | None = None
    set_control_number: str = ""
    group_control_number: str = ""
    file: str = ""


class Match(NamedTuple):
    """The claim that was found, and how; ``claim`` is None where none was, or several would do."""

    filed: Filed | None
    how: str


class Shelf:
    """The claims that answers may speak of."""

    def __init__(self, filed: Iterable[Filed] = ()) -> None:
        self.by_control: dict[str, list[Filed]] = {}
        self.by_reference: dict[str, list[Filed]] = {}
        self.by_facts: dict[tuple[str, str, Decimal], list[Filed]] = {}
        self.by_set: dict[tuple[str, str], list[Filed]] = {}
        for one in filed:
            claim = one.claim
            self.by_control.setdefault(_key(claim.control_number), []).append(one)
            if claim.original_reference:
                self.by_reference.setdefault(_key(claim.original_reference), []).append(one)
            facts = _facts(claim)
            if facts is not None:
                self.by_facts.setdefault(facts, []).append(one)
            self.by_set.setdefault((one.group_control_number, one.set_control_number), []).append(one)

    def find(self, control_number: str, payment: Payment | None = None) -> Match:
        """The claim of an answer."""
        found = self.by_control.get(_key(control_number), [])
        if found:
            return Match(found[-1], "control-number")
        if payment is None:
            return Match(None, "")
        found = self.by_reference.get(_key(payment.payer_control_number or ""), []) if payment.payer_control_number else []
        if len(found) == 1:
            return Match(found[0], "payer-control-number")
        facts = _payment_facts(payment)
        found = self.by_facts.get(facts, []) if facts else []
        return Match(found[0], "member-date-charge") if len(found) == 1 else Match(None, "")

    def in_set(self, group_control_number: str, set_control_number: str) -> list[Filed]:
        """The claims of a transaction set."""
        return self.by_set.get((group_control_number, set_control_number), [])


def _key(control_number: str) -> str:
    return control_number.strip().upper()


def _facts(claim: Claim) -> tuple[str, str, Decimal] | None:
    days = [line.date for line in claim.lines if line.date] + ([claim.from_] if claim.from_ else [])
    member = claim.subscriber.id
    return (_key(member), min(days).isoformat(), claim.total_charge) if member and days else None


def _payment_facts(payment: Payment) -> tuple[str, str, Decimal] | None:
    days = [line.date for line in payment.lines if line.date] + ([payment.from_] if payment.from_ else [])
    member = payment.subscriber.id if payment.subscriber else None
    return (_key(member), min(days).isoformat(), abs(payment.charge)) if member and days else None


class LineMatch(NamedTuple):
    """The claim's line (counted from 1) that a payment line answers, and how it was found."""

    number: int | None
    how: str


def match_lines(claim: Claim, payment: Payment) -> list[LineMatch]:
    """For each line of a payment, the line of the claim."""
    taken: set[int] = set()
    found: list[LineMatch] = []
    for line in payment.lines:
        match = _match_line(line, claim.lines, taken)
        if match.number is not None:
            taken.add(match.number)
        found.append(match)
    return found


def _match_line(line: PaymentLine, lines: tuple[ServiceLine, ...], taken: set[int]) -> LineMatch:
    if line.control_number:
        for number, sent in enumerate(lines, 1):
            if _key(sent.control_number or str(number)) == _key(line.control_number):
                return LineMatch(number, "line-control-number")
    code = line.submitted_code or line.code
    modifiers = line.submitted_modifiers or line.modifiers
    free = [(number, sent) for number, sent in enumerate(lines, 1) if number not in taken and _same_service(sent, code, line)]
    charge = abs(line.charge)
    for number, sent in free:
        if sent.charge == charge and tuple(sent.modifiers) == modifiers and (line.date is None or sent.date in (None, line.date)):
            return LineMatch(number, "code-modifiers-charge-date")
    alike = [number for number, sent in free if sent.charge == charge]
    return LineMatch(alike[0], "code-charge") if len(alike) == 1 else LineMatch(None, "")


def _same_service(sent: ServiceLine, code: str | None, line: PaymentLine) -> bool:
    return sent.code == code if code else sent.revenue_code == line.revenue_code


def split_claim(payment: Payment, claim: Claim | None, places: Sequence[LineMatch]) -> Iterator[Finding]:
    """Lines that were not matched, and lines of the claim that this answer does not speak of."""
    if claim is None or not payment.lines:
        return
    for place, match in enumerate(places):
        if match.number is None:
            yield Finding(
                edit="REM-005",
                name="line-not-matched",
                severity="warning",
                where=f"/lines/{place}",
                source="farr remit, matching of lines",
                message="no line of the claim has this line control number, nor this code, charge and date; match it by hand",
            )
    missing = [str(number) for number in range(1, len(claim.lines) + 1) if number not in {match.number for match in places}]
    if missing and all(match.number is not None for match in places):
        yield Finding(
            edit="REM-006",
            name="claim-split",
            severity="info",
            where="/lines",
            source="farr remit, matching of lines",
            message=f"line {', '.join(missing)} of the claim is not in this answer: the payer split the claim or answers later",
        )
