"""A FHIR R4 Claim, alone or in a Bundle, as a coded encounter.  Lenient: what is not there is absent."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from farr.claims.fhir import codes
from farr.claims.fhir.codes import HL7, Data, code_in
from farr.claims.places import INPATIENT_BILLS, setting_of_bill, setting_of_place
from farr.errors import UnreadableInput
from farr.records import Encounter, ServiceLine


def from_fhir(resource: Data) -> Encounter:
    """The encounter that a Claim tells: patient, parties, insurance, codes and items.

    References are followed into ``contained`` and, in a Bundle, to its entries; a Claim that :func:`to_fhir` wrote comes back
    as the encounter of its claim.

    Raises:
        UnreadableInput: the resource is no Claim and no Bundle that holds one, or a value is not what FHIR says.
    """
    known: dict[str, Data] = {}
    claim = resource
    if resource.get("resourceType") == "Bundle":
        entries = [entry for entry in resource.get("entry") or () if isinstance(entry.get("resource"), dict)]
        for entry in entries:
            found = entry["resource"]
            known[entry.get("fullUrl") or ""] = known[f"{found.get('resourceType')}/{found.get('id')}"] = found
        claim = next((entry["resource"] for entry in entries if entry["resource"].get("resourceType") == "Claim"), {})
    if claim.get("resourceType") != "Claim":
        raise UnreadableInput("expected a FHIR R4 Claim, or a Bundle that holds one", "$.resourceType")
    known |= {f"#{item.get('id')}": item for item in claim.get("contained") or ()}
    try:
        return msgspec.convert(_encounter(claim, known), Encounter, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        raise UnreadableInput(f"{message.replace('`', '')}; see farr schema encounter", path.strip("`") or "$") from None


def _encounter(claim: Data, known: dict[str, Data]) -> Data:
    kind = code_in(claim.get("type"), HL7 + "claim-type") or "professional"
    found: Data = {"claim_type": kind if kind in ("professional", "institutional") else "professional"}
    numbers = [item.get("value") for item in claim.get("identifier") or () if item.get("value")]
    found["id"] = claim.get("id") or (numbers[0] if numbers else "claim")
    period = claim.get("billablePeriod") or {}
    found["from"], found["through"] = (str(period.get(key) or "")[:10] or None for key in ("start", "end"))
    found["type_of_bill"] = code_in(claim.get("subType"), codes.BILL)
    found["original_reference"] = next(
        (item["reference"]["value"] for item in claim.get("related") or () if (item.get("reference") or {}).get("value")), None
    )
    patient = _followed(claim.get("patient"), known)
    found["patient"] = _patient(patient)
    found["billing_provider"] = _party(_followed(claim.get("provider"), known))
    found["facility"] = _location(_followed(claim.get("facility"), known))
    _insured(found, claim, known)
    for member in claim.get("careTeam") or ():
        role = code_in(member.get("role")) or ""
        field = next(
            (name for name, code in codes.ROLES.items() if code == role), "rendering_provider" if role == "primary" else ""
        )
        if field:
            party = _party(_followed(member.get("provider"), known))
            found[field] = _tidy({"taxonomy": code_in(member.get("qualification"), codes.TAXONOMY), **party})
    _supported(found, claim)
    found["diagnoses"] = [_diagnosis(item, at) for at, item in enumerate(_sorted(claim.get("diagnosis")))]
    inpatient = found["claim_type"] == "institutional" and (found["type_of_bill"] or "")[1:3] in INPATIENT_BILLS
    if found["diagnoses"] and found["diagnoses"][0]["role"] == "principal" and not inpatient:
        found["diagnoses"][0]["role"] = "first-listed"
    found["procedures"] = [_procedure(item) for item in _sorted(claim.get("procedure"))]
    found["lines"] = [_line(item) for item in _sorted(claim.get("item"))]
    found |= more(claim)
    found["setting"] = _setting(found) if "setting" not in found else found["setting"]
    for name in ("facility_code", "control_number", "total_charge"):
        found.pop(name, None)
    lines: list[Data] = found["lines"]
    for at, line in enumerate(lines, 1):
        if line.get("control_number") == str(at):
            del line["control_number"]
    return _tidy(found)


def more(resource: Data) -> Data:
    """What farr wrote into a resource beside its elements."""
    for extension in resource.get("extension") or ():
        if extension.get("url") == codes.MORE:
            try:
                decoded = msgspec.json.decode(extension.get("valueString") or "{}")
            except msgspec.DecodeError:
                raise UnreadableInput("expected JSON in the extension urn:farr:more", "$.extension") from None
            if isinstance(decoded, dict):
                return decoded
    return {}


def _tidy(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}


def _followed(reference: Any, known: dict[str, Data]) -> Data:
    if not isinstance(reference, dict):
        return {}
    found = known.get(reference.get("reference") or "")
    if found is not None:
        return found
    return {"name": reference.get("display"), "identifier": [reference["identifier"]] if reference.get("identifier") else []}


def _sorted(items: Any) -> list[Data]:
    return sorted(items or (), key=lambda item: item.get("sequence") or 0)


def _name(names: Any) -> Any:
    if isinstance(names, str) or not names:
        return names or None
    first = names[0]
    if not first.get("family"):
        return first.get("text")
    given = [*(first.get("given") or ()), None, None]
    suffix = first.get("suffix") or (None,)
    return _tidy({"family": first.get("family"), "given": given[0], "middle": given[1], "suffix": suffix[0]})


def _address(addresses: Any) -> Data | None:
    first = addresses if isinstance(addresses, dict) else (addresses or [None])[0]
    if not first:
        return None
    line = [*(first.get("line") or ()), None, None]
    found = {"line": line[0], "line2": line[1], "city": first.get("city"), "state": first.get("state"),
             "postal_code": first.get("postalCode"), "country": first.get("country")}  # fmt: skip
    return _tidy(found)


def _numbered(resource: Data, system: str) -> str | None:
    return next((item.get("value") for item in resource.get("identifier") or () if item.get("system") == system), None)


def _patient(resource: Data) -> Data:
    numbers = resource.get("identifier") or ()
    record = next((item.get("value") for item in numbers if code_in(item.get("type")) == "MR"), None)
    gender = resource.get("gender")
    found = {
        "id": record or (numbers[0].get("value") if numbers else None), "name": _name(resource.get("name")),
        "birth_date": resource.get("birthDate"), "sex": gender if gender in ("female", "male") else "unknown" if gender else None,
        "address": _address(resource.get("address")), **more(resource),
    }  # fmt: skip
    return _tidy(found)


def _party(resource: Data) -> Data:
    specialties = [*(resource.get("type") or ()), *(item.get("code") for item in resource.get("qualification") or ())]
    phones = [item.get("value") for item in resource.get("telecom") or () if item.get("system") == "phone"]
    found = {
        "npi": _numbered(resource, codes.NPI), "tax_id": _numbered(resource, codes.TAX), "name": _name(resource.get("name")),
        "address": _address(resource.get("address")), "telephone": phones[0] if phones else None,
        "taxonomy": next((code for item in specialties if (code := code_in(item, codes.TAXONOMY))), None), **more(resource),
    }  # fmt: skip
    return _tidy(found)


def _location(resource: Data) -> Data:
    found = {"npi": _numbered(resource, codes.NPI), "name": resource.get("name"), "address": _address(resource.get("address"))}
    return _tidy({**found, **more(resource)})


def _payer(resource: Data) -> Data:
    numbers = [item.get("value") for item in resource.get("identifier") or () if item.get("value")]
    found = {
        "id": numbers[0] if numbers else None,
        "name": _name(resource.get("name")),
        "address": _address(resource.get("address")),
    }
    return _tidy({**found, **more(resource)})


def _insured(found: Data, claim: Data, known: dict[str, Data]) -> None:
    others = []
    for item in _sorted(claim.get("insurance")):
        coverage = _followed(item.get("coverage"), known)
        payor = (coverage.get("payor") or [None])[0]
        groups = [part for part in coverage.get("class") or () if code_in(part.get("type")) == "group"]
        holder = {"id": coverage.get("subscriberId"), "relationship": code_in(coverage.get("relationship")),
                  "group_number": groups[0].get("value") if groups else None, **more(coverage)}  # fmt: skip
        holder = _tidy(holder)
        if item.get("focal", True) and "subscriber" not in found:
            found["subscriber"] = holder
            found["prior_authorization"] = next(iter(item.get("preAuthRef") or ()), None)
            found["payer"] = _payer(_followed(claim.get("insurer") or payor, known))
        else:
            others.append({**_payer(_followed(payor, known)), "subscriber": holder})
    found["other_payers"] = others


def _supported(found: Data, claim: Data) -> None:
    admission: Data = {}
    for item in claim.get("supportingInfo") or ():
        kind, code = code_in(item.get("category")), code_in(item.get("code"))
        if kind == "admissionperiod":
            admission["date"] = str((item.get("timingPeriod") or {}).get("start") or "")[:10]
        elif kind in ("admtype", "pointoforigin", "discharge-status"):
            admission[{"admtype": "type", "pointoforigin": "source", "discharge-status": "discharge_status"}[kind]] = code
        elif kind == "drg":
            found["drg"] = code
    found["admission"] = _tidy(admission)


def _diagnosis(item: Data, place: int) -> Data:
    kinds = [code_in(kind) for kind in item.get("type") or ()]
    back = {code: role for role, code in reversed(codes.DIAGNOSIS_TYPES.items()) if code != "principal"}
    role = next((back[kind] for kind in kinds if kind in back), "secondary")
    if "principal" in kinds:
        role = "principal"
    code = code_in(item.get("diagnosisCodeableConcept"), codes.ICD10CM) or code_in(item.get("diagnosisCodeableConcept")) or ""
    code = code if "." in code or len(code) < 4 else f"{code[:3]}.{code[3:]}"
    external = role == "secondary" and place and code.startswith(("V", "W", "X", "Y"))
    return _tidy({"code": code, "role": "external-cause" if external else role, "poa": code_in(item.get("onAdmission"))})


def _procedure(item: Data) -> Data:
    value = item.get("procedureCodeableConcept")
    system = next((name for name, uri in codes.SYSTEMS.items() if code_in(value, uri)), "icd-10-pcs")
    return _tidy({"system": system, "code": code_in(value), "date": str(item.get("date") or "")[:10]})


def _line(item: Data) -> Data:
    period = item.get("servicedPeriod") or {}
    net = (item.get("net") or {}).get("value")
    units = (item.get("quantity") or {}).get("value")
    if net is None and (price := (item.get("unitPrice") or {}).get("value")) is not None:
        net = Decimal(str(price)) * Decimal(str(units if units is not None else 1))
    found = {
        "code": code_in(item.get("productOrService")), "modifiers": [code_in(one) for one in item.get("modifier") or ()],
        "units": _plain(units), "charge": f"{Decimal(str(net)):.2f}" if net is not None else None,
        "date": str(item.get("servicedDate") or period.get("start") or "")[:10], "through": str(period.get("end") or "")[:10],
        "diagnosis_pointers": item.get("diagnosisSequence"), "revenue_code": code_in(item.get("revenue")),
        "place_of_service": code_in(item.get("locationCodeableConcept")), **more(item),
    }  # fmt: skip
    return _tidy(found)


def _plain(value: Any) -> str | None:
    return None if value is None else f"{Decimal(str(value)).normalize():f}"


def _setting(found: Data) -> str:
    lines = found.get("lines") or [{}]
    if found["claim_type"] == "professional":
        return setting_of_place(lines[0].get("place_of_service") or "11")
    revenue = [ServiceLine(revenue_code=line.get("revenue_code")) for line in lines]
    taxonomy = (found.get("billing_provider") or {}).get("taxonomy")
    return setting_of_bill((found.get("type_of_bill") or "0131")[1:3], revenue, taxonomy)
