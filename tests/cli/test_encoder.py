"""``farr pcs``, ``farr index`` and ``farr lookup`` of procedures, on what the install brings and on official files."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from farr.errors import UsageError, WrongAxis
from farr.pipeline.index import index
from farr.pipeline.index_substitute import split_wording
from farr.pipeline.lookup import lookup
from farr.pipeline.pcs import pcs
from farr.tables import add
from farr.words import forms


def farr(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "farr", *arguments], capture_output=True, text=True, check=False, timeout=120)


def test_a_beginning_shows_the_next_axis():
    run = farr("pcs", "0dtj")
    found = json.loads(run.stdout)
    assert run.returncode == 0 and "FY2027" in run.stderr
    assert (found["code"], found["complete"], found["next"]["name"]) == ("0DTJ", False, "Approach")
    assert [choice["value"] for choice in found["next"]["choices"]] == ["0", "4", "7", "8"]
    assert found["axes"][2]["value"]["label"] == "Resection"


def test_nothing_shows_the_sections():
    assert len(pcs().next.choices) == 17  # type: ignore[union-attr]


def test_a_complete_code_shows_all_axes():
    found = pcs("0DTJ4ZZ")
    assert found.complete and found.next is None and len(found.axes) == 7
    assert found.title == "Resection of Appendix, Percutaneous Endoscopic Approach"


@pytest.mark.parametrize(
    ("code", "position", "axis"),
    [("0DTJ9ZZ", 5, "Approach"), ("0D?", 3, "Operation"), ("O", 1, "Section"), ("0DTJ4ZX", 7, "Qualifier"), ("0DTJ4ZZZ", 8, "")],
)  # fmt: skip
def test_a_wrong_code_names_its_axis(code, position, axis):
    with pytest.raises(WrongAxis) as caught:
        pcs(code)
    assert caught.value.position == position and caught.value.axis.startswith(axis)
    assert bool(caught.value.allowed) == (position <= 7)


def test_a_wrong_code_exits_with_2_and_says_what_may_stand_there():
    run = farr("pcs", "0DTJ9ZZ")
    assert run.returncode == 2 and run.stdout == ""
    assert "character 5 (Approach) is '9'; behind 0DTJ it may be 0 Open, 4 Percutaneous Endoscopic" in run.stderr


def test_lookup_knows_procedures_by_their_shape():
    assert (lookup("0DTJ4ZZ").system, lookup("B2110ZZ").system) == ("icd-10-pcs", "icd-10-pcs")
    assert lookup("S93401A").system == lookup("I10").system == "icd-10-cm"
    assert lookup("0DTJ", system="icd-10-pcs").children[0] == ("0DTJ0", "Open")
    assert farr("lookup", "0DTJ9ZZ").returncode == 2


def test_a_substitute_is_marked_and_arranged():
    answer = index("diabetic neuropathy")
    assert answer.substitute and "not installed" in answer.warnings[0]
    assert {entry.index for entry in answer.entries} == {"substitute"}
    codes = [code.code for entry in answer.entries for below in entry.below for code in below.codes]
    assert "E11.40" in codes


def test_wordings_are_split_at_their_main_term():
    parts = split_wording("Acute bronchitis due to streptococcus", forms("bronchitis"))
    assert parts == ("bronchitis", "Acute", "due to streptococcus")
    assert split_wording("Pain in right knee", forms("knee pain"))[0] == "Pain"


def test_an_index_that_is_not_installed_is_a_missing_table():
    assert farr("index", "aspirin", "--in", "drugs").returncode == 3
    assert farr("index", "aspirin", "--in", "moon").returncode == 2
    with pytest.raises(UsageError):
        index("aspirin", book="moon")


@pytest.fixture
def official(kit, tmp_path, monkeypatch) -> Path:  # type: ignore[no-untyped-def]
    """A data folder of its own with the official files of the kit."""
    for path in (kit / "official").glob("icd10*_*.xml.gz"):
        shutil.copy(path, tmp_path)
    shutil.copy(kit / "official" / "excerpts" / "icd10cm_index_2027.excerpt.xml", tmp_path)
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    add(sorted(path for path in tmp_path.iterdir() if path.is_file()))
    assert os.environ["FARR_HOME"].startswith(str(tmp_path))
    return tmp_path


def test_the_official_indexes_are_walked(official):
    (bite, *_) = index("bite dog", 1, book="external").entries
    assert bite.path == ("Bite, bitten by", "dog")
    assert [(code.code, code.complete) for code in bite.codes] == [("W54.0", False)]
    assert bite.codes[0].choices[0][0] == "W54.0XXA"
    (breast, *_) = index("breast cancer", 1, book="neoplasms").entries
    assert {code.column: code.code for code in breast.codes}["Malignant Secondary"] == "C79.81"
    (aspirin, *_) = index("aspirin overdose", 1, book="drugs").entries
    assert aspirin.codes[0].code == "T39.011" and not aspirin.codes[0].complete
    (removal, *_) = index("appendectomy", 1, book="procedures").entries
    assert {reference.codes[0].code for reference in removal.references} == {"0DBJ", "0DTJ"}
    (abdomen, *_) = index("acute abdomen", 1).entries
    assert abdomen.path == ("Abdomen, abdominal", "acute") and abdomen.codes[0].code == "R10.0" and abdomen.codes[0].complete
    found = pcs("0DTJ4ZZ")
    assert found.title_built and found.axes[3].value.includes  # type: ignore[union-attr]
