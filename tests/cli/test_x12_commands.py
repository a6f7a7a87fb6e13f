"""``farr x12`` as a user runs it: exit codes, formats, acknowledgements, the same bytes back, nothing of the patient told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.x12_samples import changed, file


def farr(*words: str, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "farr", "x12", *words],
        input=given,
        capture_output=True,
        check=False,
        env=dict(os.environ),
        timeout=120,
    )


def test_a_valid_file_gives_no_finding_and_exit_0() -> None:
    run = farr("check", "-", given=file("professional").encode())
    assert run.returncode == 0, run.stdout
    row = json.loads(run.stdout)
    assert row["findings"] == [] and row["units"] == 1 and "cpt" in row["not_checked"]
    assert b"cpt" in run.stderr


def test_a_finding_says_type_loop_segment_element_and_never_a_name() -> None:
    text = changed("professional", "NM1*85*2*CLINIC*****XX*1234567893", "NM1*85*2*CLINIC*****XX*1234567890")
    run = farr("check", "-", "--format", "json", given=text.encode())
    assert run.returncode == 1
    (one,) = json.loads(run.stdout)["findings"]
    assert (one["snip"], one["loop"], one["segment"], one["segment_number"], one["element"]) == (5, "2010AA", "NM1", 10, "NM109")
    assert one["set_position"] == 8 and one["byte"] == text.index("NM1*85")
    assert b"CLINIC" not in run.stdout and b"1234567890" not in run.stdout + run.stderr


def test_diagnosis_codes_are_looked_up_on_the_date() -> None:
    run = farr("check", "-", given=changed("professional", "ABF:E119", "ABF:E11").encode())
    assert run.returncode == 1
    assert json.loads(run.stdout)["findings"][0]["name"] == "diagnosis-code"


@pytest.mark.parametrize(("data", "told"), [(b"hello", b"not an X12 file"), (b"", b"empty")])
def test_other_bytes_are_exit_2(data: bytes, told: bytes) -> None:
    run = farr("check", "-", given=data)
    assert run.returncode == 2 and told in run.stderr
    assert "error" in json.loads(run.stdout)


def test_a_cut_file_is_said_to_be_cut() -> None:
    whole = file("professional")
    run = farr("check", "-", given=whole[: whole.index("LX*2") + 2].encode())
    assert run.returncode == 1
    assert "file-cut" in {one["name"] for one in json.loads(run.stdout)["findings"]}


def test_read_and_write_give_the_same_bytes(tmp_path: Path) -> None:
    data = (file("professional") + file("remittance")).replace("\n", "\r\n").encode()
    read = farr("read", "-", given=data)
    assert [json.loads(line)["kind"] for line in read.stdout.splitlines()] == ["claim", "payment"]
    written = farr("write", "-", given=read.stdout)
    assert written.stdout == data


def test_a_line_that_read_did_not_write_is_exit_2() -> None:
    run = farr("write", "-", given=b'{"kind": "claim"}\n')
    assert run.returncode == 2 and b"line 1" in run.stderr


def test_acknowledgements() -> None:
    wrong = changed("professional", "DTP*472*D8*20260504", "DTP*472*D8*20260230").encode()
    run = farr("check", "--to", "999", "-", given=wrong)
    assert run.returncode == 1 and b"IK4*3*1251*8*20260230~" in run.stdout and b"AK9*R*1*1*0~" in run.stdout
    run = farr("check", "--to", "277CA", "-", given=wrong)
    assert run.returncode == 1 and b"STC*A7:187:PR*" in run.stdout and b"TRN*2*ACCT1~" in run.stdout
    run = farr("check", "--to", "277CA", "-", given=file("professional").encode())
    assert run.returncode == 0 and b"STC*A2:20:PR*" in run.stdout
    assert farr("check", "--to", "277CA", "-", given=file("remittance").encode()).returncode == 2


def test_companion_rules(tmp_path: Path) -> None:
    rules = tmp_path / "rules.tsv"
    rules.write_text("AC-1\t15202\t2010AA/N403\tpattern\t[0-9]{5}\tthis payer wants five digits\n")
    run = farr("check", "--companion", str(rules), "-", given=file("professional").encode())
    (one,) = json.loads(run.stdout)["findings"]
    assert (one["snip"], one["element"], run.returncode) == (7, "N403", 1)
    rules.write_text("AC-1\t15202\tnowhere\n")
    assert farr("check", "--companion", str(rules), "-", given=file("professional").encode()).returncode == 2
