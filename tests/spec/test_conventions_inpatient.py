"""Inpatient claims: uncertain diagnoses, principal diagnosis, admitting diagnosis, present on admission, CC and MCC."""

from __future__ import annotations

import pytest
from tests.notes import DAY, STAY, claim, coded, discharged, plan

from farr.pipeline.code import as_encounter
from farr.records import Document

STORY = (
    "CHIEF COMPLAINT:\nShortness of breath and chest pain.\n\n"
    "HISTORY OF PRESENT ILLNESS:\n72-year-old woman with COPD presented with fever.\n\n"
    "HOSPITAL COURSE:\nTreated for pneumonia. On hospital day 4 she developed a urinary tract infection.\n\n"
)
TEXT = discharged(
    "Pneumonia.",
    "COPD exacerbation.",
    "Urinary tract infection, developed on hospital day 4.",
    "Acute kidney injury.",
    "Possible pulmonary embolism.",
    before=STORY,
)


def found(text: str) -> dict[str, tuple[object, ...]]:
    return {s.code: (s.role, s.poa, s.severity) for s in coded(text, **STAY).codes if s.reportable and s.system == "icd-10-cm"}


def test_roles_poa_and_severity_of_a_stay():
    answers = found(TEXT)
    assert answers["J18.9"] == ("principal", "Y", "")
    assert answers["J44.1"][1:] == ("Y", "CC")
    assert answers["N39.0"][1:] == ("N", "CC")
    assert answers["N17.9"][1:] == ("U", "CC")
    assert answers["I26.99"][1:] == ("Y", "MCC")
    assert answers["R06.02"] == ("admitting", None, "")


def test_every_poa_has_its_reason():
    reasons = {s.code: s.poa_reason for s in coded(TEXT, **STAY).codes if s.poa}
    assert set(reasons) == {code for code, (role, _, _) in found(TEXT).items() if role != "admitting"}
    assert all(reasons.values())
    assert reasons["N39.0"].startswith("the record dates it after the admission")


def test_poa_that_the_provider_cannot_tell():
    text = discharged("Pneumonia.", "Deep vein thrombosis of left leg, unable to determine if present on admission.")
    assert [answer[1] for code, answer in found(text).items() if code.startswith("I82")] == ["W"]


@pytest.mark.parametrize("fields", [{}, {"claim_type": "institutional", "setting": "emergency"}, {"setting": "inpatient"}])
def test_no_poa_outside_a_hospital_stay(fields):
    assert all(s.poa is None for s in coded(TEXT, **fields).codes)


def test_the_draft_encounter_carries_poa_and_roles():
    document = Document(id="t", text=TEXT, date=DAY, **STAY)
    draft = as_encounter(document, coded(TEXT, **STAY))
    assert (draft.diagnoses[0].code, draft.diagnoses[0].role, draft.diagnoses[0].poa) == ("J18.9", "principal", "Y")
    assert (draft.diagnoses[-1].role, draft.diagnoses[-1].poa) == ("admitting", None)


def test_a_symptom_is_not_principal_where_a_diagnosis_was_established():
    text = discharged("Syncope.", "Third degree heart block.")
    answer = coded(text, **STAY).codes[0]
    assert answer.code == "I44.2" and "OG II.A" in answer.rules
    assert claim(text).split()[0] == "R55"


@pytest.mark.parametrize(
    ("setting", "claim_type", "expected"),
    [
        ("inpatient", "institutional", "J18.9"),
        ("skilled-nursing", "institutional", "R05.9"),
        ("inpatient", "professional", "R05.9"),
        ("office", "professional", "R05.9"),
        ("emergency", "institutional", "R05.9"),
    ],
)
def test_an_uncertain_diagnosis_counts_on_a_hospitals_inpatient_claim_only(setting, claim_type, expected):
    text = discharged("Probable pneumonia.", "Cough.")
    assert claim(text, setting=setting, claim_type=claim_type) == expected


@pytest.mark.parametrize("condition", ["COVID-19", "HIV disease", "influenza A"])
def test_some_conditions_are_coded_only_when_confirmed(condition):
    text = discharged(f"Probable {condition}.", "Cough.")
    assert claim(text, **STAY) == "R05.9"
    reasons = {s.code: s.reason for s in coded(text, **STAY).codes if s.assertion == "possible"}
    assert "uncertain; this condition is coded only when confirmed" in reasons.values()


def test_rehabilitation_is_for_what_the_stroke_left():
    text = discharged("Hypertension.", "Left hemiparesis following stroke 3 weeks ago.")
    first = coded(text, claim_type="institutional", setting="inpatient-rehabilitation").codes[0]
    assert (first.code, first.role) == ("I69.354", "principal")


def test_same_day_surgery_is_coded_to_the_postoperative_diagnosis():
    text = "PREOPERATIVE DIAGNOSIS:\nRight inguinal hernia.\n\nPOSTOPERATIVE DIAGNOSIS:\nRight femoral hernia.\n"
    assert claim(text, claim_type="institutional", setting="ambulatory-surgery") == "K41.90"


def test_what_an_admission_note_assesses_was_there_on_admission():
    history = "HISTORY OF PRESENT ILLNESS:\nBrought in after a fall.\n\n"
    assert found(plan("Gout.", "Acute kidney injury.", before=history))["N17.9"][1] == "Y"
    assert found(discharged("Gout.", "Acute kidney injury.", before=history))["N17.9"][1] == "U"
