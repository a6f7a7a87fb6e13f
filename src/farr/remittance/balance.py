"""Proof of balance, to the cent, at three levels: line, claim, remittance.

Source: ASC X12N 005010X221A1, section 1.10.2.1: charge - adjustments = paid, for the line and for the claim; deposit =
payments of all claims - provider adjustments.  AMT and QTY segments never enter a balance."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from farr.records import Finding, Payment, Remittance

SOURCE = "ASC X12N 005010X221A1, 1.10.2.1"


def _finding(edit: str, name: str, message: str, where: str) -> Finding:
    return Finding(edit=edit, name=name, severity="error", message=message, where=where, source=SOURCE)


def payment_faults(payment: Payment) -> Iterator[Finding]:
    """Lines and claim that do not add up."""
    adjusted = sum((a.amount for a in payment.adjustments), Decimal(0))
    for place, line in enumerate(payment.lines):
        own = sum((a.amount for a in line.adjustments), Decimal(0))
        adjusted += own
        if line.charge - own != line.paid:
            yield _finding(
                "REM-001",
                "line-out-of-balance",
                f"charge {line.charge} less adjustments {own} is {line.charge - own}, paid is {line.paid}",
                f"/lines/{place}",
            )
    if payment.charge - adjusted != payment.paid:
        yield _finding(
            "REM-002",
            "claim-out-of-balance",
            f"charge {payment.charge} less adjustments {adjusted} is {payment.charge - adjusted}, paid is {payment.paid}",
            "/paid",
        )
    billed = sum((line.charge for line in payment.lines), Decimal(0))
    if payment.lines and billed != payment.charge:
        yield _finding(
            "REM-002",
            "claim-out-of-balance",
            f"the lines' charges add up to {billed}, the claim's is {payment.charge}",
            "/charge",
        )
    share = [
        a.amount for a in (*payment.adjustments, *(a for line in payment.lines for a in line.adjustments)) if a.group == "PR"
    ]
    stated = payment.patient_responsibility
    if stated is not None and sum(share, Decimal(0)) != stated:
        yield Finding(
            edit="REM-004",
            name="patient-share-differs",
            severity="warning",
            where="/patient_responsibility",
            source=SOURCE,
            message=f"the adjustments under PR add up to {sum(share, Decimal(0))}, the claim states {stated}",
        )


def remittance_faults(remittance: Remittance) -> Iterator[Finding]:
    """The deposit, where it is not what the payments and provider adjustments come to."""
    paid = sum((payment.paid for payment in remittance.payments), Decimal(0))
    moved = sum((adjustment.amount for adjustment in remittance.provider_adjustments), Decimal(0))
    if paid - moved != remittance.amount:
        yield _finding(
            "REM-003",
            "remittance-out-of-balance",
            f"payments {paid} less provider adjustments {moved} come to {paid - moved}, the deposit is {remittance.amount}",
            "/amount",
        )
