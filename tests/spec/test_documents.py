"""Sections and sentences: the usual headings in their variants, offsets into the text as given."""

from __future__ import annotations

import pytest

from farr.documents.sections import kind_of, sections
from farr.documents.sentences import sentences


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("ASSESSMENT AND PLAN", "assessment-and-plan"), ("A/P:", "assessment-and-plan"),
     ("Assessment & Plan", "assessment-and-plan"),
     ("HPI:", "history-of-present-illness"), ("PMHx", "past-medical-history"), ("Impression", "assessment"),
     ("POSTOPERATIVE DIAGNOSES", "postoperative-diagnosis"), ("Discharge Diagnoses:", "discharge-diagnosis"),
     ("ROS", "review-of-systems"), ("Family Hx", "family-history"), ("Reason for consultation", "chief-complaint"),
     ("FINDINGS", "findings"), ("Indication", "indication"), ("ED COURSE", "hospital-course")],
)  # fmt: skip
def test_headings_in_their_variants(heading, kind):
    assert kind_of(heading) == kind


def test_no_known_wording_is_no_heading():
    assert kind_of("Right knee pain") is None


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_sections_cover_the_text_whatever_its_line_ends(newline):
    text = newline.join(["CHIEF COMPLAINT", "", "Café visit, 37 °C.", "", "ASSESSMENT:", "1. Asthma.", "PLAN: rest."])
    found = sections(text)
    assert [section.kind for section in found] == ["chief-complaint", "assessment", "plan"]
    assert text[found[-1].body : found[-1].end].strip() == "rest."
    assert found[0].start == 0 and found[-1].end == len(text)


def test_headings_without_line_ends():
    text = "CHIEF COMPLAINT:, Cough.,PAST MEDICAL HISTORY:, Asthma.,IMPRESSION AND PLAN:,1. Bronchitis.,2. Asthma."
    assert [section.kind for section in sections(text)] == ["chief-complaint", "past-medical-history", "assessment-and-plan"]


def test_a_bullet_label_inside_a_plan_is_no_section():
    text = "ASSESSMENT AND PLAN\n\nAsthma.\n• Patient Education and Counseling: Use a spacer.\n\nGout.\n• Treatment: Rest."
    assert [section.kind for section in sections(text)] == ["assessment-and-plan"]


def _texts(text: str) -> list[str]:
    return [text[sentence.body : sentence.end] for sentence in sentences(text)]


def test_sentences_of_prose():
    assert _texts("He saw Dr. Smith. No fever, e.g. none. BP 120/80.") == [
        "He saw Dr. Smith.",
        "No fever, e.g. none.",
        "BP 120/80.",
    ]


def test_wrapped_lines_are_one_sentence():
    text = "The patient is a 60-year-old woman who was seen because of a\npain in the left knee that began two weeks ago."
    assert len(sentences(text)) == 1


def test_list_entries_are_items_and_keep_their_numbers_apart():
    text = "1. Asthma.\n2. Gout: stable.\n- Reflux"
    assert _texts(text) == ["Asthma.", "Gout: stable.", "Reflux"]
    assert all(sentence.item and sentence.marked for sentence in sentences(text))


def test_entries_on_one_line():
    assert _texts("1. Folliculitis.,2. Pelvic pain.,3. Mood swings.")[1].startswith("Pelvic pain")
