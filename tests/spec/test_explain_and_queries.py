"""Explanations tell the whole chain; queries are compliant, quote the record and appear only where it is thin or at odds."""

from __future__ import annotations

import re

import pytest

from farr.codes.guidelines import gist
from farr.codes.queries.templates import LAST, abnormal, questions, templates
from farr.pipeline.code import code
from farr.records import CodedDocument, Document, Step

STAY = {"setting": "inpatient", "claim_type": "institutional"}
MONEY = re.compile(
    r"pay|reimburs|\$|drg|\bcc\b|mcc|revenue|quality|severity of illness|risk adjust|hcc|bill|claim|cost", re.IGNORECASE
)


def coded(text: str, **fields: object) -> CodedDocument:
    return code(Document(id="t", text=text, **fields), explain=True, queries=True)  # type: ignore[arg-type]


def steps_of(answer: CodedDocument, wanted: str) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for step in next(s for s in answer.codes if s.code == wanted).steps:
        found.setdefault(step.kind, []).append(step)
    return found


def test_the_chain_of_a_plain_code():
    text = "ASSESSMENT AND PLAN\n\n1. Knee pain.\nIbuprofen."
    chain = steps_of(coded(text), "M25.569")
    words = chain["words"][0].evidence
    assert words is not None and text[words.start : words.end] == words.text == "Knee pain"
    assert "M25.56" in chain["term"][0].text
    assert "side" in chain["missing"][0].text
    assert "OG I.B.2" in [step.rule for step in chain["guideline"]] and all(step.text for step in chain["guideline"])
    assert chain["decision"][0].text.startswith("on the claim")


def test_the_chain_of_a_combination_names_its_parts():
    chain = steps_of(coded("ASSESSMENT AND PLAN\n\n1. Hypertension.\nStable.\n\n2. CHF.\nStable."), "I11.0")
    assert "I10, I50.9 together" in chain["specificity"][0].text
    assert "presumed" in next(step.text for step in chain["guideline"] if step.rule == "OG I.C.9.a.1")


def test_a_code_off_the_claim_says_why():
    chain = steps_of(coded("HPI:\nHe denies fever.\n\nASSESSMENT AND PLAN\n\n1. Gout.\nStable."), "R50.9")
    assert chain["decision"][0].text == "not on the claim: stated as not present"
    assert ", absent" in chain["words"][0].text or "denied" in chain["words"][0].text


def test_nothing_is_explained_unless_asked_for():
    answer = code(Document(id="t", text="Assessment: gout"))
    assert not answer.queries and not any(s.steps for s in answer.codes)
    assert "steps" not in answer.to_dict()["codes"][0]


def test_a_section_without_a_row_takes_the_one_above():
    assert gist("OG I.C.9.a.1") != gist("OG I.C.9.a.7") == gist("OG I.C.9.a")
    assert gist("Tabular J44.0") and not gist("another book")


@pytest.mark.parametrize(
    ("text", "template"),
    [
        ("HPI:\nLVEF 30%.\n\nDISCHARGE DIAGNOSES:\n1. Heart failure.", "heart-failure-type"),
        ("HPI:\neGFR 34.\n\nDISCHARGE DIAGNOSES:\n1. Chronic kidney disease.", "ckd-stage"),
        ("HPI:\nHgb 6.9, transfused two units.\n\nDISCHARGE DIAGNOSES:\n1. Anemia.", "anemia-type"),
        ("HPI:\nWeight loss of 10 kg.\n\nDISCHARGE DIAGNOSES:\n1. Malnutrition.", "malnutrition-severity"),
        ("HPI:\nLactate 4.8, norepinephrine started.\n\nDISCHARGE DIAGNOSES:\n1. Sepsis.", "sepsis-organ-dysfunction"),
        ("HPI:\nAmmonia 120, lactulose.\n\nDISCHARGE DIAGNOSES:\n1. Encephalopathy.", "encephalopathy-type"),
        ("HPI:\nSodium 118, given hypertonic saline.\n\nDISCHARGE DIAGNOSES:\n1. Gout.", "treated-finding:sodium-low"),
        ("HPI:\nThe right shoulder is tender.\n\nDISCHARGE DIAGNOSES:\n1. Shoulder pain.", "side"),
        ("HPI:\nLeft knee pain since May.\n\nDISCHARGE DIAGNOSES:\n1. Right knee pain.", "sides-conflict"),
        ("HPI:\nChest x-ray: no pneumonia.\n\nDISCHARGE DIAGNOSES:\n1. Pneumonia.", "conflict"),
        ("DISCHARGE DIAGNOSES:\n1. Probable pulmonary embolism.", "uncertain"),
    ],
)
def test_a_thin_or_contradictory_record_is_queried(text, template):
    query = next(query for query in coded(text, **STAY).queries if query.template == template)
    assert query.indicators and all(text[i.start : i.end] == i.text for i in query.indicators)
    assert query.options[-2:] == LAST and query.status == "draft"
    if query.kind == "significance":
        assert not re.search(r"hyponatr", " ".join((query.topic, query.question, *query.options)), re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        "DISCHARGE DIAGNOSES:\n1. Heart failure.",
        "HPI:\nNo orthopnea.\n\nDISCHARGE DIAGNOSES:\n1. Heart failure.",
        "HPI:\nLVEF 30%.\n\nDISCHARGE DIAGNOSES:\n1. Acute on chronic systolic heart failure.",
        "HPI:\nSodium 138, given hypertonic saline.\n\nDISCHARGE DIAGNOSES:\n1. Gout.",
        "HPI:\nSodium 118, given hypertonic saline.\n\nDISCHARGE DIAGNOSES:\n1. Hyponatremia.",
        "HPI:\nThe right hip is tender.\n\nDISCHARGE DIAGNOSES:\n1. Shoulder pain.",
    ],
)
def test_no_query_without_indicators_or_with_the_answer_on_record(text):
    assert not coded(text, **STAY).queries


def test_templates_are_compliant():
    """No money, no quality measures, yes and no only on cause and effect, always "other" and "unable to determine"."""
    asked = [template.question for template in templates()] + list(questions().values())
    assert len(asked) > 20 and len({question.template for question in asked}) == len(asked)
    for question in asked:
        said = " ".join((question.topic, question.question, *question.options))
        assert not MONEY.search(said), question.template
        assert question.options[-2:] == LAST and len(question.options) > 3
        assert question.kind == "link" or not any(option.startswith(("Yes", "No,")) for option in question.options)
        assert "?" not in question.topic
    assert all((finding.at_least is None) != (finding.below is None) for finding in abnormal())
