"""Accuracy on the public kit stays above its bars; every code valid, every word verbatim."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from farr.pipeline.code import code
from farr.records import Document

BARS = (("aci_dev.jsonl", "reportable", "micro", 0.48), ("codiesp_en_dev.jsonl", "mentions", "version_drift", 0.45))


@pytest.mark.parametrize(("name", "scope", "measure", "bar"), BARS, ids=[bar[0] for bar in BARS])
def test_bar(kit: Path, tmp_path: Path, icd10cm, name: str, scope: str, measure: str, bar: float) -> None:  # type: ignore[no-untyped-def]
    predictions = tmp_path / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as handle:
        for line in (kit / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            answer = code(Document(id=row["id"], text=row["text"]))
            for suggestion in answer.codes:
                assert icd10cm.is_valid(suggestion.code)
                assert all(row["text"][one.start : one.end] == one.text for one in suggestion.evidence)
            handle.write(json.dumps(answer.to_dict()) + "\n")
    command = [sys.executable, str(kit / "score.py"), "codes", "--gold", str(kit / name), "--pred", str(predictions)]
    command += ["--scope", scope, "--codeset", str(kit / "official" / "icd10cm_codes_2026.txt.gz"), "--json"]
    result = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert result[measure]["f1"] >= bar


def test_unlabelled_notes_are_all_coded(kit: Path) -> None:
    for line in (kit / "mtsamples_unlabelled.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        answer = code(Document(id=row["id"], text=row["text"]))
        assert all(row["text"][one.start : one.end] == one.text for s in answer.codes for one in s.evidence)
