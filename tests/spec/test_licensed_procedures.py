"""CPT from a licensee's file: an invented file in the licensed layout, notes written for these tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from farr import code
from farr.codes.page import Page
from farr.codes.procedure import licensed_procedures
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.pipeline.tables import add
from farr.records import Document, Suggestion
from farr.tables import Icd10Cm, Tables

DAY = dt.date(2026, 5, 1)
HEAD = (
    "Invented notice.\r\n\r\nConcept Id\tCPT Code\tLong\tMedium\tShort\tConsumer\tSpanish\tCurrent Descriptor Effective Date\r\n"
)
ROWS = (
    ("00901", "Snipping of a blue frond (any kind); with polish", "SNIPPING BLUE FROND W/POLISH", "SNIP FROND POLISH"),
    ("00902", "Snipping of a blue frond (any kind); without polish", "SNIPPING BLUE FROND W/O POLISH", "SNIP FROND"),
    ("00903", "Winding of the knee spring", "WINDING KNEE SPRING", "WIND KNEE SPRING"),
    ("00904", "Twin service", "TWIN", "TWIN"),
    ("00905", "Twin service", "TWIN", "TWIN"),
    ("99299", "Invented visit of long standing", "INVENTED VISIT", "VISIT"),
)


@pytest.fixture
def licensed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, icd10cm: Icd10Cm) -> Iterator[Icd10Cm]:
    """A data folder of its own with the invented file installed."""
    lexicon(icd10cm)
    file = tmp_path / "ConsolidatedCodeList.txt"
    lines = [f"{number}\t" + "\t".join(row) + "\t\t\t20260101\r\n" for number, row in enumerate(ROWS, 1)]
    file.write_bytes((HEAD + "".join(lines)).encode())
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    add([file])
    yield icd10cm


def found(text: str, tables: Icd10Cm) -> list[Suggestion]:
    page = Page(Reading(Document(id="t", text=text), lexicon(tables)))
    return licensed_procedures(page, Tables(DAY))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PROCEDURE: Winding of the right knee spring.", ["00903"]),
        ("PROCEDURE: Snipping of blue fronds with polish.", ["00901"]),
        ("PLAN: Winding of the knee spring was performed today.", ["00903"]),
        ("PLAN: Winding of the knee spring is scheduled.", []),
        ("PROCEDURE: No winding of the knee spring.", []),
        ("PAST SURGICAL HISTORY: Winding of the knee spring was performed.", []),
        ("PROCEDURE: Twin service.", []),
        ("PROCEDURE: Invented visit of long standing.", []),
    ],
)
def test_descriptors_become_wordings(licensed: Icd10Cm, text: str, expected: list[str]) -> None:
    answers = found(text, licensed)
    assert [one.code for one in answers] == expected
    for one in answers:
        assert one.system == "cpt" and one.role == "procedure"
        assert all(text[e.start : e.end] == e.text for e in one.evidence)


def test_without_the_file_no_procedure_of_cpt() -> None:
    text = "PROCEDURE PERFORMED: Laparoscopic appendectomy.\n"
    answer = code(Document(id="t", text=text, date=dt.date(2026, 3, 2), setting="ambulatory-surgery"))
    assert not [one for one in answer.codes if one.system == "cpt"]
