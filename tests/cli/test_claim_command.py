"""``farr claim``: every form, the outbox, all or nothing, and the claims of files that are claims already."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def farr(*words: str, given: bytes = b"", **settings: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "farr", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False, timeout=120, env={**os.environ, **settings})


def test_each_form_and_an_outbox(tmp_path: Path) -> None:
    office, stay = str(EXAMPLES / "encounter.json"), str(EXAMPLES / "institutional.json")
    assert farr("claim", office, "--to", "cms1500").stdout.startswith(b"%PDF")
    form = tmp_path / "form.pdf"
    assert farr("claim", stay, "--to", "ub04", "--grid", "--output", str(form)).returncode == 0
    assert form.read_bytes().startswith(b"%PDF")
    assert json.loads(farr("claim", office, "--to", "fhir").stdout)["resourceType"] == "Claim"
    run = farr("claim", stay, "--outbox", str(tmp_path / "out"))
    (file,) = (tmp_path / "out").iterdir()
    assert run.stdout.decode().split() == [str(file)] and file.name.endswith("-15201-837I.x12")
    assert farr("check", str(file)).returncode == 0


def test_a_claim_comes_out_as_it_went_in() -> None:
    resource = farr("claim", str(EXAMPLES / "encounter.json"), "--to", "fhir").stdout
    direct, through = farr("claim", str(EXAMPLES / "encounter.json")).stdout, farr("claim", "-", given=resource).stdout
    again = farr("claim", "-", given=direct).stdout

    def body(data: bytes) -> list[str]:
        return [
            part for part in data.decode().split("~\n") if part.split("*")[0] not in ("ISA", "GS", "ST", "BHT", "SE", "GE", "IEA")
        ]

    def claim(data: bytes) -> list[str]:
        found = body(data)
        return found[next(at for at, part in enumerate(found) if part.startswith("CLM*")) + 1 :]

    assert claim(direct) == claim(through) == claim(again)


def test_wrong_calls_and_two_of_one_id(tmp_path: Path) -> None:
    office = EXAMPLES / "encounter.json"
    assert farr("claim", str(office), "--to", "ub04").returncode == 2
    assert farr("claim", str(office), "--to", "cms1500", "--shift", "far").returncode == 2
    assert farr("claim", str(office), "--to", "fhir", "--outbox", str(tmp_path)).returncode == 2
    line = json.dumps(json.loads(office.read_text())).encode() + b"\n"
    twice = farr("claim", "-", given=line * 2)
    assert twice.returncode == 2 and not twice.stdout and b"same id" in twice.stderr
