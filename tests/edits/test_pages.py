"""The pages of the edits are their tests: every example must give exactly its findings."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import made_up
import msgspec
import pytest

from farr.edits import Edit, billing, check, edits, find
from farr.edits.page import Example, read_page
from farr.records import Encounter, Manifest
from farr.tables import as_of, store
from farr.tables.loaders import icd10cm
from farr.tables.loaders._tabular import NodeRow, Tabular

CASES = [(edit, example) for edit in edits() for example in read_page(edit.page).examples]


def _install(release: dict, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[type-arg]
    """A small made-up release beside the installed ones, in a view of the store that ends with the test."""
    manifest = Manifest(
        set="icd-10-cm", release=release["release"], publisher="made up", title="made up", licence="none", source_file="page",
        source_sha256="0", effective_from=dt.date.fromisoformat(release["effective_from"]),
        effective_to=dt.date.fromisoformat(release["effective_to"]), rows=len(release["codes"]), loader="page",
        loaded=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    nodes = [NodeRow(code, "code", title, True, "1", "1", place) for place, (code, title) in enumerate(release["codes"].items())]

    def build(folder: Path) -> int:
        with store.writing(folder / icd10cm.FILE) as connection:
            icd10cm.write(connection, Tabular(nodes, [], []))
        return len(nodes)

    store.install(manifest, build)


@pytest.fixture
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]
    """A store of its own that shares the compiled base release."""
    real = store.tables_home() / "icd-10-cm" / "FY2026-04"
    monkeypatch.setenv("FARR_HOME", str(tmp_path))
    place = store.tables_home() / "icd-10-cm"
    place.mkdir(parents=True)
    (place / "FY2026-04").symlink_to(real)
    yield
    monkeypatch.undo()


@pytest.mark.parametrize(("edit", "example"), CASES, ids=[f"{e.name}-{n}" for n, (e, _) in enumerate(CASES)])
def test_example(edit: Edit, example: Example, own_store: None, monkeypatch: pytest.MonkeyPatch) -> None:
    if example.release:
        _install(example.release, monkeypatch)
    for name, rows in example.tables:
        made_up.install(name, rows)
    if example.today:
        monkeypatch.setattr(billing, "today", lambda: example.today)
    found = check(msgspec.convert(example.encounter, Encounter), stage="claim", only=[edit]).findings
    assert [(finding.severity, finding.where) for finding in found] == list(example.findings)
    assert all(finding.source and finding.message for finding in found)


@pytest.mark.parametrize("edit", edits(), ids=[edit.name for edit in edits()])
def test_every_page_fires_twice_and_stays_silent_twice(edit: Edit) -> None:
    examples = read_page(edit.page).examples
    assert sum(bool(example.findings) for example in examples) >= 2
    assert sum(not example.findings for example in examples) >= 2


def test_edits_are_found_by_id_and_name() -> None:
    assert find("icd-014") is find("excludes1-conflict") is not None
    assert find("nothing") is None


def test_no_release_in_force_is_not_checked_and_never_a_pass() -> None:
    checked = check(msgspec.convert({"id": "e", "from": "2020-01-01", "diagnoses": [{"code": "E11"}]}, Encounter))
    assert (checked.findings, checked.not_checked) == ((), ("icd-10-cm",))


def test_inpatient_stays_are_checked_on_the_day_of_discharge() -> None:
    stay = {"id": "e", "claim_type": "institutional", "setting": "inpatient", "from": "2020-09-29", "through": "2026-05-02"}
    assert check(msgspec.convert({**stay, "diagnoses": [{"code": "I10"}]}, Encounter)).not_checked == ()


def test_patches_mend_what_they_say() -> None:
    encounter = {"id": "e", "diagnoses": [{"code": "D63.0"}, {"code": "C18.9"}]}
    finding = next(f for f in check(msgspec.convert(encounter, Encounter)).findings if f.name == "code-first-missing")
    assert finding.fix is not None
    (operation,) = finding.fix.patch
    assert (operation["op"], operation["from"], operation["path"]) == ("move", "/diagnoses/1", "/diagnoses/0")


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("diabetes (E08-E13 with .42)", "E11.42", "E11.43"),
        ("pneumonia (J12-J18)", "J15.9", "J20.9"),
        ("type 1 (E10.-)", "E10.9", "E11.9"),
        ("dysarthria (I69. with final characters -22)", "I69.322", "I69.321"),
        ("cardiogenic shock (R57.0)", "R57.0", "R57.1"),
    ],
)
def test_targets_of_notes(text: str, inside: str, outside: str) -> None:
    from farr.edits.targets import targets

    assert any(target.holds(inside) for target in targets(text))
    assert not any(target.holds(outside) for target in targets(text))


def test_as_of_is_untouched_by_these_tests() -> None:
    assert as_of(dt.date(2026, 5, 4)).icd10cm.release == "FY2026-04"
