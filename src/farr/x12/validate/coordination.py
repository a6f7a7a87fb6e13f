"""Other payers on a claim: who paid what, and that it adds up."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from farr.x12.syntax import Segment
from farr.x12.tree import Loop
from farr.x12.validate.claim_data import Claim, Line
from farr.x12.validate.telling import ZERO, Teller, money

if TYPE_CHECKING:
    from farr.x12.validate.claims import ClaimCheck

RANKS = "PST"


def adjustments(loop: Loop) -> Decimal:
    """The sum of all adjustment amounts of a loop's CAS segments."""
    total = ZERO
    for segment in loop.segments:
        if segment.elements[0] == "CAS":
            for at in range(3, len(segment.elements), 3):
                total += money(segment.elements[at])
    return total


def check(teller: ClaimCheck, claim: Claim) -> None:
    """Loops 2320 and 2430 of a claim."""
    others = claim.loop.children("2320")
    adjudicated = [(line, inner) for line in claim.lines for inner in line.loop.loops if inner.id == "2430"]
    if not others and not adjudicated:
        _ranks(teller, claim, [])
        return
    payers: dict[str, Loop] = {}
    for other in others:
        payer = other.child("2330B")
        name = payer.segments[0] if payer is not None and payer.segments else None
        if name is not None:
            payers[name.get(9)] = other
    _ranks(teller, claim, others)
    by_payer: dict[str, Decimal] = {}
    for line, inner in adjudicated:
        svd = inner.get("SVD")
        if svd is None:
            continue
        _line(teller, line, inner, svd)
        by_payer[svd.get(1)] = by_payer.get(svd.get(1), ZERO) + adjustments(inner)
        if svd.get(1) not in payers:
            teller.element("payer-mismatch", svd, inner, 1, "names no payer of the claim's 2330B loops")
    for identity, other in payers.items():
        _payer(teller, claim, other, by_payer.get(identity))


def _ranks(teller: ClaimCheck, claim: Claim, others: list[Loop]) -> None:
    subscriber = claim.loop.ancestor("2000B")
    sbr = subscriber.get("SBR") if subscriber is not None else None
    if subscriber is not None and sbr is not None and sbr.get(1) in {"S", "T"} and not others:
        text = "says that another payer goes before, and the claim has no 2320 loop for it"
        teller.element("situation-missing", sbr, subscriber, 1, text, "I9")
    seen: set[str] = set()
    for other in others:
        theirs = other.get("SBR")
        if theirs is not None and theirs.get(1) in RANKS and theirs.get(1) in seen:
            teller.element("duplicate-value", theirs, other, 1, "gives two other payers the same rank")
        seen.add(theirs.get(1) if theirs is not None else "")


def _line(teller: Teller, line: Line, inner: Loop, svd: Segment) -> None:
    if svd.get(6):
        return
    paid, adjusted = money(svd.get(2)), adjustments(inner)
    if paid + adjusted != line.charge:
        text = f"is {paid}; with adjustments of {adjusted} it does not make the line's charge, {line.charge}"
        teller.element("line-adjudication-balance", svd, inner, 2, text)


def _payer(teller: Teller, claim: Claim, other: Loop, at_lines: Decimal | None) -> None:
    paid = other.get("AMT", "D")
    at_claim = other.get("CAS")
    sbr = other.get("SBR") or claim.clm
    if paid is None:
        if at_claim is not None or at_lines is not None:
            text = "AMT*D is required: the other payer has adjudicated the claim"
            teller.lacking("situation-missing", sbr, other, "AMT", text)
        return
    if at_claim is None and at_lines is None:
        return
    adjusted = adjustments(other) + (at_lines or ZERO)
    amount = money(paid.get(2))
    if amount + adjusted != claim.charge:
        text = f"is {amount}; with adjustments of {adjusted} it does not make the claim's charge, {claim.charge}"
        teller.element("coordination-balance", paid, other, 2, text)
    if other.child("2330B") is not None and not _dated(other, claim):
        text = "DTP*573 is required in 2330B or at the lines: the other payer has adjudicated the claim"
        teller.lacking("situation-missing", sbr, other, "DTP", text, "warning")


def _dated(other: Loop, claim: Claim) -> bool:
    payer = other.child("2330B")
    if payer is not None and payer.get("DTP", "573") is not None:
        return True
    return any(inner.get("DTP", "573") is not None for line in claim.lines for inner in line.loop.children("2430"))
