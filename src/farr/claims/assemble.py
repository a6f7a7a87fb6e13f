"""Encounter to claim.  What a claim needs and the encounter lacks is named by its JSON path; nothing is invented."""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal

from farr.errors import IncompleteClaim, UsageError
from farr.records import Claim, Encounter, Name, Patient, Provider, Subscriber

PLACES = {
    "office": "11", "outpatient": "22", "telehealth": "10", "home": "12", "urgent-care": "20", "emergency": "23",
    "observation": "22", "ambulatory-surgery": "24", "inpatient": "21", "inpatient-psychiatric": "51",
    "inpatient-rehabilitation": "61", "long-term-care-hospital": "21", "skilled-nursing": "31", "nursing-facility": "32",
    "home-health": "12", "hospice": "34", "laboratory": "81", "imaging": "11",
}  # fmt: skip
MOST_DIAGNOSES = 12
MOST_LINES = 50
CONTROL_LENGTH = 20


def assemble(encounter: Encounter) -> Claim:
    """A professional claim from a coded encounter.

    Raises:
        UsageError: the encounter is institutional.
        IncompleteClaim: fields are missing (their JSON paths in ``missing``), or the encounter exceeds one claim.
    Source: ASC X12N 005010X222A1, loops 2000A to 2400; NUCC 1500 place-of-service codes.
    """
    if encounter.claim_type != "professional":
        raise UsageError("only professional claims (837P) are written; this encounter is institutional", "/claim_type")
    missing = [path for path, value in _needed(encounter) if value in (None, "", ())]
    if missing:
        raise IncompleteClaim(f"the claim lacks: {', '.join(missing)}; add them to the encounter", "", tuple(missing))
    diagnoses = tuple(d for d in encounter.diagnoses if d.role not in ("admitting", "reason-for-visit"))
    if len(diagnoses) > MOST_DIAGNOSES:
        raise IncompleteClaim(
            f"a professional claim carries {MOST_DIAGNOSES} diagnoses, this encounter has "
            f"{len(diagnoses)}; keep those that its lines point to",
            "/diagnoses",
        )
    if len(encounter.lines) > MOST_LINES:
        raise IncompleteClaim(
            f"a professional claim carries {MOST_LINES} lines, this encounter has {len(encounter.lines)}; split it",
            "/lines",
        )
    for place, line in enumerate(encounter.lines):
        if not all(1 <= pointer <= len(diagnoses) for pointer in line.diagnosis_pointers):
            where = f"/lines/{place}/diagnosis_pointers"
            raise IncompleteClaim(f"pointers count from 1 to {len(diagnoses)}, the number of diagnoses", where)
    subscriber, patient = _people(encounter)
    assert encounter.payer is not None and encounter.billing_provider is not None
    return Claim(
        id=encounter.id,
        setting=encounter.setting,
        control_number=control_number(encounter.id),
        claim_type="professional",
        frequency="1",
        facility_code=next(
            (line.place_of_service for line in encounter.lines if line.place_of_service), PLACES[encounter.setting]
        ),
        total_charge=sum((line.charge or Decimal(0) for line in encounter.lines), Decimal(0)),
        from_=encounter.from_ or encounter.lines[0].date,
        patient=patient,
        subscriber=subscriber,
        payer=encounter.payer,
        billing_provider=encounter.billing_provider,
        rendering_provider=encounter.rendering_provider,
        facility=encounter.facility,
        diagnoses=diagnoses,
        lines=encounter.lines,
        admission=encounter.admission,
    )


def control_number(identity: str) -> str:
    """The patient control number: the encounter's id where a payer is sure to echo it, else a digest of it."""
    plain = re.sub(r"[^A-Z0-9.-]", "", identity.upper())
    if plain == identity.upper() and 0 < len(plain) <= CONTROL_LENGTH:
        return plain
    return hashlib.sha256(identity.encode()).hexdigest()[:CONTROL_LENGTH].upper()


def _people(encounter: Encounter) -> tuple[Subscriber, Patient]:
    subscriber = encounter.subscriber or Subscriber()
    patient = encounter.patient or Patient()
    if subscriber.relationship not in (None, "self"):
        return subscriber, patient
    merged = Subscriber(
        id=subscriber.id,
        relationship="self",
        name=subscriber.name or patient.name,
        address=subscriber.address or patient.address,
        birth_date=subscriber.birth_date or patient.birth_date,
        sex=subscriber.sex or patient.sex,
        group_number=subscriber.group_number,
        group_name=subscriber.group_name,
    )
    return merged, patient


def _needed(encounter: Encounter) -> list[tuple[str, object]]:
    """What every payer asks for: JSON path and value."""
    subscriber, patient = _people(encounter)
    payer, billing = encounter.payer, encounter.billing_provider or Provider()
    own = subscriber.relationship == "self"
    needed: list[tuple[str, object]] = [
        ("/billing_provider/npi", billing.npi),
        ("/billing_provider/tax_id", billing.tax_id),
        ("/billing_provider/name", billing.name),
        *_address("/billing_provider/address", billing),
        ("/payer/name", payer.name if payer else None),
        ("/payer/id", payer.id if payer else None),
        ("/subscriber/id", subscriber.id),
        ("/subscriber/name/family", subscriber.name.family if isinstance(subscriber.name, Name) else subscriber.name),
        ("/diagnoses", encounter.diagnoses),
        ("/lines", encounter.lines),
    ]
    if own:
        needed += [
            *_address("/subscriber/address", subscriber),
            ("/patient/birth_date", subscriber.birth_date),
            ("/patient/sex", subscriber.sex),
        ]
    else:
        family = patient.name.family if patient.name else None
        needed += [
            ("/patient/name/family", family),
            *_address("/patient/address", patient),
            ("/patient/birth_date", patient.birth_date),
            ("/patient/sex", patient.sex),
        ]
    for place, line in enumerate(encounter.lines):
        fields = {
            "code": line.code,
            "charge": line.charge,
            "units": line.units,
            "date": line.date or encounter.from_,
            "diagnosis_pointers": line.diagnosis_pointers,
        }
        needed += [(f"/lines/{place}/{name}", value) for name, value in fields.items()]
    return needed


def _address(path: str, party: Provider | Patient | Subscriber) -> list[tuple[str, object]]:
    address = party.address
    return [(f"{path}/{name}", getattr(address, name) if address else None) for name in ("line", "city", "state", "postal_code")]
