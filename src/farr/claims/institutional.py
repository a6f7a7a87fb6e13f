"""What is particular to institutional claims (837I, UB-04)."""

from __future__ import annotations

from typing import Any

import msgspec

from farr.claims.people import differs
from farr.claims.places import ADMITTED_BILLS, setting_of_bill
from farr.records import Accident, Admission, Encounter, Patient, ServiceLine

NOT_HERE: dict[str, Any] = {
    "supervising_provider": None, "primary_care_provider": None, "pick_up": None, "drop_off": None, "patient_paid": None,
    "ambulance": None, "spinal_manipulation": None, "anesthesia_procedures": (), "special_program": None,
}  # fmt: skip
NOT_ON_A_LINE: dict[str, Any] = {
    "place_of_service": None, "diagnosis_pointers": (), "emergency": False, "epsdt": False, "family_planning": False,
    "copay_exempt": False, "equipment": None, "ambulance": None, "certifications": (), "prior_authorization": None,
    "referral_number": None, "patients_transported": None, "obstetric_units": None, "measurements": (), "contract": None,
    "sales_tax": None, "postage": None, "fixed_format": (), "purchased_service_charge": None, "anesthesia_minutes": None,
    "purchased_service_provider": None, "facility": None, "supervising_provider": None, "ordering_provider": None,
    "primary_care_provider": None, "pick_up": None, "drop_off": None, "forms": (), "dates": None,
}  # fmt: skip
ACCOMMODATION = tuple(f"0{kind:02d}" for kind in range(10, 22))


def facility_code(encounter: Encounter) -> str:
    """The first two digits of the type of bill, without the leading zero."""
    return (encounter.type_of_bill or "")[1:3]


def settled(encounter: Encounter) -> Encounter:
    """The encounter with the parties and codes that an 837I tells; what it has no place for is left out.

    The attending provider is the rendering one where none is named: an encounter of the contract names who treated.
    """
    attending = encounter.attending_provider or encounter.rendering_provider
    accident = encounter.accident
    admission = encounter.admission
    patient = encounter.patient
    billing = encounter.billing_provider
    taxonomy = billing.taxonomy if billing else None
    return msgspec.structs.replace(
        encounter,
        **NOT_HERE,
        setting=setting_of_bill(facility_code(encounter), encounter.lines, taxonomy),
        admission=_without_date(admission) if admission else None,
        patient=_plain(patient) if patient else None,
        accident=Accident(state=accident.state) if accident and accident.state else None,
        attending_provider=attending,
        rendering_provider=differs(encounter.rendering_provider, attending),
        facility=differs(encounter.facility, billing),
        lines=tuple(_line(line, encounter) for line in encounter.lines),
    )


def _without_date(admission: Admission) -> Admission | None:
    found = msgspec.structs.replace(admission, discharge_date=None)
    return found if found != Admission() else None


def _plain(patient: Patient) -> Patient:
    return msgspec.structs.replace(patient, death_date=None, weight=None, pregnant=None, telephone=None)


def _line(line: ServiceLine, encounter: Encounter) -> ServiceLine:
    """The line without what the claim says already; days are counted where the revenue code is one of accommodation,
    and the one day of an outpatient bill is that of its lines."""
    accommodation = (line.revenue_code or "").startswith(ACCOMMODATION)
    rendering = differs(line.rendering_provider, encounter.rendering_provider or encounter.attending_provider)
    day = encounter.from_ if encounter.from_ == encounter.through and facility_code(encounter) not in ADMITTED_BILLS else None
    return msgspec.structs.replace(
        line,
        **NOT_ON_A_LINE,
        date=line.date or day,
        unit=line.unit or ("day" if accommodation else "service"),
        through=line.through if line.through != line.date else None,
        rendering_provider=rendering,
        operating_provider=differs(line.operating_provider, encounter.operating_provider),
    )
