"""Remittance advice as X12 835: the other direction of :mod:`farr.x12.answers`.

Source: ASC X12N 005010X221A1.  Segments come in the guide's order; empty ones are left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from farr.records import Address, Adjustment, Name, Payment, PaymentLine, Provider, ProviderAdjustment, Remittance
from farr.x12.acknowledge.envelope import Answer, wrap
from farr.x12.segments import clean, composite, day, number, segment
from farr.x12.syntax import Segment

GUIDE = "005010X221A1"
IN_A_CAS = 6
IN_A_PLB = 6


def write_remittances(
    remittances: Sequence[Remittance], isa: Segment | None, gs: Segment, answer: Answer, contact: tuple[str, str]
) -> str:
    """One interchange with an 835 set for each remittance, sent back to whom the envelope names as sender.

    Args:
        isa, gs: the envelope of the claims that are answered.
        contact: name and telephone of the payer's technical desk, which the guide asks for.
    """
    return wrap(isa, gs, "HP", GUIDE, answer, [list(_set(one, contact)) for one in remittances], [])


def _set(remittance: Remittance, contact: tuple[str, str]) -> Iterator[str]:
    payer, payee = remittance.payer, remittance.payee
    payer_id = payer.id or "" if payer else ""
    yield "ST*835*0001"
    method = remittance.method or ("ACH" if remittance.amount else "NON")
    handling = "I" if remittance.amount else "H"
    banks = ["CCP", "01", "000000000", "DA", "0", payer_id, "", "01", "000000000", "DA", "0"] if method == "ACH" else [""] * 11
    yield segment("BPR", handling, number(remittance.amount), "C", method, *banks, day(remittance.date))
    yield segment("TRN", "1", clean(remittance.trace, 50), payer_id)
    yield segment("DTM", "405", day(remittance.production_date or remittance.date))
    yield segment("N1", "PR", clean(payer.name or "" if payer else ""))
    yield from _address(payer.address if payer else None)
    yield segment("PER", "BL", clean(contact[0]), "TE", contact[1])
    yield _payee(payee)
    yield from _address(payee.address if payee else None)
    if payee and payee.tax_id and payee.npi:
        yield segment("REF", "TJ", payee.tax_id)
    if remittance.payments:
        yield "LX*1"
    for payment in remittance.payments:
        yield from _payment(payment)
    yield from _plbs(remittance.provider_adjustments)


def _payee(payee: Provider | None) -> str:
    name = payee.name if payee else None
    plain = name if isinstance(name, str) else " ".join(part for part in (name.given, name.family) if part) if name else ""
    qualifier, value = ("XX", payee.npi) if payee and payee.npi else ("FI", (payee.tax_id if payee else None) or "")
    return segment("N1", "PE", clean(plain), qualifier, value or "")


def _address(address: Address | None) -> Iterator[str]:
    if address is not None and address.line:
        yield segment("N3", clean(address.line, 55), clean(address.line2 or "", 55))
        yield segment("N4", clean(address.city or "", 30), address.state or "", address.postal_code or "")


def _payment(payment: Payment) -> Iterator[str]:
    share = payment.patient_responsibility
    yield segment(
        "CLP", payment.control_number, payment.status, number(payment.charge), number(payment.paid),
        number(share) if share else "", payment.filing_indicator or "12", payment.payer_control_number or "",
        payment.facility_code or "", payment.frequency or "", "", payment.drg or "",
    )  # fmt: skip
    yield from _cas(payment.adjustments)
    member = payment.subscriber.id if payment.subscriber else None
    patient = payment.patient.name if payment.patient else None
    subscriber = payment.subscriber.name if payment.subscriber and isinstance(payment.subscriber.name, Name) else None
    yield _person("QC", patient or subscriber, "MI" if member and (patient is None or patient == subscriber) else "", member)
    if subscriber is not None and patient is not None and patient != subscriber:
        yield _person("IL", subscriber, "MI" if member else "", member)
    if payment.rendering_provider and payment.rendering_provider.npi:
        yield _provider(payment.rendering_provider)
    if payment.crossover:
        yield segment("NM1", "TT", "2", clean(payment.crossover.name or ""), "", "", "", "", "PI", payment.crossover.id or "")
    yield from _remarks(payment)
    for qualifier, when in (("232", payment.from_), ("233", payment.through), ("050", payment.received)):
        if when:
            yield segment("DTM", qualifier, day(when))
    for qualifier, value in (("AU", payment.covered), ("I", payment.interest)):
        if value:
            yield segment("AMT", qualifier, number(value))
    for line in payment.lines:
        yield from _line(line)


def _remarks(payment: Payment) -> Iterator[str]:
    """Remark codes of a claim: MIA for an inpatient stay (where it stands the days are asked for), MOA otherwise."""
    if not payment.remarks:
        return
    codes = payment.remarks
    if (payment.facility_code or "").startswith("11") and payment.drg:
        yield segment("MIA", "0", "", "", "", codes[0], *[""] * 14, *codes[1:5])
    else:
        yield segment("MOA", "", "", *codes[:5])


def _person(role: str, name: Name | None, qualifier: str, member: str | None) -> str:
    known = name or Name()
    shown = member or "" if qualifier else ""
    return segment(
        "NM1", role, "1", clean(known.family or "", 60), clean(known.given or "", 35), clean(known.middle or "", 25), "",
        clean(known.suffix or "", 10), qualifier, shown,
    )  # fmt: skip


def _provider(provider: Provider) -> str:
    name = provider.name
    if isinstance(name, Name):
        parts = ["1", clean(name.family or ""), clean(name.given or "", 35), clean(name.middle or "", 25), "", ""]
    else:
        parts = ["2", clean(name or ""), "", "", "", ""]
    return segment("NM1", "82", *parts, "XX", provider.npi or "")


def _line(line: PaymentLine) -> Iterator[str]:
    kind = line.code_type or "HC"
    billed = composite(kind, line.code, *line.modifiers) if line.code else composite("NU", line.revenue_code or "")
    submitted = composite(kind, line.submitted_code, *line.submitted_modifiers) if line.submitted_code else ""
    revenue = line.revenue_code or "" if line.code else ""
    yield segment(
        "SVC", billed, number(line.charge), number(line.paid), revenue, number(line.units) if line.units else "", submitted,
        number(line.submitted_units) if line.submitted_units else "",
    )  # fmt: skip
    if line.through and line.through != line.date:
        yield segment("DTM", "150", day(line.date))
        yield segment("DTM", "151", day(line.through))
    elif line.date:
        yield segment("DTM", "472", day(line.date))
    yield from _cas(line.adjustments)
    if line.control_number:
        yield segment("REF", "6R", line.control_number)
    for policy in line.policies:
        yield segment("REF", "0K", policy)
    if line.allowed is not None:
        yield segment("AMT", "B6", number(line.allowed))
    for remark in line.remarks:
        yield segment("LQ", "HE", remark)


def _cas(adjustments: Sequence[Adjustment]) -> Iterator[str]:
    """Adjustments by group, up to six reasons a segment."""
    groups: dict[str, list[Adjustment]] = {}
    for adjustment in adjustments:
        groups.setdefault(adjustment.group, []).append(adjustment)
    for group, found in groups.items():
        for start in range(0, len(found), IN_A_CAS):
            triplets = [
                text
                for a in found[start : start + IN_A_CAS]
                for text in (a.reason, number(a.amount), number(a.quantity) if a.quantity is not None else "")
            ]
            yield segment("CAS", group, *triplets)


def _plbs(adjustments: Sequence[ProviderAdjustment]) -> Iterator[str]:
    """Provider adjustments by provider and fiscal year, up to six a segment."""
    groups: dict[tuple[str, str], list[ProviderAdjustment]] = {}
    for adjustment in adjustments:
        groups.setdefault((adjustment.provider, day(adjustment.fiscal_year_end)), []).append(adjustment)
    for (provider, year_end), found in groups.items():
        for start in range(0, len(found), IN_A_PLB):
            pairs = [
                text
                for one in found[start : start + IN_A_PLB]
                for text in (composite(one.reason, clean(one.reference or "", 50)), number(one.amount))
            ]
            yield segment("PLB", provider, year_end, *pairs)


def deposit(payments: Sequence[Payment], adjustments: Sequence[ProviderAdjustment]) -> Decimal:
    """What a remittance pays: all payments less the provider adjustments."""
    return sum((p.paid for p in payments), Decimal(0)) - sum((a.amount for a in adjustments), Decimal(0))
