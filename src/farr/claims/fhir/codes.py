"""Systems and codes of the FHIR Claim.

Source: HL7 FHIR R4 (4.0.1) Claim, Coverage, Patient, Practitioner, Organization, Location; HL7 terminology; CARIN Blue Button.
What FHIR has no element for stands as JSON in the extension ``MORE``, so that a claim that farr wrote comes back whole.
"""

from __future__ import annotations

from typing import Any

Data = dict[str, Any]
MORE = "urn:farr:more"
NPI = "http://hl7.org/fhir/sid/us-npi"
TAX = "urn:oid:2.16.840.1.113883.4.4"
TAXONOMY = "http://nucc.org/provider-taxonomy"
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"
SYSTEMS = {"icd-10-pcs": "http://www.cms.gov/Medicare/Coding/ICD10", "cpt": "http://www.ama-assn.org/go/cpt",
           "hcpcs": "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets"}  # fmt: skip
REVENUE = "https://www.nubc.org/CodeSystem/RevenueCodes"
BILL = "https://www.nubc.org/CodeSystem/TypeOfBill"
POINT_OF_ORIGIN = "https://www.nubc.org/CodeSystem/PointOfOrigin"
ADMISSION_TYPE = "https://www.nubc.org/CodeSystem/PriorityTypeOfAdmitOrVisit"
DISCHARGE = "https://www.nubc.org/CodeSystem/PatDischargeStatus"
DRG = "https://www.cms.gov/Medicare/Medicare-Fee-for-Service-Payment/AcuteInpatientPPS/MS-DRG-Classifications-and-Software"
PLACE = "https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set"
HL7 = "http://terminology.hl7.org/CodeSystem/"
CARIN = "http://hl7.org/fhir/us/carin-bb/CodeSystem/"
ROLES = {
    "rendering_provider": "rendering", "attending_provider": "attending", "operating_provider": "operating",
    "other_operating_provider": "otheroperating", "referring_provider": "referring", "supervising_provider": "supervising",
    "primary_care_provider": "pcp",
}  # fmt: skip
DIAGNOSIS_TYPES = {
    "principal": "principal", "first-listed": "principal", "secondary": "clinical", "admitting": "admitting",
    "reason-for-visit": "patientreasonforvisit", "external-cause": "externalcauseofinjury",
}  # fmt: skip
RELATIONS = {"self": "self", "spouse": "spouse", "child": "child", "other": "other"}
ACCIDENTS = {"auto": "MVA", "employment": "WPA", "other": "PEDNMVA"}


def concept(system: str, code: str) -> Data:
    return {"coding": [{"system": system, "code": code}]}


def code_in(value: Any, *systems: str) -> str | None:
    """The code of a CodeableConcept: in one of the systems, or (none named) its first."""
    codings = (value or {}).get("coding") or ()
    found = next((item for item in codings if not systems or item.get("system") in systems), None)
    return found.get("code") if found else None


def system_of(code: str) -> str:
    """CPT codes begin with a digit, HCPCS level II codes with a letter."""
    return SYSTEMS["cpt" if code[:1].isdigit() else "hcpcs"]
