"""A claim as a FHIR R4 Claim with the parties contained in it."""

from __future__ import annotations

import datetime as dt

import msgspec

from farr.claims.fhir import codes
from farr.claims.fhir.codes import CARIN, HL7, Data, concept
from farr.records import Claim

KEPT = frozenset((
    "id", "claim_type", "from", "through", "type_of_bill", "admission", "patient", "subscriber", "payer", "other_payers",
    "billing_provider", "facility", "diagnoses", "procedures", "lines", "original_reference", "prior_authorization", "drg",
    "total_charge", "control_number", "frequency", *codes.ROLES,
))  # fmt: skip
KEPT_ON_A_LINE = frozenset(("code", "modifiers", "units", "charge", "date", "through", "diagnosis_pointers", "place_of_service",
                            "revenue_code"))  # fmt: skip


def to_fhir(claim: Claim, created: dt.date) -> Data:
    """The resource as plain data, ready for JSON.

    Source: HL7 FHIR R4 (4.0.1) Claim.
    """
    data = claim.to_dict()
    contained: list[Data] = [_patient(data), _party(data["billing_provider"], "billing"), _payer(data["payer"], "insurer")]
    found: Data = {
        "resourceType": "Claim",
        "identifier": [{"type": {"text": "patient control number"}, "value": claim.control_number}],
        "status": "cancelled" if claim.frequency == "8" else "active",
        "type": concept(HL7 + "claim-type", claim.claim_type),
        "use": "claim",
        "patient": {"reference": "#patient"},
        "created": created.isoformat(),
        "insurer": {"reference": "#insurer"},
        "provider": {"reference": "#billing"},
        "priority": concept(HL7 + "processpriority", "normal"),
        "total": {"value": float(claim.total_charge), "currency": "USD"},
    }
    if claim.type_of_bill:
        found["subType"] = concept(codes.BILL, claim.type_of_bill)
    period = {"start": data.get("from"), "end": data.get("through")}
    found["billablePeriod"] = {key: value for key, value in period.items() if value}
    if claim.original_reference:
        related = {"relationship": concept(HL7 + "ex-relatedclaimrelationship", "prior")}
        found["related"] = [{**related, "reference": {"value": claim.original_reference}}]
    if data.get("facility"):
        contained.append(_location(data["facility"]))
        found["facility"] = {"reference": "#facility"}
    found["careTeam"] = _team(data, contained)
    found["supportingInfo"] = _supporting(data)
    found["diagnosis"] = [_diagnosis(item, at) for at, item in enumerate(data.get("diagnoses") or (), 1)]
    found["procedure"] = [_procedure(item, at) for at, item in enumerate(data.get("procedures") or (), 1)]
    found["insurance"] = _insurance(data, contained)
    found["item"] = [_item(line, at) for at, line in enumerate(data["lines"], 1)]
    found["contained"] = contained
    rest = {key: value for key, value in data.items() if key not in KEPT}
    rest |= {"admission": data["admission"]} if data.get("admission") else {}
    rest |= {"frequency": claim.frequency} if claim.claim_type == "professional" and claim.frequency != "1" else {}
    return {key: value for key, value in with_more(found, {"id": claim.id, **rest}).items() if value not in ([], {})}


def with_more(resource: Data, rest: Data) -> Data:
    """The resource with what has no element of its own."""
    left = {key: value for key, value in rest.items() if value not in (None, [], (), {})}
    if left:
        resource["extension"] = [{"url": codes.MORE, "valueString": msgspec.json.encode(left).decode()}]
    return resource


def _without(data: Data, *keys: str) -> Data:
    return {key: value for key, value in data.items() if key not in keys}


def _name(name: object) -> list[Data]:
    if not isinstance(name, dict):
        return [{"text": name}] if name else []
    given = [name[key] for key in ("given", "middle") if name.get(key)]
    found = {"family": name.get("family"), "given": given, "suffix": [name["suffix"]] if name.get("suffix") else []}
    return [{key: value for key, value in found.items() if value}]


def _address(address: Data | None) -> list[Data]:
    if not address:
        return []
    found = {
        "line": [address[key] for key in ("line", "line2") if address.get(key)],
        "city": address.get("city"), "state": address.get("state"), "postalCode": address.get("postal_code"),
        "country": address.get("country"),
    }  # fmt: skip
    return [{key: value for key, value in found.items() if value}]


def _tidy(resource: Data) -> Data:
    return {key: value for key, value in resource.items() if value not in (None, [], {})}


def _patient(data: Data) -> Data:
    patient = data["patient"]
    found = {
        "resourceType": "Patient", "id": "patient", "name": _name(patient.get("name")), "gender": patient.get("sex"),
        "birthDate": patient.get("birth_date"), "address": _address(patient.get("address")),
        "identifier": [{"type": concept(HL7 + "v2-0203", "MR"), "value": patient["id"]}] if patient.get("id") else [],
    }  # fmt: skip
    return with_more(_tidy(found), _without(patient, "name", "sex", "birth_date", "address", "id"))


def _party(provider: Data, identity: str) -> Data:
    person = isinstance(provider.get("name"), dict)
    numbers = [{"system": codes.NPI, "value": provider["npi"]}] if provider.get("npi") else []
    numbers += [{"system": codes.TAX, "value": provider["tax_id"]}] if provider.get("tax_id") else []
    found: Data = {
        "resourceType": "Practitioner" if person else "Organization", "id": identity, "identifier": numbers,
        "name": _name(provider.get("name")) if person else provider.get("name"), "address": _address(provider.get("address")),
        "telecom": [{"system": "phone", "value": provider["telephone"]}] if provider.get("telephone") else [],
    }  # fmt: skip
    if provider.get("taxonomy"):
        specialty = concept(codes.TAXONOMY, provider["taxonomy"])
        found |= {"qualification": [{"code": specialty}]} if person else {"type": [specialty]}
    return with_more(_tidy(found), _without(provider, "npi", "tax_id", "name", "address", "telephone", "taxonomy"))


def _payer(payer: Data, identity: str) -> Data:
    found = {
        "resourceType": "Organization", "id": identity, "name": payer.get("name"),
        "identifier": [{"value": payer["id"]}] if payer.get("id") else [], "address": _address(payer.get("address")),
    }  # fmt: skip
    return with_more(_tidy(found), _without(payer, "id", "name", "address"))


def _location(facility: Data) -> Data:
    address = _address(facility.get("address"))
    found = {
        "resourceType": "Location", "id": "facility", "name": facility.get("name"), "address": address[0] if address else None,
        "identifier": [{"system": codes.NPI, "value": facility["npi"]}] if facility.get("npi") else [],
    }  # fmt: skip
    return with_more(_tidy(found), _without(facility, "npi", "name", "address"))


def _team(data: Data, contained: list[Data]) -> list[Data]:
    team: list[Data] = []
    for field, role in codes.ROLES.items():
        provider = data.get(field)
        if not provider:
            continue
        contained.append(_party(provider, role))
        member: Data = {"sequence": len(team) + 1, "provider": {"reference": f"#{role}"}}
        member["role"] = concept(CARIN + "C4BBClaimCareTeamRole", role)
        if provider.get("taxonomy"):
            member["qualification"] = concept(codes.TAXONOMY, provider["taxonomy"])
        team.append(member)
    return team


def _supporting(data: Data) -> list[Data]:
    admission = data.get("admission") or {}
    found: list[Data] = []
    if admission.get("date"):
        found.append({"category": "admissionperiod", "timingPeriod": {"start": admission["date"]}})
    for name, system, key in (("admtype", codes.ADMISSION_TYPE, "type"), ("pointoforigin", codes.POINT_OF_ORIGIN, "source"),
                              ("discharge-status", codes.DISCHARGE, "discharge_status")):  # fmt: skip
        if admission.get(key):
            found.append({"category": name, "code": concept(system, admission[key])})
    if data.get("drg"):
        found.append({"category": "drg", "code": concept(codes.DRG, data["drg"])})
    return [
        {**item, "sequence": at, "category": concept(CARIN + "C4BBSupportingInfoType", item["category"])}
        for at, item in enumerate(found, 1)
    ]


def _diagnosis(item: Data, sequence: int) -> Data:
    kind = codes.DIAGNOSIS_TYPES.get(item.get("role") or "secondary", "clinical")
    found = {"sequence": sequence, "diagnosisCodeableConcept": concept(codes.ICD10CM, item["code"])}
    found["type"] = [concept(HL7 + "ex-diagnosistype", kind)]
    if item.get("poa"):
        found["onAdmission"] = concept("https://www.nubc.org/CodeSystem/PresentOnAdmissionIndicator", item["poa"])
    return found


def _procedure(item: Data, sequence: int) -> Data:
    system = codes.SYSTEMS.get(item.get("system", "icd-10-pcs"), codes.SYSTEMS["icd-10-pcs"])
    found: Data = {"sequence": sequence, "procedureCodeableConcept": concept(system, item["code"])}
    return found | ({"date": item["date"]} if item.get("date") else {})


def _insurance(data: Data, contained: list[Data]) -> list[Data]:
    contained.append(_coverage(data["subscriber"], "coverage", "insurer", data["payer"].get("sequence")))
    found: list[Data] = [{"sequence": 1, "focal": True, "coverage": {"reference": "#coverage"}}]
    if data.get("prior_authorization"):
        found[0]["preAuthRef"] = [data["prior_authorization"]]
    for at, other in enumerate(data.get("other_payers") or (), 2):
        contained.append(_payer(_without(other, "subscriber"), f"insurer{at}"))
        contained.append(_coverage(other.get("subscriber") or {}, f"coverage{at}", f"insurer{at}", other.get("sequence")))
        found.append({"sequence": at, "focal": False, "coverage": {"reference": f"#coverage{at}"}})
    return found


def _coverage(holder: Data, identity: str, insurer: str, sequence: str | None) -> Data:
    relation = holder.get("relationship") or "self"
    order = {"primary": 1, "secondary": 2, "tertiary": 3}.get(sequence or "primary")
    found: Data = {
        "resourceType": "Coverage", "id": identity, "status": "active", "beneficiary": {"reference": "#patient"},
        "payor": [{"reference": f"#{insurer}"}], "subscriberId": holder.get("id"), "order": order,
        "relationship": concept(HL7 + "subscriber-relationship", codes.RELATIONS.get(relation, "other")),
    }  # fmt: skip
    if holder.get("group_number"):
        group = {"type": concept(HL7 + "coverage-class", "group"), "value": holder["group_number"]}
        found["class"] = [group | ({"name": holder["group_name"]} if holder.get("group_name") else {})]
    rest = _without(holder, "id", "group_number")
    return with_more(_tidy(found), rest)


def _item(line: Data, sequence: int) -> Data:
    found: Data = {"sequence": sequence, "net": {"value": float(line.get("charge", "0")), "currency": "USD"}}
    if line.get("diagnosis_pointers"):
        found["diagnosisSequence"] = list(line["diagnosis_pointers"])
    if line.get("revenue_code"):
        found["revenue"] = concept(codes.REVENUE, line["revenue_code"])
    service = line.get("code")
    found["productOrService"] = concept(codes.system_of(service), service) if service else {"text": "revenue code only"}
    if line.get("modifiers"):
        found["modifier"] = [concept(codes.system_of(modifier), modifier) for modifier in line["modifiers"]]
    if line.get("through"):
        found["servicedPeriod"] = {"start": line.get("date"), "end": line["through"]}
    elif line.get("date"):
        found["servicedDate"] = line["date"]
    if line.get("units") is not None:
        found["quantity"] = {"value": float(line["units"])}
    if line.get("place_of_service"):
        found["locationCodeableConcept"] = concept(codes.PLACE, line["place_of_service"])
    return with_more(found, {key: value for key, value in line.items() if key not in KEPT_ON_A_LINE})
