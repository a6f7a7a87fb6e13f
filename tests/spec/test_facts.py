"""What is said of whom: assertion, side, ambiguity."""

from __future__ import annotations

import pytest

from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.records import Document, Fact
from farr.words import forms, normal, side_of


def read(text: str, icd10cm) -> tuple[Fact, ...]:  # type: ignore[no-untyped-def]
    return Reading(Document(id="t", text=text), lexicon(icd10cm)).facts


@pytest.mark.parametrize(
    ("text", "word", "assertion"),
    [
        ("She denies fever, chills, nausea or vomiting.", "chills", "absent"),
        ("She denies fever, chills, nausea or vomiting.", "vomiting", "absent"),
        ("No cough, fever, or diarrhea.", "diarrhea", "absent"),
        ("Negative for headache and dizziness.", "headache", "absent"),
        ("Pneumonia was ruled out.", "Pneumonia", "absent"),
        ("Nausea: denied.", "Nausea", "absent"),
        ("No fever but he has a cough.", "cough", "present"),
        ("Denies fever; reports cough.", "cough", "present"),
        ("There is no evidence of pneumonia.", "pneumonia", "absent"),
        ("Rule out pneumonia.", "pneumonia", "possible"),
        ("Probable asthma.", "asthma", "possible"),
        ("Cannot exclude pneumonia.", "pneumonia", "possible"),
        ("History of asthma as a child.", "asthma", "historical"),
        ("Family history of asthma.", "asthma", "family"),
        ("His mother had asthma.", "asthma", "family"),
        ("Return if you develop fever.", "fever", "conditional"),
        ("At risk for falls and at risk of pneumonia.", "pneumonia", "conditional"),
        ("The patient has asthma.", "asthma", "present"),
        ("Not only asthma was found.", "asthma", "present"),
        ("Gram negative pneumonia.", "pneumonia", "present"),
    ],
)
def test_assertion(icd10cm, text, word, assertion):
    fact = next(fact for fact in read(text, icd10cm) if word.lower() in fact.text.lower())
    assert fact.assertion == assertion


def test_the_family_history_section_speaks_of_relatives(icd10cm):
    facts = read("FAMILY HISTORY:\nAsthma, gout.\n\nASSESSMENT:\nGout.", icd10cm)
    assert [fact.assertion for fact in facts] == ["family", "family", "present"]


@pytest.mark.parametrize(
    ("text", "side"),
    [("right knee pain", "right"), ("pain in the left knee", "left"), ("knee pain, bilateral.", "bilateral"),
     ("R knee pain", "right"), ("left and right knee pain", "bilateral"), ("knee pain", None), ("L4 knee pain", None)],
)  # fmt: skip
def test_side(icd10cm, text, side):
    fact = next(fact for fact in read(text, icd10cm) if "knee" in fact.text)
    assert fact.attributes.get("side") == side


def test_evidence_is_verbatim_in_any_script(icd10cm):
    text = "Ünïcode 😷 note:\r\nASSESSMENT:\r\n1. Asthma — mild.\r\n2. Café-au-lait, gout.\r\n"
    for fact in read(text, icd10cm):
        assert text[fact.start : fact.end] == fact.text


def test_words_meet_in_one_form():
    assert normal("Haemorrhages") == normal("hemorrhage")
    assert forms("pain in the left knee") == ["pain", "knee"]
    assert forms("Hepatitis A") != forms("Hepatitis B")
    assert side_of("right and left eye") == "bilateral"
