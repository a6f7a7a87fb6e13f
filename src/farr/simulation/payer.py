"""A payer of our own: adjudicates claims by edits, a fee table and seeded chance, and always balances.

It is a stand-in for tests, the demo and training, and resembles no real payer's policy.  Per claim: a claim that another
payer has paid is taken as secondary; faults that edits found are denied; duplicates and late claims are denied; chance denies
a few more by the rates of ``rates.tsv``; what is left is allowed by the fee table (or a share of the charge), and the
patient's deductible and coinsurance are taken from it.  Every amount is to the cent: charge - adjustments = paid."""

from __future__ import annotations

import datetime as dt
import functools
import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from importlib import resources
from typing import NamedTuple

from farr.records import Adjustment, Claim, Finding, Patient, Payment, PaymentLine, ServiceLine, Subscriber
from farr.records import Payer as PayerRecord

CENT = Decimal("0.01")
ZERO = Decimal(0)
REPEATS = frozenset(("59", "76", "77", "91", "XE", "XP", "XS", "XU", "RT", "LT", "50"))
FILING = {"medicare": "MB", "medicaid": "MC", "workers-compensation": "WC"}
COMMERCIAL = "12"


class Rules(NamedTuple):
    """How the payer pays.  Shares are fractions; ``fees`` gives what is allowed for one unit of a code."""

    fees: Mapping[str, Decimal] = {}
    allowed_share: Decimal = Decimal("0.70")
    deductible: Decimal = Decimal("50.00")
    coinsurance: Decimal = Decimal("0.20")
    timely_days: int = 365
    denial_factor: Decimal = Decimal(1)


class Refusal(NamedTuple):
    """A denial to be: group, reason, remarks; on the whole claim or on one line."""

    rule: str
    group: str
    reason: str
    remarks: tuple[str, ...]
    scope: str


def _rows(name: str) -> list[list[str]]:
    text = resources.files("farr.simulation").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


@functools.cache
def refusals() -> dict[str, Refusal]:
    """What may be denied, by edit or rule."""
    return {
        row[0]: Refusal(row[0], row[1], row[2], tuple(part for part in row[3].split(";") if part), row[4])
        for row in _rows("denials.tsv")
    }


@functools.cache
def rates() -> dict[str, int]:
    return {row[0]: int(row[1]) for row in _rows("rates.tsv")}


class Payer:
    """The payer over one file of claims; the same seed gives the same answers."""

    def __init__(self, rules: Rules, today: dt.date, seed: int = 0) -> None:
        self.rules = rules
        self.today = today
        self.chance = random.Random(seed)  # noqa: S311 - a simulation, nothing secret
        self.seen: set[tuple[object, ...]] = set()
        self.met: dict[str, Decimal] = {}
        self.count = 0

    def adjudicate(self, claim: Claim, findings: Sequence[Finding] = ()) -> Payment:
        """The answer to one claim.

        Args:
            findings: what edits found on it; those that a payer sees too (``denials.tsv``) are denied.
        """
        self.count += 1
        whole = next(self._claim_refusals(claim, findings), None)
        lines = tuple(self._line(claim, line, whole, number) for number, line in enumerate(claim.lines, 1))
        share = sum((a.amount for line in lines for a in line.adjustments if a.group == "PR"), ZERO)
        secondary = any(payer.paid is not None for payer in claim.other_payers)
        waiting = next((payer for payer in claim.other_payers if payer.paid is None), None)
        crossover = waiting if waiting is not None and claim.payer.kind == "medicare" and whole is None else None
        paid = sum((line.paid for line in lines), ZERO)
        status = "20" if secondary and crossover else "2" if secondary else "19" if crossover else "1"
        days = [line.date for line in claim.lines if line.date]
        return Payment(
            control_number=claim.control_number,
            status=status,
            charge=claim.total_charge,
            paid=paid,
            patient_responsibility=share or None,
            filing_indicator=self._filing(claim),
            payer_control_number=f"SIM{self.today:%y%m%d}{self.count:06}",
            facility_code=claim.facility_code,
            frequency=claim.frequency,
            drg=claim.drg,
            patient=Patient(name=claim.patient.name),
            subscriber=Subscriber(id=claim.subscriber.id, name=claim.subscriber.name),
            rendering_provider=claim.rendering_provider,
            crossover=PayerRecord(id=crossover.id, name=crossover.name) if crossover else None,
            from_=claim.from_ or (min(days) if days else None),
            received=self.today,
            lines=lines,
        )

    def _filing(self, claim: Claim) -> str:
        if claim.payer.kind == "medicare":
            return "MA" if claim.claim_type == "institutional" else "MB"
        return FILING.get(claim.payer.kind or "", COMMERCIAL)

    def _claim_refusals(self, claim: Claim, findings: Sequence[Finding]) -> Iterator[Refusal]:
        for finding in findings:
            if finding.severity != "info" and finding.name in refusals():
                yield refusals()[finding.name]
        days = [line.date for line in claim.lines if line.date]
        if days and (self.today - min(days)).days > self.rules.timely_days:
            yield refusals()["timely"]
        yield from self._by_chance("claim")

    def _by_chance(self, scope: str) -> Iterator[Refusal]:
        for rule, rate in rates().items():
            refusal = refusals()[rule]
            if refusal.scope == scope and self.chance.random() * 1000 < rate * float(self.rules.denial_factor):
                yield refusal

    def _line(self, claim: Claim, line: ServiceLine, whole: Refusal | None, number: int) -> PaymentLine:
        charge = line.charge or ZERO
        refusal = whole or self._line_refusal(claim, line)
        if refusal is not None:
            adjustments: list[Adjustment] = (
                [Adjustment(group=refusal.group, reason=refusal.reason, amount=charge)] if charge else []
            )
            allowed = ZERO
        else:
            adjustments, allowed = self._shares(claim, line, number)
        paid = charge - sum((a.amount for a in adjustments), ZERO)
        return PaymentLine(
            charge=charge,
            paid=paid,
            code=line.code,
            code_type=line.code_type if line.code else None,
            modifiers=line.modifiers,
            revenue_code=line.revenue_code,
            units=line.units if line.units is not None and paid else None,
            control_number=line.control_number,
            date=line.date or claim.from_,
            through=line.through,
            allowed=allowed,
            adjustments=tuple(adjustments),
            remarks=refusal.remarks if refusal else (),
        )

    def _line_refusal(self, claim: Claim, line: ServiceLine) -> Refusal | None:
        facts = (claim.subscriber.id, claim.patient.name, line.date, line.code, line.modifiers, line.charge, line.revenue_code)
        again = facts in self.seen and not REPEATS & set(line.modifiers) and claim.frequency == "1"
        self.seen.add(facts)
        if again and line.date is not None:
            return refusals()["duplicate"]
        return next(self._by_chance("line"), None)

    def _shares(self, claim: Claim, line: ServiceLine, number: int) -> tuple[list[Adjustment], Decimal]:
        """What the contract, the prior payers and the patient bear of a line, and what is allowed."""
        charge = line.charge or ZERO
        fee = self.rules.fees.get(line.code or "")
        allowed = charge * self.rules.allowed_share if fee is None else fee * (line.units or Decimal(1))
        allowed = min(allowed.quantize(CENT, ROUND_HALF_UP), charge)
        found: list[Adjustment] = []
        if charge > allowed:
            found.append(Adjustment(group="CO", reason="45", amount=charge - allowed))
        before = self._paid_before(claim, line, number, allowed)
        if before:
            found.append(Adjustment(group="OA", reason="23", amount=before))
        left = allowed - before
        member = claim.subscriber.id or claim.control_number
        deductible = min(left, self.rules.deductible - self.met.get(member, ZERO)) if not before else ZERO
        if deductible > 0:
            self.met[member] = self.met.get(member, ZERO) + deductible
            found.append(Adjustment(group="PR", reason="1", amount=deductible))
            left -= deductible
        coinsurance = (left * self.rules.coinsurance).quantize(CENT, ROUND_HALF_UP) if not before else ZERO
        if coinsurance > 0:
            found.append(Adjustment(group="PR", reason="2", amount=coinsurance))
        return found, allowed

    def _paid_before(self, claim: Claim, line: ServiceLine, number: int, allowed: Decimal) -> Decimal:
        """What earlier payers paid of a line: their line decisions, or their claim payment shared out by charge."""
        own = sum((a.paid for a in line.adjudications), ZERO)
        if not line.adjudications:
            total = sum((payer.paid or ZERO for payer in claim.other_payers), ZERO)
            own = self._portion(claim, number, total)
        return max(ZERO, min(own, allowed))

    def _portion(self, claim: Claim, number: int, total: Decimal) -> Decimal:
        if not total or not claim.total_charge:
            return ZERO
        charges = [line.charge or ZERO for line in claim.lines]
        upto = [sum(charges[:n], ZERO) for n in (number - 1, number)]
        low, high = ((total * part / claim.total_charge).quantize(CENT, ROUND_HALF_UP) for part in upto)
        return high - low


def reversal(payment: Payment) -> Payment:
    """The payment with every sign turned, as status 22."""
    import msgspec

    def turned(adjustments: Sequence[Adjustment]) -> tuple[Adjustment, ...]:
        return tuple(msgspec.structs.replace(a, amount=-a.amount) for a in adjustments)

    lines = tuple(
        msgspec.structs.replace(
            line, charge=-line.charge, paid=-line.paid, adjustments=turned(line.adjustments),
            units=-line.units if line.units is not None else None, allowed=None,
        )
        for line in payment.lines
    )  # fmt: skip
    share = payment.patient_responsibility
    return msgspec.structs.replace(
        payment, status="22", charge=-payment.charge, paid=-payment.paid, patient_responsibility=-share if share else None,
        adjustments=turned(payment.adjustments), lines=lines, crossover=None, interest=None,
    )  # fmt: skip
