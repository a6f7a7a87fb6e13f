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


@pytest.mark.parametrize(
    ("text", "code_", "words"),
    [
        ("Assessment:\n1. Hyper-\ntension.", "I10", "Hyper-\ntension"),
        ("Assessment:\n1. Pneum0nia.", "J18.9", "Pneum0nia"),
        ("Assessment:\n1. Cel1ulitis.", "L03.90", "Cel1ulitis"),
        ("Assessment:\n1. A5thma.", "J45.909", "A5thma"),
        ("Assessment:\n1. Diabe tes me11itus.", "E11.9", "Diabe tes me11itus"),
        ("Assessment:\n1. Type 2 diabetes melli-\r\n  tus.", "E11.9", "Type 2 diabetes melli-\r\n  tus"),
    ],
)
def test_scanned_words_are_understood_where_they_stand(text, code_, words):
    first = code(Document(id="t", text=text)).codes[0]
    assert first.code == code_ and first.reportable
    assert first.evidence[0].text == words == text[first.evidence[0].start : first.evidence[0].end]


@pytest.mark.parametrize(
    "text", ["Assessment: pre-\nlunch dose", "Assessment: T1c lesion, B12 level", "Assessment: dose 10mg q5days"]
)
def test_what_is_no_word_of_the_lexicon_stays_as_it_is(text, icd10cm):
    from farr.facts.lexicon import lexicon
    from farr.facts.mending import mended

    known = lexicon(icd10cm)
    assert mended(text, known.words, lambda: known.vocabulary) == known.words.words(text)


def test_a_long_note_takes_work_in_proportion():
    """Eight times the text makes at most about eight times the calls; counted, so that no clock decides."""
    import sys

    part = (
        "HPI:\nHe has knee pain and denies fever. BP 120/80. Left hip is tender.\n\nASSESSMENT AND PLAN\n\n1. Gout.\nStable.\n\n"
    )

    def calls(times: int) -> int:
        count = 0

        def one(_frame, event, _argument):  # type: ignore[no-untyped-def]
            nonlocal count
            count += event in ("call", "c_call")

        document = Document(id="t", text=part * times)
        before = sys.getprofile()
        sys.setprofile(one)
        try:
            found = code(document).codes
        finally:
            sys.setprofile(before)
        assert found
        return count

    calls(5)
    assert calls(160) < 8 * calls(20) * 1.2


def test_a_sentence_without_an_end_is_cut():
    text = "no fever, knee pain and " * 20_000
    answer = code(Document(id="t", text=text))
    assert {"M25.569", "R50.9"} <= {suggestion.code for suggestion in answer.codes}
    assert all(text[e.start : e.end] == e.text for suggestion in answer.codes for e in suggestion.evidence)
