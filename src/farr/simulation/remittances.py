"""Payments to remittances: by payee, with now and then money taken back, interest and a balance carried forward."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from farr.records import Address, Adjustment, Claim, Payer, Payment, PaymentLine, ProviderAdjustment, Remittance
from farr.simulation.payer import CENT, reversal
from farr.x12.remittances import deposit

DESK = Address(line="1 SIMULATED WAY", city="COLUMBUS", state="OH", postal_code="43215")
CORRECTED_OF_A_THOUSAND = 8
INTEREST_AFTER = 30
INTEREST_RATE = Decimal("0.0001")


def remittances(answered: Sequence[tuple[Claim, Payment]], today: dt.date, seed: int = 0, number: int = 1) -> list[Remittance]:
    """A remittance for each payer and billing provider, in the order in which they first come.

    Args:
        answered: claims with their payments.
        number: of the first remittance; the payment's trace is made of it.
    """
    chance = random.Random(seed)  # noqa: S311 - a simulation, nothing secret
    groups: dict[tuple[str, str], list[tuple[Claim, Payment]]] = {}
    for claim, payment in answered:
        key = (claim.payer.id or "", claim.billing_provider.npi or claim.billing_provider.tax_id or "")
        groups.setdefault(key, []).append((claim, payment))
    return [_remittance(found, today, chance, number + place) for place, found in enumerate(groups.values())]


def _remittance(found: Sequence[tuple[Claim, Payment]], today: dt.date, chance: random.Random, number: int) -> Remittance:
    claim = found[0][0]
    provider = claim.billing_provider.npi or claim.billing_provider.tax_id or ""
    year_end = dt.date(today.year, 12, 31)
    payments: list[Payment] = []
    moved: list[ProviderAdjustment] = []
    for one, payment in found:
        owed = _interest(one, payment, today)
        if owed:
            moved.append(
                ProviderAdjustment(
                    provider=provider, fiscal_year_end=year_end, reason="L6", reference=payment.payer_control_number, amount=-owed
                )
            )
        payments.append(msgspec.structs.replace(payment, interest=owed) if owed else payment)
        if payment.paid > 0 and chance.random() * 1000 < CORRECTED_OF_A_THOUSAND:
            payments += [reversal(payment), _corrected(payment)]
    amount = deposit(payments, moved)
    if amount < 0:
        moved.append(
            ProviderAdjustment(
                provider=provider, fiscal_year_end=year_end, reason="FB", reference=f"SIM{number:07}", amount=amount
            )
        )
        amount = Decimal(0)
    return Remittance(
        trace=f"SIM{today:%y%m%d}{number:05}",
        amount=amount,
        method="ACH" if amount else "NON",
        date=today,
        production_date=today,
        payer=Payer(id="1999999999", name=claim.payer.name or "SIMULATED PAYER", address=claim.payer.address or DESK),
        payee=claim.billing_provider,
        payments=tuple(payments),
        provider_adjustments=tuple(moved),
    )


def _interest(claim: Claim, payment: Payment, today: dt.date) -> Decimal:
    """Interest on a payment that comes more than 30 days after the service, a made-up rate a day."""
    days = (today - claim.from_).days if claim.from_ else 0
    late = days - INTEREST_AFTER
    return (payment.paid * INTEREST_RATE * late).quantize(CENT, ROUND_HALF_UP) if late > 0 and payment.paid > 0 else Decimal(0)


def _corrected(payment: Payment) -> Payment:
    """The payment as it should have been: its first paid line is bundled after all."""
    lines: list[PaymentLine] = []
    changed = False
    for line in payment.lines:
        if line.paid > 0 and not changed:
            changed = True
            denied = Adjustment(group="CO", reason="97", amount=line.charge)
            lines.append(
                msgspec.structs.replace(
                    line, paid=Decimal(0), adjustments=(denied,), remarks=("M15",), allowed=Decimal(0), units=None
                )
            )
        else:
            lines.append(line)
    share = sum((a.amount for line in lines for a in line.adjustments if a.group == "PR"), Decimal(0))
    return msgspec.structs.replace(
        payment,
        lines=tuple(lines),
        paid=sum((line.paid for line in lines), Decimal(0)),
        patient_responsibility=share or None,
        payer_control_number=f"{payment.payer_control_number}C",
        interest=None,
    )
