"""Money that a payer did not pay, told apart: the contract's, the patient's, another payer's, or refused, and then why.

The group says who bears it (CO the provider, PR the patient), the reason why, the remark what is missing.  A contractual
adjustment and the patient's share are no denials; a reason under PR that is no deductible, coinsurance or copayment is one
that the patient may be billed for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from farr.records import Adjustment, Claim, Denial, Payment
from farr.remittance.reasons import Limit, Reason, deadline, reason, remarks

GENERIC = frozenset(("16", "96", "226", "252", "A1"))
"""Reasons that say little without their remark code."""
SHARES = frozenset(("1", "2", "3", "66", "247", "248", "142", "85", "201", "238", "P3"))
FILING = {
    "MA": "medicare",
    "MB": "medicare",
    "16": "medicare",
    "MC": "medicaid",
    "TV": "government",
    "VA": "government",
    "CH": "government",
    "WC": "workers-compensation",
}


class Split(NamedTuple):
    """Adjustments by who bears them."""

    patient: Decimal
    contractual: Decimal
    other: Decimal
    denied: Decimal
    denials: tuple[Denial, ...]


class Setting(NamedTuple):
    """What a denial's deadline depends on."""

    payer_kind: str
    remitted: dt.date | None
    served: dt.date | None
    limits: tuple[Limit, ...]


def setting_of(payment: Payment, claim: Claim | None, remitted: dt.date | None, limits: tuple[Limit, ...]) -> Setting:
    """The payer's kind (of the claim, else of the filing indicator), and the dates that deadlines count from."""
    kind = (
        claim.payer.kind if claim is not None and claim.payer.kind else FILING.get(payment.filing_indicator or "", "commercial")
    )
    days = [line.date for line in payment.lines if line.date] + ([payment.from_] if payment.from_ else [])
    return Setting(kind, remitted, min(days) if days else None, limits)


def split(adjustments: Sequence[Adjustment], remark_codes: Sequence[str], setting: Setting) -> Split:
    """Adjustments told apart.  Amounts keep their sign; only positive ones are denials."""
    patient = contractual = other = denied = Decimal("0.00")
    found: list[Denial] = []
    for adjustment in adjustments:
        known = reason(adjustment.reason)
        kind = kind_of(adjustment, known)
        if kind == "patient":
            patient += adjustment.amount
        elif kind == "contractual":
            contractual += adjustment.amount
        elif kind == "denial" and adjustment.amount > 0:
            denied += adjustment.amount
            found.append(denial(adjustment, known, tuple(remark_codes), setting))
        else:
            other += adjustment.amount
    return Split(patient, contractual, other, denied, tuple(found))


def kind_of(adjustment: Adjustment, known: Reason) -> str:
    """``patient`` only under PR; under another group a patient's reason is the contract's."""
    if known.kind == "patient":
        return "patient" if adjustment.group == "PR" else "contractual"
    if known.kind == "contractual" and adjustment.group == "PR":
        return "patient"
    return known.kind


def denial(adjustment: Adjustment, known: Reason, remark_codes: tuple[str, ...], setting: Setting) -> Denial:
    """One denial with whose task it is, what to do and by when."""
    category, owner, remedy, cause, action = known.category, known.owner, known.remedy, known.cause, known.action
    for code in remark_codes:
        remark = remarks().get(code)
        if remark is None:
            continue
        if adjustment.reason in GENERIC or remark.category == category or code == "MA130":
            category, owner, remedy = remark.category, remark.owner, remark.remedy
            cause, action = remark.cause, remark.action
            break
    if adjustment.group == "PR":
        remedy = "patient" if remedy in ("review", "patient", "correct") else remedy
        action = f"{action}; the patient may be billed (PR)"
    last, basis = deadline(setting.payer_kind, remedy, setting.remitted, setting.served, setting.limits)
    return Denial(
        group=adjustment.group,
        reason=adjustment.reason,
        amount=adjustment.amount,
        remarks=remark_codes,
        category=category,
        cause=cause,
        owner=owner,
        remedy=remedy,
        action=action,
        deadline=last,
        basis=basis,
        send=known.send,
    )
