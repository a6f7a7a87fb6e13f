"""The kit's X12 samples: each defect named with its SNIP type, valid files pass, everything is read without loss."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

from farr import x12
from farr.pipeline import x12 as pipeline
from farr.x12 import exchange
from farr.x12.syntax import emit

SUFFIXES = {".x12", ".txt", ".837", ".837i", ".835"}
SEGMENTS = {
    "01_wrong_SE_count": "SE", "03_unknown_segment": "ZZZ", "05_bad_date": "DTP", "07_claim_total_ne_lines": "CLM",
    "09_bad_NPI_checkdigit": "NM1", "11_subscriber_is_patient_no_DMG": "DMG", "13_invalid_HCPCS": "SV1",
    "15_bad_taxonomy": "PRV", "17_inpatient_POS_no_admit_date": "DTP", "19_HL_parent_wrong": "HL",
    "21_835_BPR_ne_sum_CLP": "BPR", "23_835_bad_CARC": "CAS",
}  # fmt: skip


def test_each_defect_is_named(kit: Path) -> None:
    folder = kit / "x12" / "own-x12-snip"
    expected = json.loads((folder / "defects.json").read_text(encoding="utf-8"))
    assert len(expected) == len(SEGMENTS)
    for name, row in expected.items():
        errors = [one for one in pipeline.check(str(folder / "defect" / f"{name}.x12")).findings if one.severity == "error"]
        assert {(str(one.snip) in row["snip"].split("/"), one.segment) for one in errors} == {(True, SEGMENTS[name])}, name


def test_valid_files_pass(kit: Path) -> None:
    for path in sorted((kit / "x12" / "own-x12-snip" / "valid").iterdir()):
        assert pipeline.check(str(path)).errors == 0, path.name


def test_every_sample_is_read_without_loss_and_as_the_kit_counts(kit: Path) -> None:
    expected = json.loads((kit / "x12" / "expected.json").read_text(encoding="utf-8"))
    for path in sorted(path for path in (kit / "x12").rglob("*") if path.suffix in SUFFIXES):
        data = path.read_bytes()
        units = list(x12.units(io.BytesIO(data)))
        assert b"".join(piece for unit in units for piece in emit(unit.segments)) == data, path.name
        lines = [json.dumps(exchange.to_dict(unit)) for unit in units]
        assert b"".join(exchange.write(lines)) == data, path.name
        told = expected.get(str(path.relative_to(kit / "x12"))) or {}
        claims = [unit.loop for unit in units if unit.kind == "claim"]
        if told.get("claims") and told.get("delimiters", {}).get("component") == ":":
            assert [claim.get("CLM").get(1) for claim in claims] == [row["id"] for row in told["claims"]]  # type: ignore[union-attr]
            assert [len(claim.children("2400")) for claim in claims] == [row["lines"] for row in told["claims"]]
        if told.get("payments"):
            payments = [unit.loop for unit in units if unit.kind == "payment"]
            paid = [Decimal(one.get("CLP").get(4)) for one in payments]  # type: ignore[union-attr]
            rows = [row for one in told["payments"] for row in one.get("claims", [])]
            assert not rows or [Decimal(row["paid"]) for row in rows] == paid
