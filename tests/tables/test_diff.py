"""What a release changes, and whom that touches."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from farr.errors import UsageError
from farr.pipeline import releases
from farr.pipeline import tables as pipeline
from farr.tables.diff import changes_between
from tests.tables.test_store import CODES, order_file, store

__all__ = ["store"]
LATER = {
    "A00": "Cholera",
    "A000": "Cholera due to the classical biovar",
    "A009": "Cholera, unspecified",
    "A0090": "Cholera, without dehydration",
    "A0091": "Cholera, with dehydration",
    "A05": "Other bacterial food poisoning",
}


@pytest.fixture
def two(store: Path) -> Path:
    earlier = {**CODES, "A01": "Typhoid", "A010": "Typhoid fever"}
    pipeline.add([order_file(store / "icd10cm_order_2026.txt", earlier)])
    file = order_file(store / "icd10cm_order_2027.txt", LATER)
    file.write_text(file.read_text().replace("A009    1", "A009    0").replace("A05     0", "A05     1"))
    pipeline.add([file])
    return store


def test_codes_that_come_go_and_are_renamed(two: Path) -> None:
    found = {(c.kind, c.key): c for c in releases.diff("FY2026", "FY2027").changes}
    assert {key for kind, key in found if kind == "added"} == {"A00.90", "A00.91", "A05"}
    assert {key for kind, key in found if kind == "deleted"} == {"A01", "A01.0"}
    assert found["title-revised", "A00.0"].before == CODES["A000"]
    assert found["title-revised", "A00.0"].after == LATER["A000"]
    assert found["revised", "A00.9"].successors == ("A00.90", "A00.91")


def test_the_same_release_differs_in_nothing(two: Path) -> None:
    assert releases.diff("icd-10-cm:FY2026", "FY2026").changes == ()


def test_releases_that_are_not_there_are_said_with_those_that_are(two: Path) -> None:
    with pytest.raises(UsageError, match="icd-10-cm:FY2026"):
        releases.diff("FY2026", "FY2030")


def test_impact_counts_encounters_of_the_new_dates_and_lists_always(two: Path) -> None:
    file = two / "used.jsonl"
    rows = [
        {"id": "old", "from": "2026-09-30", "diagnoses": [{"code": "A01.0"}]},
        {"id": "new", "from": "2026-10-01", "diagnoses": [{"code": "a009"}, {"code": "A05"}]},
        {"id": "stay", "setting": "inpatient", "from": "2026-09-28", "through": "2026-10-02", "diagnoses": [{"code": "A010"}]},
        {"id": "favourites", "codes": ["A00.0", "Z99"]},
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\nProblem: typhoid A01.0\n")
    found = [use for use in releases.impact("FY2027", [str(file)]) if use.use in ("encounter", "list")]
    assert [(use.id, use.where, use.code, use.change.kind) for use in found] == [
        ("new", "used.jsonl:2", "a009", "revised"),
        ("stay", "used.jsonl:3", "A010", "deleted"),
        ("favourites", "used.jsonl:4", "A00.0", "title-revised"),
        (None, "used.jsonl:5", "A01.0", "deleted"),
    ]


def test_impact_looks_into_our_own_terms_and_edits(two: Path) -> None:
    uses = {use.use for use in releases.impact("FY2027")}
    assert "term" in uses


def test_the_workbook_keeps_codes_as_text(two: Path) -> None:
    releases.write_excel(releases.diff("FY2026", "FY2027"), two / "diff.xlsx")
    book = load_workbook(two / "diff.xlsx")
    assert book.sheet_names == ["Added", "Deleted", "Revised titles", "Revised", "Notes"]
    assert [row[0] for row in book.get_sheet_by_name("Added").to_python()] == ["code", "A00.90", "A00.91", "A05"]


SIDES = st.dictionaries(st.text("ABC", min_size=1, max_size=3), st.fixed_dictionaries({"title": st.text("xy", max_size=2)}))


@given(SIDES, SIDES)
def test_applying_the_changes_to_one_side_gives_the_other(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> None:
    made = {key: row["title"] for key, row in old.items()}
    for change in changes_between(iter(sorted(old.items())), iter(sorted(new.items()))):
        if change.kind == "deleted":
            del made[change.key]
        else:
            made[change.key] = change.title if change.kind == "added" else change.after
    assert made == {key: row["title"] for key, row in new.items()}
