"""Input that is wrong, contradictory or too much: said, never silently coded over, and never the end of a run."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from farr.cli.app import app
from farr.pipeline.code import code
from farr.records import Document, Patient


def edits(text: str, language: str = "en", **patient: object) -> list[str]:
    document = Document(id="t", text=text, patient=Patient(**patient), date="2026-05-01")  # type: ignore[arg-type]
    import msgspec

    return [f.edit for f in code(msgspec.convert(document.to_dict(), Document), language).findings if f.edit.startswith("DOC")]


@pytest.mark.parametrize(
    ("text", "patient", "expected"),
    [
        ("A 45-year-old man with gout.", {"sex": "female"}, ["DOC-002"]),
        ("A 45-year-old man with gout.", {"sex": "male"}, []),
        ("A 45-year-old man with gout.", {"sex": "male", "birth_date": "1950-01-01"}, ["DOC-003"]),
        ("A 45 y/o M with gout.", {"sex": "female", "birth_date": "1980-12-01"}, ["DOC-002"]),
        ("A 45-year-old man with gout. She is a 45-year-old woman.", {}, ["DOC-002"]),
        ("A 45-year-old man. A 54-year-old man with gout.", {}, ["DOC-003"]),
        ("A 45-year-old man. His wife is a 47-year-old woman.", {"sex": "male"}, []),
        ("A 45-year-old man whose mother, a 70-year-old woman, has gout.", {"sex": "male"}, []),
        ("A 6-month-old boy with fever.", {"sex": "male", "birth_date": "2025-11-01"}, []),
        ("A 45-year-old patient with gout.", {"sex": "female"}, []),
    ],
)
def test_contradictions_of_sex_and_age(text, patient, expected):
    assert edits(text, **patient) == expected


def test_contradictions_in_spanish():
    assert edits("Mujer de 45 años con gota.", "es", sex="male") == ["DOC-002"]
    assert edits("Mujer de 45 años con gota.", "es", sex="female") == []


def test_a_rule_that_fails_on_one_note_is_told_and_the_rest_is_done(monkeypatch, tmp_path):
    """Exit code 2, an internal-error with the id and the line of farr, no word of the note, every other note coded."""
    from farr.codes import suggest

    real = suggest.decide

    def failing(document, *rest):
        if "chill" in document.text:
            raise ValueError(document.text)
        return real(document, *rest)

    monkeypatch.setattr(suggest, "decide", failing)
    notes = tmp_path / "notes.jsonl"
    rows = [{"id": f"n{number}", "text": f"Assessment: gout{' and chills' if number == 57 else ''}"} for number in range(100)]
    notes.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    run = CliRunner().invoke(app, ["code", str(notes)])
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert run.exit_code == 2
    assert [answer["id"] for answer in answers] == [row["id"] for row in rows]
    assert answers[57]["error"]["kind"] == "internal-error" and answers[57]["error"]["where"].startswith("farr/")
    assert "chills" not in run.output
    assert all(answer["codes"][0]["code"] == "M10.9" for answer in answers if answer["id"] != "n57")
