"""Encounters of billed services: clean ones give no error, planted faults are found and named."""

from __future__ import annotations

import json
from pathlib import Path

import made_up
import msgspec
import pytest

from farr.edits import check
from farr.edits.page import FENCE
from farr.records import Encounter
from farr.tables import store

HERE = Path(__file__).parent
CLEAN = [json.loads(line) for line in (HERE / "clean/procedures.jsonl").read_text(encoding="utf-8").splitlines()]
PLANTED = [json.loads(line) for line in (HERE / "planted/procedures.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def small_tables(tmp_path_factory: pytest.TempPathFactory):  # type: ignore[no-untyped-def]
    """A store of its own with the compiled base release and small made-up tables."""
    real = store.tables_home() / "icd-10-cm" / "FY2026-04"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FARR_HOME", str(tmp_path_factory.mktemp("home")))
        place = store.tables_home() / "icd-10-cm"
        place.mkdir(parents=True)
        (place / "FY2026-04").symlink_to(real)
        for kind, body in FENCE.findall((HERE / "procedures_tables.md").read_text(encoding="utf-8")):
            rows = tuple(tuple(line.split("\t")) for line in body.splitlines())
            made_up.install(kind.removeprefix("table "), rows)
        yield


def test_there_are_enough() -> None:
    assert len(CLEAN) >= 60
    assert len(PLANTED) >= 60


@pytest.mark.parametrize("encounter", CLEAN, ids=[e["id"] for e in CLEAN])
def test_a_clean_encounter_gives_no_error(encounter: dict, small_tables: None) -> None:  # type: ignore[type-arg]
    found = check(msgspec.convert(encounter, Encounter)).findings
    assert [(f.name, f.where) for f in found if f.severity == "error"] == []


@pytest.mark.parametrize("planted", PLANTED, ids=[f"{n}-{p['edit']}" for n, p in enumerate(PLANTED)])
def test_a_planted_fault_is_found_and_named(planted: dict, small_tables: None) -> None:  # type: ignore[type-arg]
    found = check(msgspec.convert(planted["encounter"], Encounter)).findings
    assert planted["edit"] in {finding.name for finding in found if finding.severity != "info"}
