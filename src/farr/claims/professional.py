"""What is particular to professional claims (837P, CMS-1500)."""

from __future__ import annotations

from typing import Any

import msgspec

from farr.claims.people import differs
from farr.claims.places import setting_of_place
from farr.records import Accident, Admission, Encounter, Place, ServiceLine

NOT_HERE: dict[str, Any] = {
    "type_of_bill": None, "procedures": (), "attending_provider": None, "operating_provider": None,
    "other_operating_provider": None, "patient_due": None, "drg": None, "occurrences": (), "occurrence_spans": (), "values": (),
    "treatment_codes": (),
}  # fmt: skip
NOT_ON_A_LINE: dict[str, Any] = {
    "revenue_code": None, "unit": None, "non_covered_charge": None, "service_tax": None, "facility_tax": None,
    "operating_provider": None, "other_operating_provider": None,
}  # fmt: skip


def facility_code(encounter: Encounter) -> str:
    """The claim's place of service: that of its first line."""
    return (encounter.lines[0].place_of_service or "") if encounter.lines else ""


def settled(encounter: Encounter) -> Encounter:
    """The encounter with the parties and dates that an 837P tells; what it has no place for is left out."""
    starts = [line.date for line in encounter.lines if line.date]
    ends = [end for line in encounter.lines if (end := line.through or line.date)]
    admission = encounter.admission
    accident = encounter.accident
    billing = encounter.billing_provider
    return msgspec.structs.replace(
        encounter,
        **NOT_HERE,
        setting=setting_of_place(facility_code(encounter)),
        from_=min(starts) if starts else encounter.from_,
        through=max(ends) if ends else encounter.through,
        admission=_hospitalised(admission) if admission else None,
        accident=accident if accident and accident != Accident() else None,
        rendering_provider=differs(encounter.rendering_provider, billing),
        facility=differs(encounter.facility, billing),
        pick_up=_nameless(encounter.pick_up),
        lines=tuple(_line(line, encounter) for line in encounter.lines),
    )


def _nameless(place: Place | None) -> Place | None:
    return Place(address=place.address) if place else None


def _hospitalised(admission: Admission) -> Admission | None:
    found = Admission(date=admission.date, discharge_date=admission.discharge_date)
    return found if found != Admission() else None


def _line(line: ServiceLine, encounter: Encounter) -> ServiceLine:
    """The line without what the claim says already."""
    rendering = differs(line.rendering_provider, encounter.rendering_provider or encounter.billing_provider)
    facility = differs(line.facility, encounter.facility or encounter.billing_provider)
    units = None if line.anesthesia_minutes is not None else line.units
    return msgspec.structs.replace(
        line, **NOT_ON_A_LINE, rendering_provider=rendering, facility=facility, units=units, pick_up=_nameless(line.pick_up)
    )
