"""Chapters 1 to 14: partners, presumed links, order (OG I.A.13, I.A.15, I.B, I.C)."""

from __future__ import annotations

import pytest
from tests.notes import EMERGENCY, STAY, beside, claim, coded, discharged, plan

from farr.codes.conventions.table import rows
from farr.codes.conventions.vocabulary import drugs_in


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        (["Type 2 diabetes mellitus.", "Peripheral neuropathy."], "E11.42"),
        (["Type 2 diabetes with peripheral neuropathy and CKD stage 3a."], "E11.42 E11.22 N18.31"),
        (["Type 2 diabetes mellitus.", "Polyneuropathy.", "CKD stage 4."], "E11.22 E11.42 N18.4"),
        (["Type 2 diabetes mellitus.", "Acute osteomyelitis of the right foot."], "E11.69 M86.171"),
        (["Type 2 diabetes mellitus.", "Hypoglycemia."], "E11.649"),
        (["Type 1 diabetes mellitus.", "CKD stage 4."], "E10.22 N18.4"),
        (["Type 2 diabetes mellitus.", "CKD stage 3a, not due to diabetes."], "E11.9 N18.31"),
        (["Type 2 diabetes.", "Hypertension.", "CKD stage 3a."], "E11.22 I12.9 N18.31"),
        (["Hypertension.", "CKD stage 3a, not due to hypertension."], "I10 N18.31"),
        (["Hypertension.", "Acute on chronic diastolic heart failure.", "CKD stage 5."], "I13.2 I50.33 N18.5"),
        (["Hypertension.", "Cardiomegaly."], "I11.9"),
        (["Resistant hypertension."], "I10 I1A.0"),
        (["ESRD on hemodialysis.", "Hypertension."], "I12.0 N18.6 Z99.2"),
        (["CKD stage 5 on chronic dialysis."], "N18.6 Z99.2"),
        (["Coronary artery disease.", "Stable angina."], "I25.118"),
        (["STEMI of the inferior wall 2 weeks ago.", "Hypertension."], "I21.19 I10"),
        (["Dementia due to Alzheimer's disease."], "G30.9 F02.80"),
        (["Anemia in chronic kidney disease.", "CKD stage 4."], "N18.4 D63.1"),
        (["Anemia in neoplastic disease.", "Colon cancer."], "C18.9 D63.0"),
        (["Brain metastases from lung cancer, lung primary resected 3 years ago."], "C79.31 Z85.118"),
        (["History of breast cancer, status post mastectomy in 2015, no evidence of disease."], "Z85.3"),
        (["History of breast cancer, on tamoxifen."], "C50.919"),
        (["Encounter for chemotherapy.", "Ovarian cancer."], "Z51.11 C56.9"),
        (["Left hemiparesis due to old stroke."], "I69.354"),
        (["Aphasia as sequela of cerebral infarction."], "I69.320"),
        (["History of stroke without residual deficits."], "Z86.73"),
        (["COPD exacerbation.", "Pneumonia."], "J44.0 J44.1 J18.9"),
        (["COVID-19 pneumonia."], "U07.1 J12.82"),
        (["Fatigue due to long COVID."], "R53.83 U09.9"),
        (["Alcohol dependence.", "Alcohol abuse."], "F10.20"),
        (["Pneumonia.", "Cough.", "Fever."], "J18.9"),
        (["Morbid obesity, BMI 43.2."], "E66.01 Z68.41"),
        (["Stage 4 decubitus ulcer of left heel with gangrene."], "I96 L89.624"),
        (["Status post right total knee replacement, 6 weeks."], "Z47.1 Z96.651"),
        (["Pressure ulcer of sacrum, stage 3."], "L89.153"),
        (["BPH with urinary frequency."], "N40.1 R35.0"),
        (["Metastatic breast cancer."], "C50.919 C79.9"),
        (["Type 2 diabetes mellitus.", "Peripheral vascular disease with gangrene of left toe."], "E11.52"),
        (["Suspected COVID-19.", "Cough.", "Fever."], "R05.9 R50.9"),
        (["Follow-up after completed treatment for colon cancer, no recurrence. History of colon cancer."], "Z08 Z85.038"),
        (["Acute myeloid leukemia in remission."], "C92.01"),
        (["Breast cancer of the left breast, on chemotherapy."], "C50.912"),
        (["Preoperative cardiovascular evaluation.", "Osteoarthritis of right knee."], "Z01.810 M17.11"),
        (["Type 2 diabetes with foot ulcer of the left heel limited to breakdown of skin."], "E11.621 L97.421"),
        (["Type 2 diabetes mellitus.", "Ulcer of right heel with fat layer exposed."], "E11.621 L97.412"),
        (["Hyperkalemia due to lisinopril."], "E87.5 T46.4X5A"),
        (["Anemia due to chemotherapy.", "Colon cancer."], "D64.81 C18.9 T45.1X5A"),
        (["Coronary artery disease with unstable angina.", "Old MI."], "I25.110 I25.2"),
        (["Screening for colon cancer.", "Colon polyp."], "Z12.11 K63.5"),
    ],
)
def test_problems_of_an_office_note(problems, expected):
    assert claim(plan(*problems)) == expected


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        (
            ["Sepsis due to E. coli.", "Acute kidney injury due to sepsis.", "Urinary tract infection."],
            "A41.51 R65.20 N17.9 N39.0",
        ),
        (
            ["Pneumonia.", "Severe sepsis with septic shock.", "Acute respiratory failure with hypoxia."],
            "A41.9 J18.9 R65.21 J96.01",
        ),
        (["Pneumonia.", "Sepsis, developed on hospital day 4."], "J18.9 A41.9"),
        (["Sepsis.", "Acute kidney injury."], "A41.9 N17.9"),
        (["Acute pancreatitis.", "SIRS due to pancreatitis with acute kidney injury."], "K85.90 R65.11 N17.9"),
        (["NSTEMI, subsequent, following STEMI of the anterior wall 2 weeks ago."], "I22.2 I21.09"),
        (["Acute ischemic stroke with left hemiplegia. NIHSS 8."], "I63.9 G81.94 R29.708"),
        (["Type 2 myocardial infarction due to severe anemia."], "D64.9 I21.A1"),
        (["Chest pain.", "Possible pulmonary embolism."], "I26.99"),
    ],
)
def test_diagnoses_of_a_stay(problems, expected):
    assert claim(discharged(*problems), **STAY) == expected


def test_a_right_hemiparesis_counts_as_dominant_unless_the_hand_is_told():
    assert claim(plan("Right hemiparesis due to old stroke.")) == "I69.351"
    assert claim(plan("Right hemiparesis due to old stroke.", before="She is left-handed.\n")) == "I69.353"


def test_a_weight_diagnosis_takes_the_measured_index_from_anywhere_in_the_note():
    assert claim(plan("Class 2 obesity.", before="VITALS: BMI 37.1\n")) == "E66.812 Z68.37"
    assert claim(plan("Hypertension.", before="VITALS: BMI 37.1\n")) == "I10"
    assert claim(plan("Childhood obesity.", before="BMI at the 97th percentile.\n")) == "E66.9 Z68.54"


def test_what_gives_way_stays_listed_with_its_reason():
    left = beside(plan("Pneumonia.", "Cough."))
    assert left["R05.9"] == "a routine part of J18.9"
    assert left.get("J18.9") is None


def test_the_medication_and_allergy_lists_are_evidence():
    before = "MEDICATIONS:\nwarfarin 5 mg daily\nmetformin 500 mg\n\nALLERGIES: penicillin\n\n"
    text = plan("Atrial fibrillation.", "Type 2 diabetes.", before=before)
    assert claim(text) == "I48.91 E11.9"
    listed = {s.code: s for s in coded(text).codes if not s.reportable}
    assert {"Z79.01", "Z79.84", "Z88.0"} <= set(listed)
    assert listed["Z79.01"].evidence[0].text == "warfarin"
    assert "Z79.84" in claim(text, **STAY)


def test_no_known_allergies_and_stopped_drugs_give_nothing():
    before = "MEDICATIONS:\nno longer on warfarin\n\nALLERGIES: No penicillin allergy\n\n"
    assert not {"Z79.01", "Z88.0"} & set(beside(plan("Gout.", before=before)))


def test_insulin_is_not_told_beside_type_1_diabetes():
    text = plan("Type 1 diabetes mellitus.", before="MEDICATIONS:\ninsulin lispro\n\n")
    assert "Z79.4" not in beside(text) | dict.fromkeys(claim(text, **STAY).split(), "")


def test_drugs_are_whole_words_and_the_longest_name():
    found = drugs_in("takes insulin glargine; aspirin-free, nonmetformin")
    assert [named.drug.long_term for named in found] == ["Z79.4", "Z79.82"]


def test_every_code_of_the_drug_table_is_complete_and_valid(icd10cm):
    for long_term, poisoning, allergy, names in rows("drugs.tsv"):
        assert names and all(not code or icd10cm.is_valid(code) for code in (long_term, allergy))
        assert icd10cm.is_valid(f"{poisoning}1A"), poisoning


@pytest.mark.parametrize(
    ("table", "column"),
    [("past_neoplasms.tsv", 1), ("infarct_walls.tsv", 1), ("bmi.tsv", 2), ("bmi_percentiles.tsv", 2)],
)
def test_targets_of_the_tables_are_complete_and_valid(icd10cm, table, column):
    assert [row[column] for row in rows(table) if not icd10cm.is_valid(row[column])] == []


def test_every_prefix_of_the_tables_exists(icd10cm):
    """A prefix that no code of the release begins with would be a rule that never applies."""
    codes = icd10cm.valid_codes()
    named = [row[0] for row in rows("diabetes.tsv")]
    named += [part for row in rows("gives_way.tsv") for part in row[:2]]
    named += [part for row in rows("order.tsv") for part in row[:2]]
    named += [part for row in rows("companions.tsv") for part in row[:2]]
    named += [row[0] for row in rows("pregnancy.tsv")] + [row[0] for row in rows("stroke_sequelae.tsv")]
    missing = [p for p in sorted({p for part in named for p in part.split()}) if not any(code.startswith(p) for code in codes)]
    assert missing == []


def test_emergency_claims_name_why_the_patient_came():
    text = discharged("Pneumonia.", before="CHIEF COMPLAINT:\nShortness of breath and chest pain.\n\n")
    roles = [(s.code, s.role, s.reportable) for s in coded(text, **EMERGENCY).codes if s.reportable]
    assert roles == [
        ("J18.9", "first-listed", True),
        ("R06.02", "reason-for-visit", True),
        ("R07.9", "reason-for-visit", True),
    ]
