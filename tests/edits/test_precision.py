"""Clean encounters across specialties and settings raise no error; planted faults are found and rightly named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from farr.edits import check
from farr.records import Encounter

HERE = Path(__file__).parent


def _rows(folder: str) -> list[Any]:
    found: list[Any] = msgspec.json.Decoder().decode_lines((HERE / folder / "diagnoses.jsonl").read_bytes())
    return found


@pytest.mark.parametrize("raw", _rows("clean"), ids=lambda raw: raw["id"])
def test_a_clean_encounter_raises_no_error(raw: dict[str, Any]) -> None:
    found = check(msgspec.convert(raw, Encounter, strict=False)).findings
    assert not [(finding.name, finding.message) for finding in found if finding.severity == "error"]


@pytest.mark.parametrize("raw", _rows("planted"), ids=lambda raw: raw["edit"])
def test_a_planted_fault_is_found_and_named(raw: dict[str, Any]) -> None:
    found = check(msgspec.convert(raw["encounter"], Encounter, strict=False)).findings
    assert raw["edit"] in {finding.name for finding in found}
