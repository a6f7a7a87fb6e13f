"""An answer to outcomes: one for each claim, rejected set or provider adjustment, with denials, proposals, the next action."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from farr.records import (
    Acknowledgement,
    Claim,
    ClaimStatus,
    Denial,
    LineOutcome,
    Outcome,
    Payment,
    PaymentLine,
    ProviderAdjustment,
    Remittance,
    SetStatus,
)
from farr.remittance.balance import payment_faults, remittance_faults
from farr.remittance.denials import Setting, Split, setting_of, split
from farr.remittance.matching import LineMatch, Shelf, match_lines, split_claim
from farr.remittance.posting import payer_balance, postings
from farr.remittance.reasons import Limit, provider_adjustment_reasons, statuses

REVERSAL, FORWARDED, PREDETERMINED = "22", "23", "25"
ZERO = Decimal(0)


def outcomes(answer: Remittance | Acknowledgement, shelf: Shelf, limits: tuple[Limit, ...] = ()) -> Iterator[Outcome]:
    """What an answer says, claim by claim, in its order.

    Args:
        shelf: the claims that the answer may speak of.
        limits: a site's own deadlines, which go before the shipped ones.
    """
    if isinstance(answer, Acknowledgement):
        yield from (_claim_status(status, shelf) for status in answer.claims)
        yield from (o for status in answer.sets for o in _set_status(answer, status, shelf))
        return
    faults = tuple(remittance_faults(answer))
    remitted = answer.production_date or answer.date
    for payment in answer.payments:
        yield _payment(payment, answer, shelf, Remitted(remitted, limits))
    for adjustment in answer.provider_adjustments:
        yield _provider_adjustment(adjustment, answer, shelf)
    if faults:
        yield Outcome(
            kind="provider-adjustment",
            stage="pending",
            control_number=answer.trace,
            meaning="the remittance does not balance",
            action="do not post it; ask the payer for a corrected one",
            trace=answer.trace,
            findings=faults,
        )


class Remitted(NamedTuple):
    """The day of a remittance and the limits that count from it."""

    day: dt.date | None
    limits: tuple[Limit, ...]


def _payment(payment: Payment, remittance: Remittance, shelf: Shelf, remitted: Remitted) -> Outcome:
    match = shelf.find(payment.control_number, payment)
    claim = match.filed.claim if match.filed else None
    setting = setting_of(payment, claim, remitted.day, remitted.limits)
    whole = split(payment.adjustments, payment.remarks, setting)
    places = match_lines(claim, payment) if claim else [LineMatch(None, "")] * len(payment.lines)
    lines = tuple(_line(line, place, payment, setting) for line, place in zip(payment.lines, places, strict=True))
    denied = whole.denied + sum((line.denied for line in lines), ZERO)
    faults = (*payment_faults(payment), *split_claim(payment, claim, places))
    balanced = not any(finding.severity == "error" for finding in faults)
    stage = _stage(payment, denied)
    meaning, action = statuses("payment").get(payment.status, (f"status {payment.status}", "read the payer's letter"))
    return Outcome(
        kind="payment",
        stage=stage,
        control_number=payment.control_number,
        claim=claim.id if claim else None,
        matched=match.how,
        payer_control_number=payment.payer_control_number,
        meaning=meaning,
        action=_action(payment, claim, stage, action)
        if balanced
        else "do not post: it does not balance; ask the payer for a corrected one",
        trace=remittance.trace,
        status=payment.status,
        charge=payment.charge,
        paid=payment.paid,
        patient=whole.patient + sum((line.patient for line in lines), ZERO),
        denied=denied,
        lines=lines,
        denials=whole.denials,
        postings=postings(payment, whole, lines) if balanced else (),
        findings=faults,
        forwarded_to=payment.crossover.name if payment.crossover else None,
    )


def _line(line: PaymentLine, place: LineMatch, payment: Payment, setting: Setting) -> LineOutcome:
    parts = split(line.adjustments, line.remarks or payment.remarks, setting)
    changed = line.submitted_code is not None and line.submitted_code != line.code
    return LineOutcome(
        outcome=_outcome(line, parts, payment),
        number=place.number,
        matched=place.how,
        code=line.code or line.revenue_code,
        charge=line.charge,
        paid=line.paid,
        allowed=line.allowed if line.allowed is not None else line.paid + parts.patient,
        patient=parts.patient,
        contractual=parts.contractual,
        other=parts.other,
        denied=parts.denied,
        denials=parts.denials,
        bundled_from=line.submitted_code if changed else None,
    )


def _outcome(line: PaymentLine, parts: Split, payment: Payment) -> str:
    if payment.status == REVERSAL:
        return "reversed"
    if payment.status == FORWARDED:
        return "forwarded"
    if line.paid > 0:
        return "reduced" if parts.denied else "paid"
    if parts.denied:
        return "denied"
    return "patient" if parts.patient else "contractual" if parts.contractual else "paid"


def _stage(payment: Payment, denied: Decimal) -> str:
    if payment.status == REVERSAL:
        return "reversed"
    if payment.status == FORWARDED:
        return "forwarded"
    if payment.status == PREDETERMINED:
        return "pending"
    if payment.status == "4" or (denied and payment.paid <= 0):
        return "denied"
    return "partly-denied" if denied else "paid"


def _action(payment: Payment, claim: Claim | None, stage: str, action: str) -> str:
    steps = ["work the denials" if stage == "denied" else "post, then work the denials" if stage == "partly-denied" else action]
    further = [payer for payer in claim.other_payers if payer.sequence in ("secondary", "tertiary")] if claim else []
    if further and not payment.crossover and payment.status in ("1", "2") and stage != "denied":
        steps.append("bill the next payer with this remittance")
    if claim is None:
        steps.append("no claim with this control number was found: find it before posting")
    return "; ".join(steps)


def _claim_status(status: ClaimStatus, shelf: Shelf) -> Outcome:
    match = shelf.find(status.control_number)
    said = [statuses("category").get(s.category, (f"category {s.category}", "look the category up")) for s in status.statuses]
    first = next(
        (one for one, s in zip(said, status.statuses, strict=True) if s.category not in ("A0", "A1", "A2", "A5")), said[0]
    )
    pending = {s.category for s in status.statuses} <= {"A0", "A1", "A5"}
    return Outcome(
        kind="claim-status",
        stage="rejected" if not status.accepted else "pending" if pending else "accepted",
        control_number=status.control_number,
        claim=match.filed.claim.id if match.filed else None,
        matched=match.how,
        meaning=first[0],
        action=first[1],
        status=", ".join(":".join(part for part in (s.category, s.code, s.entity) if part) for s in status.statuses),
        charge=status.charge,
    )


def _set_status(answer: Acknowledgement, status: SetStatus, shelf: Shelf) -> Iterator[Outcome]:
    meaning, action = statuses("set").get(status.code, (f"code {status.code}", "look the code up"))
    faults = "; ".join(
        f"{fault.segment} at {fault.position}" + (f" element {fault.element}" if fault.element else "")
        for fault in status.faults[:5]
    )
    filed = shelf.in_set(answer.control_number, status.control_number)
    known: list[tuple[str, str | None, str]] = [(f.claim.control_number, f.claim.id, "set-control-number") for f in filed]
    for control, claim, matched in known or [(status.control_number, None, "")]:
        yield Outcome(
            kind="set-status",
            stage="accepted" if status.accepted else "rejected",
            control_number=control,
            claim=claim,
            matched=matched,
            meaning=meaning,
            action=f"{action} ({faults})" if faults else action,
            status=status.code,
        )


def _provider_adjustment(adjustment: ProviderAdjustment, remittance: Remittance, shelf: Shelf) -> Outcome:
    meaning, owner = provider_adjustment_reasons().get(adjustment.reason, (f"reason {adjustment.reason}", "posting"))
    match = shelf.find(adjustment.reference or "")
    return Outcome(
        kind="provider-adjustment",
        stage="pending",
        control_number=adjustment.reference or "",
        claim=match.filed.claim.id if match.filed else None,
        matched=match.how,
        meaning=meaning,
        action=f"{owner}: enter it in the payer's balance, not in a claim of this remittance",
        trace=remittance.trace,
        status=adjustment.reason,
        paid=-adjustment.amount,
        postings=(payer_balance(adjustment, meaning),),
    )


def all_denials(outcome: Outcome) -> Iterator[tuple[int | None, Denial]]:
    """Every denial of an outcome with its line (None: of the whole claim)."""
    yield from ((None, denial) for denial in outcome.denials)
    yield from ((line.number, denial) for line in outcome.lines for denial in line.denials)
