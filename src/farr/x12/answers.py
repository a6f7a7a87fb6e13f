"""Answers of payers to records: remittance advice (835), implementation acknowledgement (999), claim acknowledgement (277CA).

Source: ASC X12N 005010X221A1 (835), 005010X231A1 (999), 005010X214 (277CA); amounts are Decimal, to the cent as sent.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from farr.records import (
    Acknowledgement,
    ClaimStatus,
    Payer,
    Provider,
    ProviderAdjustment,
    Remittance,
    SetFault,
    SetStatus,
    Status,
)  # fmt: skip
from farr.x12.payments import amount, day, payment
from farr.x12.reading import Transaction, transactions
from farr.x12.syntax import Segment, Source
from farr.x12.tree import Loop, Unit

REJECTED = frozenset(("A3", "A6", "A7", "A8"))
ACCEPTED_SETS = frozenset(("A", "E"))


def answers(source: Source) -> Iterator[Remittance | Acknowledgement]:
    """Every answer of a file, a transaction set at a time; sets of other kinds are passed over.

    Raises:
        UnreadableInput: no X12, or an amount that is none, with its segment number.
    """
    for transaction in transactions(source):
        name = transaction.envelope.set
        if name == "835":
            yield remittance(transaction)
        elif name in ("999", "997"):
            yield implementation_acknowledgement(transaction)
        elif name == "277" and transaction.envelope.version.startswith("005010X214"):
            yield claim_acknowledgement(transaction)


def acknowledgement_of(unit: Unit) -> Acknowledgement | None:
    """What one unit of a 999 (its set) or of a 277CA (a patient's loop) says; None where it says nothing of a claim."""
    transaction = Transaction(unit.envelope, unit.root, [unit])
    if unit.envelope.set == "277":
        found = claim_acknowledgement(transaction)
        return found if found.claims else None
    return implementation_acknowledgement(transaction)


def _segments(transaction: Transaction) -> list[Segment]:
    """Every segment of a set in the order of the file."""
    parts = [transaction.root, *(unit.loop for unit in transaction.units if unit.loop is not transaction.root)]
    return sorted((segment for loop in parts for _, segment, _ in loop.walk()), key=lambda segment: segment.number)


def remittance(transaction: Transaction) -> Remittance:
    """One 835 transaction set."""
    root = transaction.root
    bpr, trn = root.get("BPR"), root.get("TRN")
    payments = [payment(unit.loop) for unit in transaction.units if unit.loop.get("CLP") is not None]
    adjustments: list[ProviderAdjustment] = []
    payer: Payer | None = None
    payee: Provider | None = None
    for loop in loops(root):
        for n1 in loop.all("N1", "PR"):
            payer = Payer(id=_payer_id(trn), name=n1.get(2) or None)
        for n1 in loop.all("N1", "PE"):
            payee = Provider(name=n1.get(2) or None, npi=n1.get(4) if n1.get(3) == "XX" else None, tax_id=_tax_id(n1))
        for plb in loop.all("PLB"):
            adjustments += provider_adjustments(plb)
    production = root.get("DTM", "405")
    return Remittance(
        trace=trn.get(2) if trn else "",
        amount=amount(bpr, 2) if bpr else Decimal(0),
        method=(bpr.get(4) or None) if bpr else None,
        date=day(bpr.get(16)) if bpr else None,
        production_date=day(production.get(2)) if production else None,
        payer=payer,
        payee=payee,
        payments=tuple(payments),
        provider_adjustments=tuple(adjustments),
    )


def loops(root: Loop) -> Iterator[Loop]:
    """A loop and all loops inside it."""
    yield root
    for loop in root.loops:
        yield from loops(loop)


def _payer_id(trn: Segment | None) -> str | None:
    return (trn.get(3) or None) if trn else None


def _tax_id(n1: Segment) -> str | None:
    return n1.get(4) if n1.get(3) == "FI" else None


def provider_adjustments(plb: Segment) -> Iterator[ProviderAdjustment]:
    """Up to six adjustments of one PLB segment."""
    for place in range(3, 15, 2):
        if plb.get(place):
            reason, _, reference = plb.get(place).partition(plb.delimiters.component)
            yield ProviderAdjustment(
                provider=plb.get(1),
                fiscal_year_end=day(plb.get(2)),
                reason=reason,
                reference=reference or None,
                amount=amount(plb, place + 1),
            )


def implementation_acknowledgement(transaction: Transaction) -> Acknowledgement:
    """One 999 (or 997): what became of each transaction set of a group."""
    control, code = "", ""
    sets: list[SetStatus] = []
    name, number = "", ""
    faults: list[SetFault] = []
    for segment in _segments(transaction):
        kind = segment.id
        if kind == "AK1":
            control = segment.get(2)
        elif kind == "AK2":
            name, number, faults = segment.get(1), segment.get(2), []
        elif kind in ("IK3", "AK3"):
            faults.append(
                SetFault(segment=segment.get(1), position=_position(segment), loop=segment.get(3) or None, code=segment.get(4))
            )
        elif kind in ("IK4", "AK4") and faults:
            faults[-1] = SetFault(
                segment=faults[-1].segment, position=faults[-1].position, loop=faults[-1].loop, code=faults[-1].code,
                element=segment.get(1), element_code=segment.get(3),
            )  # fmt: skip
        elif kind in ("IK5", "AK5"):
            code = segment.get(1)
            sets.append(
                SetStatus(set=name, control_number=number, code=code, accepted=code in ACCEPTED_SETS, faults=tuple(faults))
            )
        elif kind == "AK9":
            code = segment.get(1)
    return Acknowledgement(kind="999", control_number=control, accepted=code in ACCEPTED_SETS, sets=tuple(sets))


def _position(segment: Segment) -> int:
    return int(segment.get(2)) if segment.get(2).isdigit() else 0


def claim_acknowledgement(transaction: Transaction) -> Acknowledgement:
    """One 277CA: what became of each claim of a batch."""
    batch, accepted = "", True
    claims: list[ClaimStatus] = []
    for unit in transaction.units:
        loop: Loop | None = unit.loop
        while loop is not None:
            hl = loop.get("HL")
            if hl is not None and hl.get(3) == "21" and not batch:
                batch, accepted = _batch(loop)
            loop = loop.parent
        for inner in loops(unit.loop):
            trace, statuses = inner.get("TRN", "2"), list(inner.all("STC"))
            if trace is not None and statuses:
                claims.append(_claim_status(trace, statuses, inner))
    return Acknowledgement(kind="277CA", control_number=batch, accepted=accepted, claims=tuple(claims))


def _batch(loop: Loop) -> tuple[str, bool]:
    """The batch that a receiver's loop speaks of, and whether it was taken."""
    trace = next((inner.get("TRN", "2") for inner in loops(loop) if inner.get("TRN", "2")), None)
    statuses = [stc for inner in loops(loop) for stc in inner.all("STC")]
    return (trace.get(2) if trace else ""), not _rejected(statuses)


def _claim_status(trace: Segment, statuses: list[Segment], loop: Loop) -> ClaimStatus:
    reference, served = loop.get("REF", "1K"), loop.get("DTP", "472")
    found = [
        Status(category=parts[0], code=parts[1], entity=parts[2] or None)
        for stc in statuses
        for place in (1, 10, 11)
        if stc.get(place)
        for parts in [[*stc.parts(place), "", ""][:3]]
    ]
    return ClaimStatus(
        control_number=trace.get(2),
        accepted=not _rejected(statuses),
        statuses=tuple(found),
        payer_control_number=reference.get(2) if reference else None,
        charge=_decimal(statuses[0].get(4)),
        date=day(served.get(3)[:8]) if served else None,
    )


def _rejected(statuses: list[Segment]) -> bool:
    return any(stc.get(3) == "U" or stc.parts(1)[0] in REJECTED for stc in statuses)


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
