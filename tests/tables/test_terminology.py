"""The terminology operations of FHIR: shapes, outcomes, releases named."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

import farr
from farr.errors import TableMissing, UnknownCode, UsageError
from farr.pipeline import tables as pipeline
from farr.pipeline import terminology as fhir
from tests.tables.test_store import order_file, store

__all__ = ["store"]
DAY = dt.date(2026, 5, 4)
ICD10CM = "http://hl7.org/fhir/sid/icd-10-cm"


def values(resource: dict[str, Any], name: str) -> list[Any]:
    """The values of all parameters of a name."""
    found = [p for p in resource["parameter"] if p["name"] == name]
    return [next((v for k, v in p.items() if k.startswith("value")), p.get("part")) for p in found]


def properties(resource: dict[str, Any]) -> list[tuple[str, Any]]:
    found = []
    for part in values(resource, "property"):
        by_name = {p["name"]: next(v for k, v in p.items() if k.startswith("value")) for p in part}
        found.append((by_name["code"], by_name["value"]))
    return found


def test_lookup_has_display_version_designations_and_properties() -> None:
    found = fhir.lookup("e11.9", ICD10CM, DAY)
    assert found["resourceType"] == "Parameters"
    assert values(found, "display") == ["Type 2 diabetes mellitus without complications"]
    assert values(found, "version") == ["FY2026-04"]
    known = properties(found)
    assert ("parent", "E11") in known and ("notSelectable", False) in known
    assert any(name == "note-excludes1" for name, _ in known) and any(name == "hcc" for name, _ in known)


def test_the_module_is_reached_from_the_package() -> None:
    assert farr.terminology.lookup("I10", date=DAY) == fhir.lookup("I10", ICD10CM, DAY)


@pytest.mark.parametrize(
    ("code", "display", "result", "words"),
    [
        ("E11.9", None, True, ""),
        ("e119", "type 2 diabetes mellitus without  complications", True, ""),
        ("E11.9", "Gout", False, "display"),
        ("E11", None, False, "not complete"),
        ("E11.99", None, False, "not a code"),
    ],
)
def test_validate_code(code: str, display: str | None, result: bool, words: str) -> None:
    found = fhir.validate_code(code, ICD10CM, DAY, display)
    assert values(found, "result") == [result]
    assert not words or words in values(found, "message")[0]


def test_a_missing_release_is_said_in_the_answer() -> None:
    assert "FY2027" in values(fhir.validate_code("E11.9", date=dt.date(2026, 11, 28)), "message")[-1]


@pytest.mark.parametrize(
    ("first", "second", "outcome"),
    [
        ("E11", "E11.9", "subsumes"),
        ("E11.9", "E08-E13", "subsumed-by"),
        ("E11.9", "e119", "equivalent"),
        ("E11.9", "E10.9", "not-subsumed"),
    ],
)
def test_subsumes(first: str, second: str, outcome: str) -> None:
    assert values(fhir.subsumes(first, second, date=DAY), "outcome") == [outcome]


def test_expand_below_a_code_counts_and_pages() -> None:
    whole = fhir.expand(below="E11.6", date=DAY)["expansion"]
    page = fhir.expand(below="E11.6", date=DAY, offset=2, count=3)["expansion"]
    assert whole["total"] == page["total"] == len(whole["contains"])
    assert page["contains"] == whole["contains"][2:5]
    headings = fhir.expand(below="E11.6", date=DAY, active_only=False)["expansion"]["contains"]
    assert [one["code"] for one in headings if one.get("abstract")] == ["E11.6", "E11.61", "E11.62", "E11.63", "E11.64"]
    with pytest.raises(UnknownCode):
        fhir.expand(below="E99", date=DAY)


def test_expand_by_words_ranks_as_the_search_does() -> None:
    found = fhir.expand(text="knee pain", date=DAY, count=5)["expansion"]
    assert "total" not in found and len(found["contains"]) == 5
    assert "M25.569" in {one["code"] for one in found["contains"]} or "M25.561" in {one["code"] for one in found["contains"]}
    assert {one["system"] for one in found["contains"]} == {ICD10CM}


def test_translate_to_risk_categories() -> None:
    found = fhir.translate("E11.22", "icd-10-cm", "cms-hcc", DAY)
    codings = [p["valueCoding"]["code"] for part in values(found, "match") for p in part if p["name"] == "concept"]
    assert values(found, "result") == [True] and "37" in codings


def test_translate_by_equivalence_maps_and_the_conversion_table(store: Path) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    (store / "2018_I10gem.txt").write_text("A000    0010    00000\nA009    0019    10000\n")
    (store / "2018_I9gem.txt").write_text("0010    A000    00000\n")
    pipeline.add([store / "2018_I10gem.txt", store / "2018_I9gem.txt"])
    exact = values(fhir.translate("A00.0", "icd-10-cm", "icd-9-cm", DAY), "match")
    near = values(fhir.translate("A00.9", "icd-10-cm", "icd-9-cm", DAY), "match")
    back = values(fhir.translate("0010", "icd-9-cm", "icd-10-cm", DAY), "match")
    assert [part[0]["valueCode"] for (part,) in (exact, near)] == ["equivalent", "relatedto"]
    assert back[0][1]["valueCoding"]["code"] == "A00.0"
    assert values(fhir.translate("A05", "icd-10-cm", "icd-9-cm", DAY), "result") == [False]
    with pytest.raises(TableMissing, match="icd-10-cm-conversion"):
        fhir.translate("A00.9", "icd-10-cm", "icd-10-cm", DAY)


def test_unknown_systems_and_maps_are_refused() -> None:
    with pytest.raises(UsageError, match="icd-10-cm"):
        fhir.lookup("E11.9", "http://example.org/codes", DAY)
    with pytest.raises(UsageError, match="no map"):
        fhir.translate("E11.9", "icd-10-cm", "hcpcs", DAY)
