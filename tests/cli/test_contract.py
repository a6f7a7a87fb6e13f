"""The command line to the contract: formats, order, exit codes, errors with place and next step."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def farr(*arguments: str, given: bytes = b"", timeout: int = 120) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "farr", *arguments]
    return subprocess.run(command, input=given, capture_output=True, check=False, cwd=REPOSITORY, timeout=timeout)


def lines(run: subprocess.CompletedProcess[bytes]) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in run.stdout.splitlines()]


def jsonl(*rows: object) -> bytes:
    return "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows).encode()


def test_code_gives_json_lines_in_order_and_goes_on_after_a_bad_line(tmp_path):
    rows = [{"id": f"n{number}", "text": "ASSESSMENT: Asthma."} for number in range(1, 11)]
    given = [json.dumps(row) for row in rows]
    given[6] = '{"id": "n7", "text": '
    file = tmp_path / "notes.jsonl"
    file.write_text("\n".join(given), encoding="utf-8")
    run = farr("code", str(file))
    answers = lines(run)
    assert run.returncode == 2
    assert len(answers) == 10
    assert answers[6]["error"]["where"].endswith("notes.jsonl:7")
    assert [answer["id"] for answer in answers if "codes" in answer] == [f"n{n}" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10)]
    assert b"notes.jsonl:7" in run.stderr and b"JSON" in run.stderr


def test_code_answers_in_the_shape_of_the_contract():
    note = {"id": "n1", "text": "ASSESSMENT: Right knee pain. Denies fever.", "date": "2026-05-04", "setting": "office",
            "claim_type": "professional", "patient": {"birth_date": "1968-02-11", "sex": "female"}}  # fmt: skip
    (answer,) = lines(farr("code", "-", given=jsonl(note)))
    first = answer["codes"][0]
    assert set(answer) == {"id", "codes", "findings", "tables", "engine"}
    assert {"system", "code", "title", "role", "reportable", "reason", "assertion", "score", "evidence", "rules"} == set(first)
    assert (first["code"], first["role"], first["reportable"]) == ("M25.561", "first-listed", True)
    for suggestion in answer["codes"]:
        for evidence in suggestion["evidence"]:
            assert note["text"][evidence["start"] : evidence["end"]] == evidence["text"]


def test_reportable_lists_only_the_claim():
    (answer,) = lines(farr("code", "-", "--reportable", given=b"ASSESSMENT: Asthma. No fever."))
    assert [suggestion["code"] for suggestion in answer["codes"]] == ["J45.909"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (b"", b"empty"),
        (b"   \n ", b"empty"),
        (bytes(range(256)) * 20, b"binary"),
        (jsonl({"id": "a", "text": ""}), b"$.text"),
        (jsonl({"id": "a", "text": "x", "setting": "moon"}), b"$.setting"),
        (jsonl({"id": "a", "text": "x", "date": "yesterday"}), b"$.date"),
        (jsonl({"id": "a"}), b"text"),
    ],
)
def test_unreadable_input_is_said_with_its_place(given, words):
    run = farr("code", "-", given=given)
    assert run.returncode == 2
    assert words in run.stderr


def test_errors_never_repeat_the_text():
    run = farr("code", "-", given=jsonl({"id": "a", "text": "x", "setting": "SECRET"}, '{"id": "SECRET", "text": "SECRET'))
    assert b"SECRET" not in run.stderr


def test_a_date_before_any_release_is_a_missing_table():
    run = farr("code", "-", given=jsonl({"id": "a", "text": "Asthma.", "date": "2015-01-01"}))
    assert run.returncode == 3
    assert lines(run)[0]["error"]["kind"] == "table-missing"


def test_unknown_fields_are_passed_over_and_said_once():
    run = farr("code", "-", given=jsonl({"id": "a", "text": "ASSESSMENT: Asthma.", "ward": "7"}))
    assert run.returncode == 0
    assert run.stderr.count(b"$.ward") == 1
    run = farr("check", "-", given=jsonl({"id": "a", "diagnoses": [{"code": "I10", "color": 1}]}))
    assert [finding["edit"] for finding in lines(run)[0]["findings"]] == ["INP-001"]


def test_a_note_of_ten_megabytes_is_coded(tmp_path):
    file = tmp_path / "long.txt"
    line = "The patient has asthma and denies chest pain, fever or cough. Continue albuterol as needed.\n"
    file.write_text("ASSESSMENT:\n1. Asthma.\n\nHPI:\n" + line * (10_000_000 // len(line)), encoding="utf-8")
    run = farr("code", str(file), "--reportable", timeout=600)
    assert run.returncode == 0
    assert [suggestion["code"] for suggestion in lines(run)[0]["codes"]] == ["J45.909", "99212"]


def test_line_ends_of_windows_and_a_byte_order_mark():
    (answer,) = lines(farr("code", "-", given="\ufeffASSESSMENT:\r\n1. Asthma.\r\n".encode()))
    evidence = answer["codes"][0]["evidence"][0]
    assert "ASSESSMENT:\r\n1. Asthma.\r\n"[evidence["start"] : evidence["end"]] == "Asthma"


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ([{"id": "a", "diagnoses": [{"code": "I10"}]}], 0),
        ([{"id": "a", "diagnoses": [{"code": "E11"}]}], 1),
        ([{"id": "a", "from": "2026-05-04", "diagnoses": [{"code": "E10.9"}, {"code": "E11.9"}]}], 0),
        ([{"id": "a", "diagnoses": [{"code": "E11"}]}, "{"], 2),
        ([{"id": "a", "from": "2019-05-04", "diagnoses": [{"code": "I10"}]}], 3),
    ],
)
def test_check_exit_codes(rows, status):
    assert farr("check", "-", given=jsonl(*rows)).returncode == status


def test_check_takes_null_for_absent_and_numbers_for_money():
    row = {
        "id": "a",
        "payer": None,
        "diagnoses": [{"code": "I10", "poa": None}],
        "lines": [{"code": "99213", "units": 1, "charge": "75.00"}],
    }
    run = farr("check", "-", given=jsonl(row))
    assert (run.returncode, lines(run)) == (0, [{"id": "a", "findings": [], "not_checked": []}])


def test_a_draft_goes_through_check():
    draft = farr("code", "-", "--as", "encounter", given=b"ASSESSMENT AND PLAN\n1. Asthma.\n2. Right knee pain.\n")
    run = farr("check", "-", given=draft.stdout)
    assert run.returncode == 0
    assert lines(run)[0]["findings"] == []


def test_claim_writes_all_or_nothing(tmp_path):
    good = json.loads((REPOSITORY / "docs" / "examples" / "encounter.json").read_text())
    run = farr("claim", "-", given=jsonl(good))
    assert run.returncode == 0 and run.stdout.startswith(b"ISA*") and run.stdout.rstrip().endswith(b"~")
    run = farr("claim", "-", given=jsonl(good, {"id": "b", "diagnoses": [{"code": "I10"}]}))
    assert run.returncode == 1
    assert run.stdout == b""
    assert b"/billing_provider/npi" in run.stderr


def test_lookup_of_a_typo_offers_codes():
    run = farr("lookup", "E11.99")
    assert run.returncode == 2
    assert b"E11.9 " in run.stderr


@pytest.mark.parametrize(
    "arguments", [("lookup", "E11.9", "--date", "soon"), ("code", "nowhere.txt"), ("explain", "NOPE-1"), ("nonsense",)]
)
def test_wrong_calls_exit_with_2(arguments):
    assert farr(*arguments).returncode == 2


def test_a_system_that_is_not_installed_is_a_missing_table():
    assert farr("search", "knee", "--system", "hcpcs").returncode == 3
    assert farr("search", "knee", "--system", "moon").returncode == 2


def test_later_dates_warn_of_the_missing_release():
    run = farr("lookup", "I10", "--date", "2026-11-23")
    assert run.returncode == 0 and b"FY2027" in run.stderr


def test_tables_list_names_the_release():
    rows = lines(farr("tables", "list"))
    assert [row["release"] for row in rows if row["set"] == "icd-10-cm"] == ["FY2026-04"]
    assert {"icd-10-pcs", "cms-hcc", "ms-drg-weights", "ms-drg-definitions", "place-of-service"} <= {row["set"] for row in rows}


def test_eval_counts(tmp_path):
    rows = [
        {"id": "a", "text": "ASSESSMENT: Asthma.", "codes": [{"code": "J45.909", "evidence": [{"start": 12, "end": 18}]}]},
        {"id": "b", "text": "ASSESSMENT: Gout.", "codes": [{"system": "icd-10-cm", "code": "I10"}]},
    ]  # fmt: skip
    (figures,) = lines(farr("eval", "-", "--format", "jsonl", given=jsonl(*rows)))
    assert figures["micro"]["precision"] == figures["micro"]["recall"] == figures["micro"]["f1"] == 0.5
    assert figures["evidence"]["overlap_hit_rate"] == 1.0


def test_new_edit_writes_both_files(tmp_path):
    (tmp_path / "icd10cm").mkdir()
    run = farr("new", "edit", "principal-missing", "--family", "icd10cm", "--root", str(tmp_path))
    assert run.returncode == 0
    assert {path.name for path in (tmp_path / "icd10cm").iterdir()} == {"principal_missing.py", "principal_missing.md"}
    assert farr("new", "edit", "principal-missing", "--family", "icd10cm", "--root", str(tmp_path)).returncode == 2
    assert farr("new", "edit", "Bad Name", "--family", "icd10cm", "--root", str(tmp_path)).returncode == 2
