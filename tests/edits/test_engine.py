"""The engine: which edits run and how bad they are, suppressions, tables that are missing, edits that fail, safe fixes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import msgspec
import pytest

from farr.edits import check, edits, find
from farr.edits.context import Fault
from farr.edits.engine import Edit
from farr.edits.patch import patched
from farr.edits.policy import acknowledged, chosen
from farr.edits.site import site_edits
from farr.errors import UnreadableInput, UsageError
from farr.pipeline.check import mend
from farr.pipeline.policy import read_policy
from farr.records import CheckPolicy, Encounter, PayerPolicy, Suppression

PAIR = {"id": "c1", "from": "2026-05-04", "diagnoses": [{"code": "E10.9"}, {"code": "E11.9"}]}


def encounter(raw: dict[str, Any]) -> Encounter:
    return msgspec.convert(raw, Encounter, strict=False)


def made(**changes: Any) -> Edit:
    first = edits()[0]
    always = lambda context: iter([Fault("/diagnoses/0", (), "always", "")])  # noqa: E731
    return first._replace(id="SITE-001", name="always", check=always, triggers=(), **changes)


def test_edits_are_chosen_by_the_start_of_their_id_and_by_name() -> None:
    policy = CheckPolicy(select=("icd",), ignore=("excludes1-conflict",))
    names = {edit.name for edit in chosen(policy, edits())}
    assert "invalid-code" in names and "excludes1-conflict" not in names
    assert {edit.id[:3] for edit in chosen(policy, edits())} == {"ICD"}


def test_a_payer_changes_what_holds_for_all() -> None:
    policy = CheckPolicy(severity={"ICD": "info"}, payers={"medicare": PayerPolicy(severity={"ICD-014": "error"})})
    assert {f.severity for f in check(encounter(PAIR), only=chosen(policy, edits())).findings if f.edit == "ICD-014"} == {"info"}
    found = check(encounter(PAIR), only=chosen(policy, edits(), "medicare")).findings
    assert {finding.severity for finding in found if finding.edit == "ICD-014"} == {"error"}


def test_a_rule_has_a_first_and_a_last_day() -> None:
    edit = made(effective_from=dt.date(2026, 5, 4), effective_to=dt.date(2026, 5, 4))
    days = ["2026-05-03", "2026-05-04", "2026-05-05"]
    assert [len(check(encounter({**PAIR, "from": day}), only=[edit]).findings) for day in days] == [0, 1, 0]


def test_an_edit_without_its_trigger_is_passed_over() -> None:
    edit = made()
    assert check(encounter(PAIR), only=[edit._replace(triggers=("E11", "I10"))]).findings
    assert not check(encounter(PAIR), only=[edit._replace(triggers=("I10",))]).findings


def test_a_missing_table_is_named_and_the_edit_does_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = check(encounter(PAIR), only=[made(needs=("lcd-articles",))])
    assert (checked.findings, checked.not_checked) == ((), ("lcd-articles",))


def test_an_edit_that_fails_is_reported_and_the_rest_goes_on() -> None:
    def fails(context: Any) -> Any:
        raise KeyError("E10.9 of a patient")

    checked = check(encounter(PAIR), only=[made()._replace(check=fails), made()])
    assert sorted(finding.name for finding in checked.findings) == ["always", "edit-failed"]
    assert "patient" not in checked.findings[0].message + checked.findings[1].message


def test_a_suppression_lowers_a_warning_and_is_stale_without_one() -> None:
    said = Suppression(
        encounter="c1", edit="ICD-014", codes=("E11.9", "E10.9"), reason="two donors", actor="kim", date=dt.date(2026, 5, 5)
    )
    (finding,) = acknowledged(check(encounter(PAIR), only=[_edit("ICD-014")]), [said]).findings
    assert (finding.severity, finding.fix) == ("info", None) and "kim: two donors" in finding.message
    alone = {**PAIR, "diagnoses": [{"code": "E10.9"}]}
    (stale,) = acknowledged(check(encounter(alone), only=[_edit("ICD-014")]), [said]).findings
    assert stale.name == "stale-acknowledgement"


def test_an_error_cannot_be_acknowledged() -> None:
    said = Suppression(encounter="c1", edit="invalid-code", reason="we like it", actor="kim", date=dt.date(2026, 5, 5))
    found = acknowledged(check(encounter({**PAIR, "diagnoses": [{"code": "E11.99"}]}), only=[_edit("ICD-001")]), [said]).findings
    assert [(finding.name, finding.severity) for finding in found] == [
        ("invalid-code", "error"),
        ("stale-acknowledgement", "info"),
    ]


def _edit(identity: str) -> Edit:
    found = find(identity)
    assert found is not None
    return found


def test_the_settings_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "said.jsonl").write_text(
        '{"encounter": "c1", "edit": "ICD-014", "reason": "r", "actor": "a", "date": "2026-05-05"}\n'
    )
    (tmp_path / "site.toml").write_text(
        'acknowledgements = "said.jsonl"\nselect = ["ICD-014"]\n[payers.medicare]\nignore = ["ICD"]\n'
    )
    policy = read_policy(tmp_path / "site.toml")
    assert [finding.severity for finding in policy.check(encounter(PAIR), "pre-bill").findings] == ["info"]
    medicare = encounter({**PAIR, "payer": {"id": "1", "name": "n", "kind": "medicare"}})
    assert [finding.name for finding in policy.check(medicare, "pre-bill").findings] == ["stale-acknowledgement"]


@pytest.mark.parametrize("text", ["selct = []", "select = 3", "select = [", '[severity]\nICD = "bad"'])
def test_settings_that_cannot_be_read_name_their_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "site.toml").write_text(text)
    with pytest.raises(UnreadableInput) as caught:
        read_policy(tmp_path / "site.toml")
    assert "site.toml" in str(caught.value.where)


SITE = """from farr.edits.context import Fault

ID = "OWN-001"
SEVERITY = "{severity}"
STAGE = "coding"
SOURCE = "our manual"


def check(context):
    if context.diagnoses:
        yield Fault("/diagnoses/0", (), "ours", "")
"""


def test_a_site_edit_is_read_anew_when_it_changes(tmp_path: Path) -> None:
    (tmp_path / "ours.md").write_text("# Ours\n")
    for severity in ("warning", "info"):
        (tmp_path / "ours.py").write_text(SITE.format(severity=severity))
        assert [finding.severity for finding in check(encounter(PAIR), only=site_edits(tmp_path)).findings] == [severity]


@pytest.mark.parametrize("text", ["ID = ", "ID = 'OWN-001'", SITE.replace("OWN-001", "ICD-014").format(severity="info")])
def test_a_site_edit_that_is_no_edit_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ours.md").write_text("# Ours\n")
    (tmp_path / "ours.py").write_text(text)
    with pytest.raises(UsageError):
        site_edits(tmp_path)


def test_pointers_and_evidence_follow_a_moved_diagnosis() -> None:
    link = {"document": "n", "start": 0, "end": 3}
    raw = {**PAIR, "lines": [{"code": "99213", "diagnosis_pointers": [2]}], "evidence": {"/diagnoses/1": [link]}}
    moved = patched(encounter(raw), ({"op": "move", "from": "/diagnoses/1", "path": "/diagnoses/0"},))
    assert [diagnosis.code for diagnosis in moved.diagnoses] == ["E11.9", "E10.9"]
    assert (moved.lines[0].diagnosis_pointers, list(moved.evidence)) == ((1,), ["/diagnoses/0"])


def test_only_safe_fixes_are_applied() -> None:
    raw = {**PAIR, "diagnoses": [{"code": "E10.9"}, {"code": "E11.9"}, {"code": "E10.9"}]}
    mended = mend(encounter(raw))
    assert [diagnosis.code for diagnosis in mended.encounter.diagnoses] == ["E10.9", "E11.9"]
    assert [finding.name for finding in mended.applied] == ["duplicate-diagnosis"]


@pytest.mark.parametrize(
    ("operation", "value"),
    [
        ({"op": "add", "path": "/diagnoses/-", "value": {"code": "I10"}}, ["E10.9", "E11.9", "I10"]),
        ({"op": "replace", "path": "/diagnoses/0/code", "value": "I10"}, ["I10", "E11.9"]),
        ({"op": "copy", "from": "/diagnoses/0", "path": "/diagnoses/2"}, ["E10.9", "E11.9", "E10.9"]),
        ({"op": "test", "path": "/diagnoses/0/code", "value": "E10.9"}, ["E10.9", "E11.9"]),
    ],
)
def test_operations_of_a_patch(operation: dict[str, Any], value: list[str]) -> None:
    assert [diagnosis.code for diagnosis in patched(encounter(PAIR), (operation,)).diagnoses] == value


@pytest.mark.parametrize("path", ["/diagnoses/9", "/nothing/0", "/diagnoses/x"])
def test_a_patch_on_nothing_is_refused(path: str) -> None:
    with pytest.raises(UsageError):
        patched(encounter(PAIR), ({"op": "remove", "path": path},))
