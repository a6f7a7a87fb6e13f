"""Proposed entries in the accounts.  They add up to the payment; what was denied stays open, and nothing is written off
unasked."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from farr.records import LineOutcome, Payment, Posting, ProviderAdjustment
from farr.remittance.denials import Split


def postings(payment: Payment, whole: Split, lines: tuple[LineOutcome, ...]) -> tuple[Posting, ...]:
    """The entries for one payment; a reversal's have the opposite sign of those it undoes."""
    return tuple(_entries(payment, whole, lines))


def _entries(payment: Payment, whole: Split, lines: tuple[LineOutcome, ...]) -> Iterator[Posting]:
    verb = "undo" if payment.status == "22" else "post"
    on_lines = Decimal(0)
    for line in lines:
        on_lines += line.paid
        yield from _parts(line.paid, line.contractual, line.patient, verb, line.number)
    yield from _parts(payment.paid - on_lines, whole.contractual, whole.patient, verb, None)
    if payment.interest:
        yield Posting(kind="interest", amount=payment.interest, reason="interest, paid through a provider adjustment")


def _parts(paid: Decimal, contractual: Decimal, patient: Decimal, verb: str, line: int | None) -> Iterator[Posting]:
    for kind, amount, reason in (
        ("payment", paid, f"{verb} the payment"),
        ("contractual", contractual, f"{verb} the contract's adjustment, after a look at the contract"),
        ("patient", patient, f"{verb} the patient's share: next payer first, then the patient"),
    ):
        if amount:
            yield Posting(kind=kind, amount=amount, reason=reason, line=line)


def payer_balance(adjustment: ProviderAdjustment, meaning: str) -> Posting:
    """The entry for money that belongs to no claim of the remittance; a positive amount lowers what the payer owes."""
    return Posting(kind="payer-balance", amount=-adjustment.amount, reason=meaning)
