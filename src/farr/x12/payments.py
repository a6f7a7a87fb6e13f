"""The payment of one claim: loop 2100 of a remittance advice and its service lines.

Source: ASC X12N 005010X221A1, loops 2100 and 2110.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from typing import Any

from farr.errors import UnreadableInput
from farr.records import Adjustment, Name, Patient, Payer, Payment, PaymentLine, Provider, Subscriber
from farr.x12.syntax import Segment
from farr.x12.tree import Loop

CENT = Decimal("0.01")
REMARK_ELEMENTS = {"MIA": (5, 20, 21, 22, 23), "MOA": (3, 4, 5, 6, 7)}


def amount(segment: Segment, position: int) -> Decimal:
    """An amount; an absent one is zero.

    Raises:
        UnreadableInput: not a number; it names segment and element.
    """
    text = segment.get(position)
    try:
        value = Decimal(text) if text else Decimal(0)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise UnreadableInput(
            "expected an amount; farr x12 check tells all faults of the file",
            f"segment {segment.number} {segment.id}{position:02}",
        )
    return value.quantize(CENT) if value == value.quantize(CENT) else value


def day(text: str) -> dt.date | None:
    """A date as ``YYYYMMDD``; None where it is none."""
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8])) if len(text) == 8 else None
    except ValueError:
        return None


def adjustments(loop: Loop) -> tuple[Adjustment, ...]:
    """The reasons of all CAS segments right in a loop."""
    found: list[Adjustment] = []
    for cas in loop.all("CAS"):
        for place in range(2, 20, 3):
            if cas.get(place):
                quantity = amount(cas, place + 2) if cas.get(place + 2) else None
                found.append(
                    Adjustment(group=cas.get(1), reason=cas.get(place), amount=amount(cas, place + 1), quantity=quantity)
                )
    return tuple(found)


def payment(loop: Loop) -> Payment:
    """One payment from its loop 2100."""
    clp = loop.get("CLP")
    assert clp is not None
    dates = {segment.get(1): day(segment.get(2)) for segment in loop.all("DTM")}
    amounts = {segment.get(1): amount(segment, 2) for segment in loop.all("AMT")}
    crossover = loop.get("NM1", "TT")
    return Payment(
        control_number=clp.get(1),
        status=clp.get(2),
        charge=amount(clp, 3),
        paid=amount(clp, 4),
        patient_responsibility=amount(clp, 5) if clp.get(5) else None,
        filing_indicator=clp.get(6) or None,
        payer_control_number=clp.get(7) or None,
        facility_code=clp.get(8) or None,
        frequency=clp.get(9) or None,
        drg=clp.get(11) or None,
        patient=_patient(loop.get("NM1", "QC")),
        subscriber=_subscriber(loop.get("NM1", "IL"), loop.get("NM1", "QC")),
        rendering_provider=_provider(loop.get("NM1", "82")),
        crossover=Payer(id=crossover.get(9) or None, name=crossover.get(3) or None) if crossover else None,
        from_=dates.get("232"),
        through=dates.get("233"),
        received=dates.get("050"),
        interest=amounts.get("I"),
        covered=amounts.get("AU"),
        adjustments=adjustments(loop),
        remarks=tuple(
            segment.get(place) for segment in loop.segments for place in REMARK_ELEMENTS.get(segment.id, ()) if segment.get(place)
        ),
        lines=tuple(_line(inner) for inner in loop.loops if inner.get("SVC") is not None),
    )


def _line(loop: Loop) -> PaymentLine:
    svc = loop.get("SVC")
    assert svc is not None
    kind, code, *rest = [*svc.parts(1), ""]
    submitted = svc.parts(6) if svc.get(6) else []
    dates = {segment.get(1): day(segment.get(2)) for segment in loop.all("DTM")}
    own, allowed = loop.get("REF", "6R"), loop.get("AMT", "B6")
    revenue = code if kind == "NU" else svc.get(4)
    values: dict[str, Any] = {}
    if kind != "NU":
        values = {"code": code or None, "code_type": kind or None, "modifiers": tuple(m for m in rest[:4] if m)}
    return PaymentLine(
        **values,
        charge=amount(svc, 2),
        paid=amount(svc, 3),
        revenue_code=revenue or None,
        submitted_code=submitted[1] if len(submitted) > 1 else None,
        submitted_modifiers=tuple(m for m in submitted[2:6] if m),
        units=amount(svc, 5) if svc.get(5) else None,
        submitted_units=amount(svc, 7) if svc.get(7) else None,
        control_number=own.get(2) if own else None,
        date=dates.get("472") or dates.get("150"),
        through=dates.get("151"),
        allowed=amount(allowed, 2) if allowed else None,
        adjustments=adjustments(loop),
        remarks=tuple(segment.get(2) for segment in loop.all("LQ", "HE")),
        policies=tuple(segment.get(2) for segment in loop.all("REF", "0K")),
    )


def _name(nm1: Segment) -> Name:
    return Name(family=nm1.get(3) or None, given=nm1.get(4) or None, middle=nm1.get(5) or None, suffix=nm1.get(7) or None)


def _patient(nm1: Segment | None) -> Patient | None:
    return Patient(name=_name(nm1)) if nm1 else None


def _subscriber(insured: Segment | None, patient: Segment | None) -> Subscriber | None:
    """The insured person, or the patient where the remittance names no other; with the member id."""
    nm1 = insured or patient
    return Subscriber(id=nm1.get(9) or None, name=_name(nm1)) if nm1 else None


def _provider(nm1: Segment | None) -> Provider | None:
    if nm1 is None:
        return None
    name = _name(nm1) if nm1.get(2) == "1" else nm1.get(3) or None
    return Provider(npi=nm1.get(9) if nm1.get(8) == "XX" else None, name=name)
