"""A Spanish note of our own: what is coded on the claim, what is only mentioned, and on which words."""

from __future__ import annotations

from pathlib import Path

from farr.pipeline.code import code
from farr.records import Document

TEXT = (Path(__file__).parent / "notes" / "spanish.txt").read_text(encoding="utf-8")


def test_the_note():
    answer = code(Document(id="es", text=TEXT), "es")
    reportable = {suggestion.code for suggestion in answer.codes if suggestion.reportable}
    assert reportable == {"N10", "N18.31", "I48.91"}
    said = {suggestion.code: suggestion for suggestion in answer.codes}
    for wanted, words, assertion in (
        ("R50.9", "fiebre", "present"),
        ("R05.9", "tos", "absent"),
        ("R30.0", "disuria", "present"),
        ("N13.30", "hidronefrosis", "absent"),
        ("R60.0", "Edemas en miembros inferiores", "present"),
        ("D72.829", "leucocitosis", "present"),
    ):
        assert said[wanted].assertion == assertion
        assert words in {evidence.text for evidence in said[wanted].evidence}
    assert not said["R05.9"].reportable


def test_a_mention_in_pieces_gives_its_pieces():
    answer = code(Document(id="es", text=TEXT), "es")
    [mass] = [suggestion for suggestion in answer.codes if suggestion.code == "N28.89"]
    assert [evidence.text for evidence in mass.evidence] == ["masa", "riñón izquierdo"]
    assert all(TEXT[evidence.start : evidence.end] == evidence.text for evidence in mass.evidence)
