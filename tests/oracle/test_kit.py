"""Accuracy on the public kit stays above its bars; every code valid, every word verbatim."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from farr.pipeline.code import code
from farr.records import Document

BARS = (("aci_dev.jsonl", "reportable", "micro", 0.62), ("codiesp_en_dev.jsonl", "mentions", "version_drift", 0.63))
SPANISH = "codiesp_es_dev.jsonl"


def test_spanish_bars(kit: Path, tmp_path: Path) -> None:
    predictions = tmp_path / "predictions.jsonl"
    rows = [json.loads(line) for line in (kit / SPANISH).read_text(encoding="utf-8").splitlines()]
    answers = [code(Document(id=row["id"], text=row["text"]), "es").to_dict() for row in rows]
    predictions.write_text("\n".join(json.dumps(answer) for answer in answers), encoding="utf-8")
    command = [sys.executable, str(kit / "score.py"), "codes", "--gold", str(kit / SPANISH), "--pred", str(predictions)]
    command += ["--scope", "mentions", "--codeset", str(kit / "official" / "icd10cm_codes_2026.txt.gz"), "--json"]
    result = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert result["version_drift"]["f1"] >= 0.71
    assert result["valid_code_rate"] == 1.0
    assert result["evidence"]["verbatim_rate"] == 1.0
    assert result["evidence"]["overlap_hit_rate"] >= 0.95
    assert result["evidence"]["character"]["f1"] >= 0.80


@pytest.mark.parametrize(("name", "scope", "measure", "bar"), BARS, ids=[bar[0] for bar in BARS])
def test_bar(kit: Path, tmp_path: Path, icd10cm, name: str, scope: str, measure: str, bar: float) -> None:  # type: ignore[no-untyped-def]
    predictions = tmp_path / "predictions.jsonl"
    with predictions.open("w", encoding="utf-8") as handle:
        for line in (kit / name).read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            answer = code(Document(id=row["id"], text=row["text"]))
            for suggestion in answer.codes:
                assert suggestion.system != "icd-10-cm" or icd10cm.is_valid(suggestion.code)
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
