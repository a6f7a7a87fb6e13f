"""Levels of visits: CPT E/M guidelines 2021, 2023 and 2024, on notes written for these tests."""

from __future__ import annotations

import datetime as dt

import pytest

from farr import code, evaluation_management
from farr.codes.evaluation_management.thresholds import code_by_time, codes_of, preventive, problem_class, prolonged
from farr.codes.suggest import suggest
from farr.codes.wordings import folded
from farr.pipeline.code import as_encounter
from farr.records import Document, EvaluationManagement, Patient
from farr.tables import Icd10Cm

DAY = dt.date(2026, 3, 2)
STABLE = """CHIEF COMPLAINT
Follow-up.

HISTORY OF PRESENT ILLNESS
A 62-year-old man returns for follow-up. No chest pain.

ASSESSMENT AND PLAN
1. Hypertension.
At goal. Continue lisinopril.

2. Type 2 diabetes mellitus.
Well controlled. Continue metformin. Order hemoglobin A1c.
"""
COLD = """CHIEF COMPLAINT
Runny nose.

HISTORY OF PRESENT ILLNESS
A 30-year-old woman presents with two days of runny nose. She is a new patient.

ASSESSMENT
1. Common cold.

PLAN
Rest and fluids.
"""
SEPSIS = """CHIEF COMPLAINT
Fever.

HISTORY OF PRESENT ILLNESS
A 71-year-old woman presents with fever and confusion. History obtained from daughter.

RESULTS
CBC shows leukocytosis. Lactate elevated. Urinalysis positive.

ASSESSMENT AND PLAN
1. Sepsis.
Blood cultures ordered. Ceftriaxone started. Case discussed with Dr. Hill of intensive care. Will admit to the hospital.
"""
OPERATION = """PREOPERATIVE DIAGNOSIS: Gallstones.
POSTOPERATIVE DIAGNOSIS: Gallstones.
PROCEDURE IN DETAIL: The patient was prepped and draped. The gallbladder was removed.
ESTIMATED BLOOD LOSS: 10 mL.
"""


def level(text: str, setting: str = "office", **more: object) -> EvaluationManagement | None:
    return evaluation_management(Document(id="t", text=text, date=DAY, setting=setting, **more))  # type: ignore[arg-type]


def grades(found: EvaluationManagement) -> tuple[int, ...]:
    return tuple(element.grade for element in found.elements)


def test_two_stable_chronic_illnesses_with_prescription_drugs_are_moderate() -> None:
    found = level(STABLE)
    assert found is not None
    assert (found.code, found.path, grades(found)) == ("99214", "medical decision making", (3, 1, 3))
    assert "two of three" in found.reason


def test_a_cold_at_a_first_visit_is_straightforward() -> None:
    found = level(COLD)
    assert found is not None
    assert (found.code, found.patient, grades(found)) == ("99202", "new", (1, 1, 1))


def test_sepsis_in_the_emergency_department_is_high_and_has_no_patient_class() -> None:
    found = level(SEPSIS, "emergency")
    assert found is not None
    assert (found.code, found.patient, found.alternative, grades(found)) == ("99285", "any", None, (4, 4, 4))
    assert {"independent historian", "discussion with an external professional"} <= {i.what for i in found.elements[1].items}


@pytest.mark.parametrize(
    ("minutes", "expected", "path"),
    [(45, "99215", "time"), (30, "99214", "medical decision making"), (12, "99214", "medical decision making")],
)
def test_time_counts_where_it_supports_more(minutes: int, expected: str, path: str) -> None:
    found = level(f"{STABLE}\nTotal time spent on the day of the visit was {minutes} minutes.\n")
    assert found is not None
    assert (found.code, found.path, found.minutes) == (expected, path, minutes)


def test_time_never_levels_an_emergency_visit() -> None:
    found = level(f"{STABLE}\nTotal time spent was 90 minutes.\n", "emergency")
    assert found is not None
    assert (found.code, found.path) == ("99284", "medical decision making")


def test_counselling_on_tobacco_is_no_total_time() -> None:
    found = level(f"{STABLE}\nI spent 50 minutes on smoking cessation counseling.\n")
    assert found is not None and found.minutes is None


def test_prolonged_services_need_the_highest_code_by_time() -> None:
    found = level(f"{STABLE}\nTotal time spent was 72 minutes.\n")
    assert found is not None
    assert (found.code, found.prolonged) == ("99215", ("99417 x 2 (cpt)", "G2212 x 1 (medicare)"))


def test_an_unstated_class_names_both_codes_and_says_so() -> None:
    text = STABLE.replace("Follow-up.", "Blood pressure.").replace("returns for follow-up", "presents today")
    coded = code(Document(id="t", text=text, date=DAY))
    visit = next(one for one in coded.codes if one.system == "cpt")
    assert visit.code == "99214" and "99204" in visit.reason
    finding = next(one for one in coded.findings if one.edit == "SVC-001")
    assert finding.codes == ("99214", "99204")


def test_an_uncontrolled_chronic_illness_is_moderate_and_a_denied_drug_no_management() -> None:
    text = """CHIEF COMPLAINT
Asthma follow-up.

ASSESSMENT AND PLAN
1. Asthma.
Worsening despite good technique. No antibiotics.
"""
    found = level(text)
    assert found is not None
    assert grades(found) == (3, 1, 1) and found.code == "99212"


def test_a_warning_is_no_decision() -> None:
    found = level(COLD.replace("Rest and fluids.", "Rest. If it gets worse, transfer to the hospital and start prednisone."))
    assert found is not None and grades(found)[2] == 1


@pytest.mark.parametrize(
    ("setting", "addition", "expected"),
    [
        ("inpatient", "Progress note, hospital day 2.", "99232"),
        ("inpatient", "Admission note.", "99222"),
        ("nursing-facility", "Progress note.", "99309"),
        ("home", "", "99349"),
        ("telehealth", "", "99214"),
    ],
)
def test_families_by_setting(setting: str, addition: str, expected: str) -> None:
    found = level(f"{addition}\n\n{STABLE}", setting)
    assert found is not None and found.code == expected


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [("", "99238"), ("Total time spent on discharge was 40 minutes.", "99239"), ("Total discharge time 31 minutes.", "99239")],
)
def test_the_discharge_day_goes_by_minutes(minutes: str, expected: str) -> None:
    text = f"DISCHARGE SUMMARY\n\nHOSPITAL COURSE\nThe patient was treated for pneumonia and discharged home. {minutes}\n"
    found = level(text, "inpatient")
    assert found is not None and found.code == expected


def test_critical_care_needs_thirty_minutes() -> None:
    found = level(f"{SEPSIS}\nCritical care time was 40 minutes.\n", "emergency")
    assert found is not None and found.code == "99291"
    found = level(f"{SEPSIS}\nCritical care time was 20 minutes.\n", "emergency")
    assert found is not None and found.code == "99285"


def test_a_preventive_visit_goes_by_age_and_names_the_visit_beside_it() -> None:
    text = STABLE.replace("CHIEF COMPLAINT\nFollow-up.", "CHIEF COMPLAINT\nAnnual physical.")
    found = level(text)
    assert found is not None
    assert (found.code, found.beside) == ("99396", "99214")
    born = Patient(birth_date=dt.date(1950, 1, 1))
    found = level(text, patient=born)
    assert found is not None and found.code == "99397"
    found = level(text.replace("Annual physical", "Medicare annual wellness visit"))
    assert found is not None and found.code == "G0439"


@pytest.mark.parametrize(
    ("addition", "expected"),
    [
        ("The right knee was injected with 40 mg of triamcinolone.", ("25",)),
        ("He will be taken to the operating room today for appendectomy.", ("57",)),
        ("", ()),
    ],
)
def test_modifier_candidates(addition: str, expected: tuple[str, ...]) -> None:
    found = level(f"{STABLE}{addition}\n")
    assert found is not None and found.modifiers == expected


@pytest.mark.parametrize("text", [OPERATION, "Right knee pain.", "IMPRESSION: Pneumonia of the right lower lobe."])
def test_no_sign_of_an_encounter_no_level(text: str) -> None:
    assert level(text) is None
    assert not [one for one in code(Document(id="t", text=text, date=DAY)).codes if one.system in ("cpt", "hcpcs")]


def test_a_facility_claim_carries_no_professional_level() -> None:
    assert level(STABLE, claim_type="institutional") is None


def test_every_item_is_verbatim_and_the_draft_has_a_line() -> None:
    found = level(SEPSIS, "emergency")
    assert found is not None
    for item in (item for element in found.elements for item in element.items):
        assert SEPSIS[item.evidence.start : item.evidence.end] == item.evidence.text
    document = Document(id="t", text=STABLE, date=DAY)
    draft = as_encounter(document, code(document))
    assert [line.code for line in draft.lines] == ["99214"] and draft.lines[0].diagnosis_pointers == (1, 2)
    assert all(diagnosis.code[0].isalpha() for diagnosis in draft.diagnoses) and "/lines/0" in draft.evidence


def test_reportable_services_stand_before_what_is_not_reportable() -> None:
    flags = [one.reportable for one in code(Document(id="t", text=STABLE, date=DAY)).codes]
    assert flags == sorted(flags, reverse=True)


def test_tables_are_dated() -> None:
    assert code_by_time(codes_of("nursing", "initial", DAY), 47, DAY) == "99305"
    before = dt.date(2023, 6, 1)
    assert code_by_time(codes_of("nursing", "initial", before), 47, before) == "99306"
    assert codes_of("hospital", "initial", dt.date(2022, 6, 1)) == {}
    assert codes_of("office", "new", dt.date(2020, 6, 1)) == {}


@pytest.mark.parametrize(
    ("age", "expected"), [(0, "99391"), (4, "99392"), (11, "99393"), (17, "99394"), (39, "99395"), (65, "99397")]
)
def test_preventive_bands(age: int, expected: str) -> None:
    assert preventive("established", age) == expected


@pytest.mark.parametrize(
    ("code_", "minutes", "expected"),
    [("99215", 54, ()), ("99215", 55, (("99417", 1, "cpt"),)), ("99205", 89, (("99417", 1, "cpt"), ("G2212", 1, "medicare")))],
)
def test_prolonged_thresholds(code_: str, minutes: int, expected: tuple[tuple[str, int, str], ...]) -> None:
    assert prolonged(code_, minutes, DAY) == expected


@pytest.mark.parametrize(
    ("code_", "expected"),
    [
        ("J00", "minor"),
        ("J02.9", "uncomplicated"),
        ("I10", "chronic"),
        ("I21.4", "threat"),
        ("S72.001A", "injury"),
        ("Z79.4", "chronic"),
        ("Z00.00", "status"),
    ],
)
def test_the_longest_beginning_decides_what_a_problem_is(code_: str, expected: str) -> None:
    assert problem_class(code_) == expected


def test_explain_tells_every_item_and_the_decision() -> None:
    coded = code(Document(id="t", text=STABLE, date=DAY), explain=True)
    visit = next(one for one in coded.codes if one.system == "cpt")
    kinds = [step.kind for step in visit.steps]
    assert kinds.count("specificity") == 3 and kinds[-1] == "decision"
    assert any(step.evidence and step.evidence.text == "Hypertension" for step in visit.steps)
    plain = next(one for one in code(Document(id="t", text=STABLE, date=DAY)).codes if one.system == "cpt")
    assert plain.steps == ()


def test_a_drug_is_known_by_the_ending_of_its_name_where_the_plan_decides_on_it() -> None:
    for plan, grade in (("Start zofenopril.", 3), ("Zofenopril was discussed.", 1), ("Do not start zofenopril.", 1)):
        found = level(COLD.replace("Rest and fluids.", plan))
        assert found is not None and grades(found)[2] == grade, plan


@pytest.mark.parametrize("text", [STABLE, COLD, SEPSIS, OPERATION])
def test_services_leave_the_diagnoses_as_they_are(text: str, icd10cm: Icd10Cm) -> None:
    for setting, claim in (("office", "professional"), ("inpatient", "institutional")):
        document = Document(id="t", text=text, setting=setting, claim_type=claim)  # type: ignore[arg-type]
        told = [(one.code, one.reportable, one.score) for one in code(document).codes if one.system == "icd-10-cm"]
        assert told == [(one.code, one.reportable, one.score) for one in suggest(document, icd10cm)]


@pytest.mark.parametrize("text", ["Follow\u2010up\u00a0VISIT", "İstanbul follow-up", "a\r\n\tB’s"])
def test_folding_keeps_every_place(text: str) -> None:
    assert len(folded(text)) == len(text)
