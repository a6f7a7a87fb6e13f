"""A claim as a FHIR R4 Claim: valid by an independent model, and back to the same encounter."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import msgspec
import pytest
from fhir.resources.R4B.claim import Claim as Model
from hypothesis import HealthCheck, given, settings

from claim_examples import office, stay
from claim_strategies import institutional, professional
from farr.claims.fhir import from_fhir, to_fhir
from farr.errors import UnreadableInput
from farr.pipeline.claim import as_billed, claim
from farr.records import Encounter

SOME = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
TODAY = dt.date(2026, 5, 5)


def through_json(encounter: Encounter) -> dict[str, Any]:
    decoded: dict[str, Any] = json.loads(msgspec.json.encode(to_fhir(claim(encounter), TODAY)))
    return decoded


@SOME
@given(professional())
def test_a_professional_claim_is_valid_and_comes_back(encounter: Encounter) -> None:
    resource = through_json(encounter)
    Model.model_validate(resource)
    assert from_fhir(resource) == encounter


@SOME
@given(institutional())
def test_an_institutional_claim_is_valid_and_comes_back(encounter: Encounter) -> None:
    resource = through_json(encounter)
    Model.model_validate(resource)
    assert from_fhir(resource) == encounter


def test_the_elements_alone_tell_codes_parties_and_items() -> None:
    def bare(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: bare(item) for key, item in value.items() if key != "extension"}
        return [bare(item) for item in value] if isinstance(value, list) else value

    told = as_billed(stay())
    read = from_fhir(bare(through_json(stay())))
    for field in ("claim_type", "setting", "from_", "through", "type_of_bill", "diagnoses", "procedures", "billing_provider"):
        assert getattr(read, field) == getattr(told, field), field
    assert [(line.code, line.charge, line.revenue_code) for line in read.lines] == [
        (line.code, line.charge, line.revenue_code) for line in told.lines
    ]
    assert read.subscriber is not None and read.payer is not None and read.attending_provider is not None
    assert (read.subscriber.id, read.payer.id, read.attending_provider.npi) == ("1EG4TE5MK73", "15201", "1245319599")


def test_a_claim_in_a_bundle_finds_its_parties() -> None:
    patient = {"resourceType": "Patient", "id": "p", "birthDate": "1968-02-11", "gender": "female", "name": [{"family": "Doe"}]}
    resource = {
        "resourceType": "Claim", "id": "c", "patient": {"reference": "Patient/p"},
        "type": {"coding": [{"system": "http://terminology.hl7.org/CodeSystem/claim-type", "code": "professional"}]},
        "diagnosis": [{"sequence": 1, "diagnosisCodeableConcept": {"coding": [{"system": "http://hl7.org/fhir/sid/icd-10-cm",
                                                                                 "code": "E119"}]}}],
        "item": [{"sequence": 1, "diagnosisSequence": [1], "productOrService": {"coding": [{"code": "99213"}]},
                  "unitPrice": {"value": 10.5}, "quantity": {"value": 2}, "servicedDate": "2026-05-04"}],
    }  # fmt: skip
    read = from_fhir({"resourceType": "Bundle", "entry": [{"resource": resource}, {"resource": patient}]})
    assert read.patient is not None and read.patient.sex == "female" and read.id == "c"
    assert read.diagnoses[0].code == "E11.9" and str(read.lines[0].charge) == "21.00" and read.lines[0].diagnosis_pointers == (1,)


def test_what_is_no_claim_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="Claim"):
        from_fhir({"resourceType": "Patient"})
    with pytest.raises(UnreadableInput, match="patient"):
        from_fhir({**through_json(office()), "contained": [{"id": "patient", "resourceType": "Patient", "birthDate": "soon"}]})
