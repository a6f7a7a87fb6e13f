"""From facts to codes: specificity, combination, what belongs on the claim and in which order."""

from __future__ import annotations

import pytest

from farr.codes.specificity import Specificity
from farr.pipeline.code import as_encounter, code
from farr.records import CodedDocument, Document
from farr.words import features

PLAN = "ASSESSMENT AND PLAN\n\n"


@pytest.fixture(scope="module")
def specificity(icd10cm):
    return Specificity(icd10cm)


@pytest.mark.parametrize(
    ("concept", "side", "words", "expected"),
    [
        ("M25.56", "right", "", "M25.561"),
        ("M25.56", None, "", "M25.569"),
        ("I50.9", None, "acute on chronic systolic heart failure", "I50.23"),
        ("N18.9", None, "stage 3a", "N18.31"),
        ("N18.9", None, "", "N18.9"),
        ("J45.909", None, "mild persistent asthma with acute exacerbation", "J45.31"),
        ("S62.6", "right", "middle finger distal phalanx fracture", "S62.632A"),
        ("S93.40", "left", "", "S93.402A"),
        ("J44.9", None, "exacerbation", "J44.1"),
        ("H40.11", "left", "severe", "H40.1123"),
        ("G56.0", "bilateral", "", "G56.03"),
        ("E78.5", None, "mixed", "E78.2"),
        ("I10", None, "", "I10"),
    ],
)
def test_the_record_decides_what_is_specific(specificity, concept, side, words, expected):
    assert specificity.choose(concept, side, features(words)).code == expected


def test_phases_of_care(specificity):
    assert specificity.choose("S93.40", "left", frozenset(), "subsequent").code == "S93.402D"
    assert specificity.choose("S93.40", "left", frozenset(), "sequela").code == "S93.402S"
    assert specificity.choose("S52.50", "left", frozenset({"open"})).code == "S52.502B"
    assert specificity.choose("S52.50", "left", frozenset({"nonunion"}), "subsequent").code == "S52.502K"


def test_every_choice_is_complete(specificity, icd10cm):
    """Whatever node a term names, the choice is a complete code below or beside it."""
    for node in list(icd10cm.nodes.values())[::37]:
        if node.kind in ("category", "code"):
            choice = specificity.choose(node.code, "left", frozenset({"acute", "severe"}))
            assert choice is not None and icd10cm.is_valid(choice.code)


def coded(text: str, **fields: str) -> CodedDocument:
    return code(Document(id="t", text=text, **fields))  # type: ignore[arg-type]


def on_claim(text: str, **fields: str) -> list[str]:
    """The reportable diagnoses."""
    return [one.code for one in coded(text, **fields).codes if one.reportable and one.system == "icd-10-cm"]


def test_problem_headings_carry_the_claim():
    text = "HPI:\nHe mentions knee pain and denies fever.\n\n" + PLAN + "1. Asthma.\nContinue albuterol.\n\n2. Gout.\nStable."
    assert on_claim(text) == ["J45.909", "M10.9"]


@pytest.mark.parametrize(
    ("problems", "expected"),
    [
        (("Hypertension.", "Congestive heart failure."), ["I11.0", "I50.9"]),
        (("Hypertension.", "CKD stage 4."), ["I12.9", "N18.4"]),
        (("Hypertension.", "End stage renal disease."), ["I12.0", "N18.6"]),
        (("Heart failure.", "Hypertension.", "CKD stage 3b."), ["I13.0", "I50.9", "N18.32"]),
        (("Type 2 diabetes mellitus.", "CKD stage 3a."), ["E11.22", "N18.31"]),
        (("Hypertension.", "Asthma."), ["I10", "J45.909"]),
    ],
)
def test_combinations_of_the_guidelines(problems, expected):
    text = PLAN + "\n\n".join(f"{number}. {problem}\nContinue." for number, problem in enumerate(problems, 1))
    assert on_claim(text) == expected


def test_both_sides_are_two_codes_where_the_family_has_no_bilateral_one():
    assert on_claim("ASSESSMENT\n\nBilateral knee pain.") == ["M25.561", "M25.562"]
    assert on_claim("ASSESSMENT\n\nBilateral carpal tunnel syndrome.") == ["G56.03"]


def test_a_vague_code_gives_way_to_the_specific_one_of_its_category():
    text = PLAN + "1. Sleep apnea.\nCPAP.\n\n2. Obstructive sleep apnea.\nContinue CPAP."
    assert on_claim(text) == ["G47.33"]


def test_the_side_of_a_heading_holds_for_its_condition():
    assert "S83.512A" in on_claim("ASSESSMENT\n\nSynovitis/anterior cruciate ligament tear of the left knee.")


def test_a_side_alone_never_chooses_a_site(specificity):
    assert specificity.choose("M19.90", "left", frozenset()).code == "M19.90"


def test_uncertain_diagnoses_by_claim_type():
    text = "DISCHARGE DIAGNOSES:\n1. Probable pneumonia.\n"
    assert on_claim(text) == []
    inpatient = coded(text, claim_type="institutional", setting="inpatient")
    first = inpatient.codes[0]
    assert (first.code, first.reportable, first.role) == ("J18.9", True, "principal")
    assert "OG II.H" in first.rules


def test_a_symptom_gives_way_to_its_diagnosis_in_the_same_heading():
    assert on_claim("ASSESSMENT\n\nRight ankle pain due to right ankle sprain.") == ["S93.401A"]


def test_every_mention_is_listed_with_its_reason():
    found = coded("ROS:\nDenies headache.\n\nFAMILY HISTORY:\nFather had gout.\n\n" + PLAN + "Asthma.").codes
    reasons = {suggestion.code: (suggestion.assertion, suggestion.reportable) for suggestion in found}
    assert reasons["R51.9"] == ("absent", False)
    assert reasons["M10.9"] == ("family", False)
    assert reasons["J45.909"] == ("present", True)
    assert all(suggestion.reason and suggestion.evidence for suggestion in found)


def test_a_note_without_headings_still_gives_a_claim():
    assert on_claim("65-year-old woman seen for follow-up of asthma. No fever. Continue albuterol.") == ["J45.909"]


def test_a_draft_encounter_keeps_the_evidence():
    text = PLAN + "Right knee pain."
    document = Document(id="t", text=text)
    encounter = as_encounter(document, code(document))
    link = encounter.evidence["/diagnoses/0"][0]
    assert encounter.diagnoses[0].code == "M25.561"
    assert text[link.start : link.end] == link.text == "Right knee pain"


def test_the_answer_names_its_release_and_engine():
    answer = coded("Asthma.")
    assert answer.tables == {"icd-10-cm": "FY2026-04"}
    assert answer.engine.startswith("farr ")
