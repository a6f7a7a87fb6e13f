"""Between a claim record and the plain data that the loops of an 837 handle."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from farr.claims.numbers import encounter_id
from farr.claims.places import INPATIENT_BILLS, setting_of_bill, setting_of_place
from farr.records import Claim, ServiceLine, Signatures
from farr.x12.claims.codec import Data, Spot

PAYER_FIELDS = (
    "id", "name", "id_type", "address", "tax_id", "secondary_ids", "remittance_date", "prior_authorization", "referral_number",
    "adjusted", "claim_control_number",
)  # fmt: skip
DEFAULT_SIGNATURES = {name: getattr(Signatures(), name) for name in Signatures.__struct_fields__}
PERSONAL = ("death_date", "weight", "pregnant")
SHARED = ("name", "address", "birth_date", "sex", "telephone", "ssn", "property_casualty_number")
ROLES = (
    ("principal", ""),
    ("other", ""),
    ("external", "external-cause"),
    ("admitting", "admitting"),
    ("reason", "reason-for-visit"),
)


def prepared(claim: Claim) -> Data:
    """The claim as the loops write it."""
    data = claim.to_dict()
    patient = data.get("patient") or {}
    own = claim.subscriber.relationship == "self"
    if own:
        data["own"] = "self"
        data["own_patient"] = {name: patient[name] for name in PERSONAL if name in patient}
    if patient.get("id"):
        data["record_number"] = patient["id"]
    if data.get("pay_to_address"):
        data["pay_to"] = {"address": data["pay_to_address"]}
    professional = claim.claim_type == "professional"
    data["facility_qualifier"] = "B" if professional else "A"
    signatures = data.get("signatures") or {}
    if signatures.get("by_provider"):
        data["signatures"] = {**signatures, "patient": "P"}
    data["causes"] = {str(at): cause for at, cause in enumerate((data.get("accident") or {}).get("causes") or ())}
    data["hi"] = _groups(data, professional)
    by_line = {decided["payer"] for line in data.get("lines") or () for decided in line.get("adjudications") or ()}
    data["other_payers"] = [_other(payer, by_line) for payer in data.get("other_payers") or ()]
    data["lines"] = [_line(line, at, claim, professional) for at, line in enumerate(data.get("lines") or (), 1)]
    return data


def _groups(data: Data, professional: bool) -> Data:
    found: Data = {name: [] for name, _ in ROLES}
    for diagnosis in data.get("diagnoses") or ():
        role = diagnosis.get("role")
        name = next((group for group, wanted in ROLES[3:] if wanted == role), "")
        if not name and role == "external-cause" and not professional and found["principal"]:
            name = "external"
        found[name or ("other" if found["principal"] else "principal")].append(diagnosis)
    procedures = [item for item in data.get("procedures") or () if item.get("system", "icd-10-pcs") == "icd-10-pcs"]
    anesthesia = list(data.get("anesthesia_procedures") or ())
    drg = [data["drg"]] if data.get("drg") else []
    return {**found, "principal_procedure": procedures[:1], "other_procedures": procedures[1:], "drg": drg,
            "anesthesia_principal": anesthesia[:1], "anesthesia_other": anesthesia[1:]}  # fmt: skip


def _other(payer: Data, by_line: set[str]) -> Data:
    """Another payer with its own loop's fields apart; the date of its answer stands on the lines where it answered by line."""
    signatures = payer.get("signatures") or {}
    if signatures.get("by_provider"):
        payer = {**payer, "signatures": {**signatures, "patient": "P"}}
    inner = {name: payer[name] for name in PAYER_FIELDS if name in payer}
    if payer.get("id") in by_line:
        inner.pop("remittance_date", None)
    return {**{name: value for name, value in payer.items() if name not in PAYER_FIELDS}, "payer": inner}


def _line(line: Data, number: int, claim: Claim, professional: bool) -> Data:
    line = {**line, "number": number}
    if professional:
        if line.get("place_of_service") == claim.facility_code:
            del line["place_of_service"]
        line.setdefault("date", str(claim.from_ or ""))
        if line.get("purchased_service_charge") is not None:
            line["purchased_service_id"] = (line.get("purchased_service_provider") or {}).get("npi")
    return line


def finished(data: Data, notes: dict[str, Spot] | None) -> Claim:
    """What the loops read, as a claim; ``notes`` get the paths of the record."""
    professional = data["claim_type"] == "professional"
    own = data.pop("own", None) == "self"
    subscriber, patient = data.setdefault("subscriber", {}), data.setdefault("patient", {})
    if own:
        subscriber["relationship"] = "self"
        shared = {name: subscriber[name] for name in SHARED if name in subscriber}
        patient.update(shared if not isinstance(shared.get("name"), str) else {**shared, "name": {}})
        patient.update(data.pop("own_patient", {}))
    if (number := data.pop("record_number", None)) is not None:
        patient["id"] = number
    if (pay_to := data.pop("pay_to", None)) is not None:
        data["pay_to_address"] = pay_to.get("address", {})
    data.pop("facility_qualifier", None)
    _signed(data)
    causes = data.pop("causes", {})
    if causes:
        data.setdefault("accident", {})["causes"] = list(causes.values())
    _listed(data, notes)
    data["other_payers"] = [_merged(payer, data.get("lines", ())) for payer in data.get("other_payers", [])]
    data["id"] = encounter_id(data.get("control_number", ""))
    lines = data.setdefault("lines", [])
    for line in lines:
        line.pop("number", None)
        line.pop("purchased_service_id", None)
        if professional:
            line.pop("unit", None)
            line.setdefault("place_of_service", data.get("facility_code", ""))
    _placed(data, professional)
    for field in ("payer", "billing_provider"):
        data.setdefault(field, {})
    return msgspec.convert({key: value for key, value in data.items() if value is not None}, Claim, strict=False)


def _signed(data: Data) -> None:
    signatures = data.get("signatures")
    if signatures is None:
        return
    if signatures.pop("patient", ""):
        signatures["by_provider"] = True
    if all(DEFAULT_SIGNATURES.get(name) == value for name, value in signatures.items()):
        del data["signatures"]


def _merged(payer: Data, lines: Iterable[Data]) -> Data:
    _signed(payer)
    found = {**payer, **payer.pop("payer", {})}
    found.pop("payer", None)
    dates = {
        decided["date"]
        for line in lines
        for decided in line.get("adjudications", ())
        if decided.get("payer") == found.get("id") and "date" in decided
    }
    if "remittance_date" not in found and len(dates) == 1:
        found["remittance_date"] = dates.pop()
    return found


def _listed(data: Data, notes: dict[str, Spot] | None) -> None:
    """Diagnoses with their roles, procedures, and the other lists that HI segments hold."""
    found: Data = data.pop("hi", {})
    first = "first-listed"
    diagnoses: list[Data] = []
    for group, role in ROLES:
        for at, item in enumerate(found.get(group, ())):
            if notes is not None and (spot := notes.pop(f"/hi/{group}/{at}", None)):
                for end in ("", "/code", "/poa"):
                    notes[f"/diagnoses/{len(diagnoses)}{end}"] = spot
            told = role or (first if group == "principal" else "external-cause" if item["code"][:1] in "VWXY" else "secondary")
            diagnoses.append({**item, "role": told})
    data["diagnoses"] = diagnoses
    procedures = [*found.get("principal_procedure", ()), *found.get("other_procedures", ())]
    if notes is not None:
        groups = ("principal_procedure", "other_procedures")
        paths = [f"/hi/{group}/{at}" for group in groups for at in range(len(found.get(group, ())))]
        for at, path in enumerate(paths):
            if spot := notes.pop(path, None):
                notes[f"/procedures/{at}"] = notes[f"/procedures/{at}/code"] = spot
    data["procedures"] = procedures
    data["anesthesia_procedures"] = [*found.get("anesthesia_principal", ()), *found.get("anesthesia_other", ())]
    if found.get("drg"):
        data["drg"] = found["drg"][0]


def _placed(data: Data, professional: bool) -> None:
    """Setting, dates and type of bill, which the file tells by other fields."""
    lines: list[Data] = data["lines"]
    code = data.get("facility_code", "")
    data.setdefault("frequency", "")
    if professional:
        data["setting"] = setting_of_place(code)
        starts = [line["date"] for line in lines if line.get("date")]
        if starts:
            data["from"] = min(starts)
            data["through"] = max(line.get("through") or line.get("date", "") for line in lines)
        return
    taxonomy = data.get("billing_provider", {}).get("taxonomy")
    revenue = [ServiceLine(revenue_code=line.get("revenue_code")) for line in lines]
    data["setting"] = setting_of_bill(code, revenue, taxonomy)
    data["type_of_bill"] = f"0{code}{data['frequency']}"
    if data["diagnoses"] and code in INPATIENT_BILLS:
        data["diagnoses"][0]["role"] = "principal"
