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
    return [
        row for file in sorted((HERE / folder).glob("*.jsonl")) for row in msgspec.json.Decoder().decode_lines(file.read_bytes())
    ]


@pytest.mark.parametrize("raw", _rows("clean"), ids=lambda raw: raw["id"])
def test_a_clean_encounter_raises_no_error(raw: dict[str, Any]) -> None:
    found = check(msgspec.convert(raw, Encounter, strict=False)).findings
    assert not [(finding.name, finding.message) for finding in found if finding.severity == "error"]


@pytest.mark.parametrize("raw", _rows("planted"), ids=lambda raw: raw["name"])
def test_a_planted_fault_is_found_and_named(raw: dict[str, Any]) -> None:
    found = check(msgspec.convert(raw["encounter"], Encounter, strict=False)).findings
    assert raw["name"] in {finding.name for finding in found}
