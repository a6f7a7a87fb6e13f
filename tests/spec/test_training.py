"""The trained layer: what it learns, that it is reproducible, and that its habits stay off claims."""

from __future__ import annotations

import itertools
import json
import random
from pathlib import Path

import pytest

from farr.codes.suggesters import suggesters
from farr.codes.trained import model as models
from farr.codes.trained.trees import Forest
from farr.errors import UnreadableInput, UsageError
from farr.pipeline.code import code
from farr.pipeline.train import train
from farr.records import Document
from farr.training.alignment import aligned, translations
from farr.training.boosting import Settings, grow
from farr.training.decisions import platt
from farr.training.fit import isotonic

DECISIONS = Path(__file__).resolve().parents[2] / "docs" / "examples" / "decisions.jsonl"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A data folder for models only: what a test trains is used by it alone."""
    monkeypatch.setattr(models, "own_path", lambda language, name=models.NAME: tmp_path / language / name)

    def forget() -> None:
        models.trained.cache_clear()
        suggesters.cache_clear()

    forget()
    yield tmp_path / "en"
    monkeypatch.undo()
    forget()


def corpus(path: Path, documents: int = 40) -> Path:
    """Reports in which "blue spells" is always R23.0 and "the old trouble" I25.2, sentence by sentence."""
    draw = random.Random(3)
    rows = []
    for number in range(documents):
        text, codes = "The patient came for review.", []
        for phrase, given in (("blue spells", "R23.0"), ("grumbling hip", "M25.559"), ("headache", "R51.9")):
            if draw.random() < 0.6:
                start = len(text) + len(" He reported ")
                text += f" He reported {phrase} since spring."
                codes.append({"code": given, "evidence": [{"start": start, "end": start + len(phrase)}]})
        rows.append({"id": f"r{number}", "text": text, "codes": codes})
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def test_trees_find_what_decides():
    draw = random.Random(1)
    rows = [[draw.random(), draw.random(), draw.random()] for _ in range(600)]
    labels = [(row[0] > 0.5) != (row[2] > 0.3) for row in rows]
    trees, start = grow(rows, labels, seed=5, settings=Settings(trees=30, leaves=6, features=1.0))
    forest = Forest(trees, start)
    right = sum((forest.probability(row) > 0.5) == label for row, label in zip(rows, labels, strict=True))
    assert right > 570
    assert grow(rows, labels, seed=5, settings=Settings(trees=30, leaves=6, features=1.0)) == (trees, start)


def test_a_translated_mention_is_found_in_its_sentence():
    pairs = [
        (["dolor", "abdominal"], ["woman", "with", "abdominal", "pain", "and", "fever"]),
        (["fiebre"], ["fever", "since", "monday"]),
        (["dolor", "lumbar"], ["lumbar", "pain"]),
        (["dolor"], ["pain", "at", "night"]),
    ]
    table = translations(pairs)
    assert aligned(*pairs[0], table) == "abdominal pain"
    assert aligned(["fiebre"], ["cough", "then", "fever"], table) == "fever"
    assert aligned(["hepatitis"], ["cough", "then", "fever"], table) is None


def test_isotonic_curves_rise():
    draw = random.Random(2)
    pairs = [(chance, draw.random() < chance**2) for chance in (draw.random() for _ in range(3000))]
    curve = isotonic(pairs)
    assert all(a[0] < b[0] and a[1] <= b[1] for a, b in itertools.pairwise(curve))
    assert abs(models.along([x for x, _ in curve], [y for _, y in curve], 0.5) - 0.25) < 0.08


def test_platt_moves_scores_to_the_share_kept():
    slope, shift = platt([(0.8, number % 5 == 0) for number in range(500)])
    assert abs(1 / (1 + 2.718281828 ** -(slope * 1.386294 + shift)) - 0.2) < 0.02


def test_training_learns_wordings_and_is_reproducible(home: Path, tmp_path: Path):
    file = corpus(tmp_path / "corpus.jsonl")
    report = train(corpus=str(file), seed=4, credit="invented")
    assert report["figures"]["out_of_fold"]["f1"] > 0.9
    first = (home / models.NAME).read_bytes()
    train(corpus=str(file), seed=4, credit="invented")
    assert (home / models.NAME).read_bytes() == first
    assert "invented" in (home / "model.md").read_text(encoding="utf-8")
    found = {s.code: s for s in code(Document(id="n", text="He came for review. He reported blue spells since May.")).codes}
    assert found["R23.0"].evidence[0].text == "blue spells"
    assert not found["R23.0"].reportable


def test_habits_of_a_corpus_never_reach_a_claim():
    """Whatever the shipped layer adds to the lexicon is a mention."""
    text = "ASSESSMENT AND PLAN\n\n1. Pain.\n2. Other disease.\n3. Mass in the abdomen with bleeding."
    lexical = {c.code for s in suggesters(*_english()) if s.for_claims for c in s.suggest(_reading(text), [])}
    assert {s.code for s in code(Document(id="n", text=text)).codes if s.reportable} <= lexical


def _english():  # type: ignore[no-untyped-def]
    from farr.tables import as_of

    return as_of().icd10cm, "en"


def _reading(text: str):  # type: ignore[no-untyped-def]
    from farr.facts.extract import Reading
    from farr.facts.lexicon import lexicon

    return Reading(Document(id="n", text=text), lexicon(*_english()), "en")


def test_decisions_of_a_site_reach_its_claims(home: Path):
    report = train(decisions=str(DECISIONS))
    assert report["figures"]["wordings_accepted"] == 2
    assert not report["figures"]["calibrated"]
    coded = code(Document(id="n", text="ASSESSMENT AND PLAN\n\n1. Tennis shoulder.\nRest.\n\n2. Fatigue.\nSleep more."))
    assert [s.code for s in coded.codes if s.reportable] == ["M75.50"]
    fatigue = next(s for s in coded.codes if s.code == "R53.83")
    assert "struck" in fatigue.reason


def test_decisions_move_the_calibration(home: Path, tmp_path: Path):
    file = corpus(tmp_path / "decisions.jsonl", 60)
    report = train(decisions=str(file))
    figures = report["figures"]
    assert figures["calibrated"]
    assert figures["after"]["f1"] > figures["before"]["f1"]


@pytest.mark.parametrize(
    ("arguments", "error", "says"),
    [
        ({}, UsageError, "--corpus"),
        ({"corpus": "a", "decisions": "b"}, UsageError, "either"),
        ({"corpus": "absent.jsonl"}, UnreadableInput, "no such file"),
    ],
)
def test_wrong_calls(home: Path, arguments, error, says):
    with pytest.raises(error, match=says):
        train(**arguments)


@pytest.mark.parametrize("line", ['{"id": "a"}', "[]", "{", '{"id": "a", "text": "x", "codes": [{"code": "nonsense"}]}'])
def test_files_that_are_no_corpus(home: Path, tmp_path: Path, line: str):
    file = tmp_path / "bad.jsonl"
    file.write_text(line, encoding="utf-8")
    with pytest.raises(UnreadableInput):
        train(corpus=str(file))


def test_too_few_documents(home: Path, tmp_path: Path):
    with pytest.raises(UsageError, match="too few"):
        train(corpus=str(corpus(tmp_path / "few.jsonl", 5)))


@pytest.mark.parametrize("text", ["Fracture of the neck of the left femur.", "Denies chest pain.", "Mother had breast cancer."])
def test_a_few_lines_are_listed_whatever_their_score(text: str):
    assert code(Document(id="n", text=text)).codes
