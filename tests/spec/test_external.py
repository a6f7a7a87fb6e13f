"""External causes beside an injury: how, where, during what; never on the claim, never without an injury."""

from __future__ import annotations

import pytest

from farr.pipeline.code import code
from farr.records import Document

NOTE = "HISTORY OF PRESENT ILLNESS\n{}\n\nASSESSMENT AND PLAN\n\n{}\nRest and ice."


def external(story: str, problem: str = "Left ankle sprain.") -> dict[str, str]:
    text = NOTE.format(story, problem)
    found = code(Document(id="n", text=text)).codes
    assert not [s.code for s in found if s.reportable and s.code[0] in "VWXY"]
    return {s.code: s.evidence[0].text for s in found if s.code[0] in "VWXY"}


@pytest.mark.parametrize(
    ("story", "expected"),
    [
        ("She missed the last step on the stairs and fell.", {"W10.9XXA"}),
        ("He slipped on a wet tile in the bathroom and landed hard.", {"W01.0XXA"}),
        ("She fell off a ladder at home.", {"W11.XXXA", "Y92.009"}),
        ("He rolled it during a soccer match at school.", {"X50.1XXA", "Y93.66", "Y92.219"}),
        ("He twisted it at work.", {"X50.1XXA", "Y99.0"}),
    ],
)
def test_how_it_came_about(story, expected):
    assert expected <= set(external(story))


def test_the_words_are_cited():
    assert external("Yesterday she fell off a ladder.")["W11.XXXA"] == "fell off a ladder"


def test_denied_and_figurative_falls_are_none():
    assert not external("She denies any fall.")
    assert not external("She fell ill on Monday.")


def test_without_an_injury_there_is_none():
    assert not external("He pivoted hard on the sidewalk.", "Hypertension.")
    assert external("He pivoted hard on the sidewalk.")
