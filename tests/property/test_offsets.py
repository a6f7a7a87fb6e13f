"""Whatever the text: nothing crashes, offsets hold, codes are valid."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from farr.documents.sections import sections
from farr.documents.sentences import sentences
from farr.pipeline.code import code
from farr.records import Document

PIECES = st.sampled_from(
    ["ASSESSMENT:", "PLAN", "\n", "\r\n", "\n\n", "1. ", "• ", " no ", "denies ", "right ", "knee pain", "asthma", ", ", ". ",
     "history of ", "possible ", "hypertension", "CKD stage 3", "😷", "é", "\t", "Dr. ", "family history of ", "sprain of ankle"]
)  # fmt: skip
NOTES = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


@settings(max_examples=150, deadline=None)
@given(NOTES)
def test_sections_and_sentences_stay_inside_the_text(text: str) -> None:
    parts = sections(text)
    assert all(0 <= part.start <= part.body <= part.end <= len(text) for part in parts)
    assert all(first.end == second.start for first, second in itertools.pairwise(parts))
    found = sentences(text)
    assert all(0 <= one.start <= one.body < one.end <= len(text) for one in found)
    assert all(first.end <= second.start for first, second in itertools.pairwise(found))


@settings(max_examples=60, deadline=None)
@given(NOTES)
def test_suggestions_are_valid_and_verbatim(icd10cm, text: str) -> None:
    answer = code(Document(id="t", text=text))
    codes = [suggestion.code for suggestion in answer.codes]
    assert len(codes) == len(set(codes))
    for suggestion in answer.codes:
        assert icd10cm.is_valid(suggestion.code)
        assert suggestion.evidence
        assert all(text[one.start : one.end] == one.text for one in suggestion.evidence)
