"""What a claim needs and an encounter lacks, by JSON path.  Nothing is invented.

Source: required elements and situational rules of ASC X12N 005010X222A1 and 005010X223A2.
"""

from __future__ import annotations

from collections.abc import Iterator

from farr.claims.places import ADMITTED_BILLS, INPATIENT_BILLS, INPATIENT_PLACES
from farr.records import Address, Encounter, Name, OtherPayer, Patient, Provider, ServiceLine, Subscriber

Need = tuple[str, object]
LIMITS = {"original_reference": 50, "prior_authorization": 50, "referral_number": 50}
MOST_NOTE = 80
STILL_A_PATIENT = "30"
MOST_CAUSES = 2
MOST = {
    "occurrences": 24, "occurrence_spans": 24, "values": 24, "condition_codes": 24, "treatment_codes": 24, "procedures": 25,
    "other_payers": 10, "attachments": 10, "fixed_format": 10,
}  # fmt: skip


def missing(encounter: Encounter) -> list[str]:
    """Paths of what is missing, in the order of the claim's loops."""
    needed = list(_parties(encounter))
    needed += _institutional(encounter) if encounter.claim_type == "institutional" else _professional(encounter)
    for place, payer in enumerate(encounter.other_payers):
        needed += _other_payer(f"/other_payers/{place}", payer)
    return [path for path, value in needed if value in (None, "", ())]


def problems(encounter: Encounter) -> list[str]:
    """What stands in the encounter and can stand on no claim: path, what was expected."""
    found = [
        f"{'/' + name}: at most {limit} characters, this has {len(value)}"
        for name, limit in LIMITS.items()
        if len(value := getattr(encounter, name) or "") > limit
    ]
    found += [
        f"/{name}: at most {limit} entries, this has {len(getattr(encounter, name))}"
        for name, limit in MOST.items()
        if len(getattr(encounter, name)) > limit
    ]
    if encounter.accident and len(encounter.accident.causes) > MOST_CAUSES:
        found.append(f"/accident/causes: at most {MOST_CAUSES}; keep those that decide who pays")
    notes = [(f"/notes/{n}", note) for n, note in enumerate(encounter.notes)]
    notes += [(f"/lines/{at}/notes/{n}", note) for at, line in enumerate(encounter.lines) for n, note in enumerate(line.notes)]
    found += [f"{path}/text: at most {MOST_NOTE} characters" for path, note in notes if len(note.text) > MOST_NOTE]
    payers = {payer.id for payer in encounter.other_payers}
    for place, line in enumerate(encounter.lines):
        found += [
            f"/lines/{place}/adjudications/{n}/payer: no other payer has this id"
            for n, decided in enumerate(line.adjudications)
            if decided.payer not in payers
        ]
    billed = {line.code for line in encounter.lines}
    for place, procedure in enumerate(encounter.procedures):
        carried = encounter.claim_type == "institutional" and procedure.system == "icd-10-pcs"
        if not carried and procedure.code not in billed:
            found.append(f"/procedures/{place}: a {encounter.claim_type} claim bills this on a line; add it to /lines")
    return found


def address_of(path: str, address: Address | None) -> Iterator[Need]:
    for name in ("line", "city", "state", "postal_code"):
        foreign = address is not None and address.country not in (None, "US") and name in ("state", "postal_code")
        if not foreign:
            yield f"{path}/{name}", getattr(address, name) if address else None


def family_of(party: Provider | Patient | Subscriber | None) -> str | None:
    name = party.name if party else None
    return name.family if isinstance(name, Name) else name


def _parties(encounter: Encounter) -> Iterator[Need]:
    billing, payer = encounter.billing_provider or Provider(), encounter.payer
    yield "/billing_provider/npi", billing.npi
    yield "/billing_provider/tax_id", billing.tax_id
    yield "/billing_provider/name", family_of(billing)
    yield from address_of("/billing_provider/address", billing.address)
    yield "/payer/name", payer.name if payer else None
    yield "/payer/id", payer.id if payer else None
    subscriber, patient = encounter.subscriber or Subscriber(), encounter.patient or Patient()
    yield "/subscriber/id", subscriber.id
    yield "/subscriber/name/family", family_of(subscriber)
    if subscriber.relationship == "self":
        yield from address_of("/subscriber/address", subscriber.address)
    else:
        yield "/patient/name/family", family_of(patient)
        yield from address_of("/patient/address", patient.address)
    yield "/patient/birth_date", patient.birth_date
    yield "/patient/sex", patient.sex
    if encounter.pay_to_address:
        yield from address_of("/pay_to_address", encounter.pay_to_address)
    if encounter.facility:
        yield "/facility/name", family_of(encounter.facility)
        yield from address_of("/facility/address", encounter.facility.address)
    frequency = encounter.frequency or (encounter.type_of_bill or "1")[-1]
    if frequency in ("7", "8"):
        yield "/original_reference", encounter.original_reference
    yield "/diagnoses", encounter.diagnoses
    yield "/lines", encounter.lines


def _professional(encounter: Encounter) -> Iterator[Need]:
    for name in ("referring_provider", "rendering_provider", "supervising_provider", "primary_care_provider"):
        party = getattr(encounter, name)
        if party is not None:
            yield f"/{name}/name/family", family_of(party)
    accident = encounter.accident
    if accident and set(accident.causes) & {"auto", "other"}:
        yield "/accident/date", accident.date
    if accident and "auto" in accident.causes and accident.country in (None, "US"):
        yield "/accident/state", accident.state
    if any(line.place_of_service in INPATIENT_PLACES for line in encounter.lines[:1]):
        yield "/admission/date", encounter.admission.date if encounter.admission else None
    for place, line in enumerate(encounter.lines):
        yield f"/lines/{place}/code", line.code
        yield from _line(f"/lines/{place}", line)
        yield f"/lines/{place}/date", line.date or encounter.from_
        yield f"/lines/{place}/diagnosis_pointers", line.diagnosis_pointers


def _institutional(encounter: Encounter) -> Iterator[Need]:
    bill = encounter.type_of_bill or ""
    admission = encounter.admission
    yield "/type_of_bill", encounter.type_of_bill
    yield "/from", encounter.from_
    yield "/through", encounter.through
    yield "/admission/discharge_status", admission.discharge_status if admission else None
    yield "/attending_provider/name/family", family_of(encounter.attending_provider)
    postal_code = _postal_code(encounter)
    if postal_code:
        yield "/billing_provider/address/postal_code (nine digits)", postal_code if len(postal_code) == 9 else None
    if bill[1:3] in ADMITTED_BILLS:
        yield "/admission/date", admission.date if admission else None
    ended = bill[1:3] in INPATIENT_BILLS and admission is not None and admission.discharge_status not in (None, STILL_A_PATIENT)
    if ended and admission is not None:
        yield "/admission/discharge_hour", admission.discharge_hour
    if bill[1:3] in ("11", "12", "18", "21"):
        yield "/admission/type", admission.type if admission else None
        yield "/diagnoses (role admitting)", tuple(d for d in encounter.diagnoses if d.role == "admitting")
    for place, line in enumerate(encounter.lines):
        yield f"/lines/{place}/revenue_code", line.revenue_code
        if bill[1:3] not in ADMITTED_BILLS:
            yield f"/lines/{place}/date", line.date
        yield from _line(f"/lines/{place}", line)
    for place, procedure in enumerate(encounter.procedures):
        if procedure.system == "icd-10-pcs":
            yield f"/procedures/{place}/date", procedure.date


def _postal_code(encounter: Encounter) -> str:
    address = encounter.billing_provider.address if encounter.billing_provider else None
    return (address.postal_code or "") if address and address.country in (None, "US") else ""


def _line(path: str, line: ServiceLine) -> Iterator[Need]:
    yield f"{path}/charge", line.charge
    yield f"{path}/units", line.units if line.anesthesia_minutes is None else line.anesthesia_minutes
    if line.equipment and line.equipment.frequency:
        for name in ("days", "rental_price", "purchase_price"):
            yield f"{path}/equipment/{name}", getattr(line.equipment, name)
    if line.purchased_service_charge is not None:
        yield f"{path}/purchased_service_provider/npi", line.purchased_service_provider and line.purchased_service_provider.npi
    for place, decided in enumerate(line.adjudications):
        yield f"{path}/adjudications/{place}/date", decided.date


def _other_payer(path: str, payer: OtherPayer) -> Iterator[Need]:
    subscriber = payer.subscriber or Subscriber()
    yield f"{path}/id", payer.id
    yield f"{path}/name", payer.name
    if payer.adjustments or payer.remittance_date:
        yield f"{path}/paid", payer.paid
    yield f"{path}/subscriber/id", subscriber.id
    yield f"{path}/subscriber/name/family", family_of(subscriber)
