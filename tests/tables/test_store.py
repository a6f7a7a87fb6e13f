"""Releases stand side by side, come whole or not at all, and go only when told."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from farr.errors import TableMissing, UnreadableInput, UsageError
from farr.pipeline import tables as pipeline
from farr.tables import as_of, installed, is_valid, release_of
from farr.tables.as_of import Tables

CODES = {"A00": "Cholera", "A000": "Cholera due to Vibrio cholerae 01, biovar cholerae", "A009": "Cholera, unspecified"}


def order_file(path: Path, codes: dict[str, str] = CODES) -> Path:
    lines = [
        f"{place:05} {code:7} {int(len(code) > 3)} {title[:60]:60} {title}"
        for place, (code, title) in enumerate(codes.items(), 1)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty store in which no bundled release comes up by itself."""
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("farr.tables.bundled.bundled", lambda: ())
    return tmp_path


def test_years_and_mid_year_updates_stand_side_by_side(store: Path) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    later = {**CODES, "A001": "Cholera due to Vibrio cholerae 01, biovar eltor"}
    pipeline.add([order_file(store / "icd10cm-order-April-1-2026.txt", later)])
    fewer = order_file(store / "icd10cm_order_2027.txt", {"A00": "Cholera", "A001": "Cholera, biovar eltor"})
    pipeline.add([fewer], accept_fewer_rows=True)
    assert [m.release for m in installed("icd-10-cm")] == ["FY2026", "FY2026-04", "FY2027"]
    assert [is_valid("A00.1", dt.date.fromisoformat(day)) for day in ("2026-03-31", "2026-04-01", "2026-10-01")] == [
        False, True, True,
    ]  # fmt: skip
    assert [as_of(dt.date(2025 + n, 12, 1)).icd10cm.title("A00.0") != "" for n in (0, 1)] == [True, False]
    assert release_of("FY2027").title("A00.1") == "Cholera, biovar eltor"
    assert as_of(dt.date(2026, 11, 28)).warnings == ()


def test_a_set_of_its_own_cadence_leaves_the_others_alone(store: Path) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    tables = as_of(dt.date(2026, 12, 1))
    assert "FY2027 release of icd-10-cm" in tables.warnings[0]
    with pytest.raises(TableMissing, match="farr tables fetch hcpcs"):
        tables.get("hcpcs")
    assert tables.find("hcpcs") is None
    assert tables.releases == {"icd-10-cm": "FY2026"}


def test_the_same_release_is_not_overwritten(store: Path) -> None:
    file = order_file(store / "icd10cm_order_2026.txt")
    pipeline.add([file])
    with pytest.raises(UsageError, match="installed already"):
        pipeline.add([file])
    pipeline.add([file], release="FY2026-corrected")
    assert pipeline.remove("icd-10-cm", "FY2026").release == "FY2026"
    assert [m.release for m in installed("icd-10-cm")] == ["FY2026-corrected"]
    with pytest.raises(UsageError, match="installed: FY2026-corrected"):
        pipeline.remove("icd-10-cm", "FY2026")


@pytest.mark.parametrize("name", ["../FY2026", "", "a/b", "x" * 40])
def test_a_release_is_no_path(store: Path, name: str) -> None:
    with pytest.raises(UsageError, match="--release"):
        pipeline.add([order_file(store / "icd10cm_order_2026.txt")], release=name)


def test_a_bundled_release_that_was_removed_stays_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from farr.tables import bundled

    monkeypatch.setenv("FARR_HOME", str(tmp_path))
    file = order_file(tmp_path / "codes.txt")
    release = bundled.Bundled("icd-10-cm", "FY2026", dt.date(2025, 10, 1), None, "icd10cm", "farr", (file.name,))
    monkeypatch.setattr(bundled, "bundled", lambda: (release,))
    monkeypatch.setattr(bundled, "_package", lambda _: tmp_path)
    assert as_of(dt.date(2026, 1, 1)).icd10cm.is_valid("A00.9")
    pipeline.remove("icd-10-cm", "FY2026")
    with pytest.raises(TableMissing):
        as_of(dt.date(2026, 1, 1))


def test_lines_of_a_claim_get_their_own_release(store: Path) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    pipeline.add([order_file(store / "icd10cm_order_2027.txt")])
    days = [dt.date(2026, 9, 30), dt.date(2026, 10, 1)]
    assert [Tables(day).choice("icd-10-cm").manifest.release for day in days] == ["FY2026", "FY2027"]


KILLED = """
    import os, signal, sys
    from pathlib import Path
    from farr.tables import bundled
    from farr.pipeline import tables
    bundled.bundled = lambda: ()
    moment, file = sys.argv[1], Path(sys.argv[2])
    count = 0
    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)
    if moment == "building":
        from farr.tables.loaders import icd10cm
        icd10cm.write = die
    elif moment == "written":
        from farr.tables import store
        store.msgspec.json.format = die
    elif moment == "before":
        Path.rename = die
    elif moment == "after":
        rename = Path.rename
        def renamed(self, target):
            rename(self, target)
            die()
        Path.rename = renamed
    if moment == "removing":
        from farr.tables import store
        store.shutil.rmtree = die
        tables.remove("icd-10-cm", "FY2026")
    else:
        tables.add([file])
"""


@pytest.mark.parametrize(
    ("moment", "after"),
    [
        ("building", ["FY2026"]),
        ("written", ["FY2026"]),
        ("before", ["FY2026"]),
        ("after", ["FY2026", "FY2027"]),
        ("removing", []),
    ],
)
def test_a_killed_process_leaves_the_old_state_or_the_new_one(store: Path, moment: str, after: list[str]) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    file = order_file(store / "icd10cm_order_2027.txt", {**CODES, "A001": "Cholera due to Vibrio cholerae 01, biovar eltor"})
    run = subprocess.run([sys.executable, "-c", textwrap.dedent(KILLED), moment, str(file)], env=os.environ.copy(), check=False)
    assert run.returncode == -signal.SIGKILL
    assert [m.release for m in installed("icd-10-cm")] == after
    for release in after:
        assert release_of(release).is_valid("A00.9")
    if "FY2027" not in after:
        pipeline.add([file])
        assert release_of("FY2027").is_valid("A00.1")


def test_left_behind_scratch_folders_are_swept(store: Path) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    old = store / "home" / "tables" / "v3" / "icd-10-cm" / ".FY2027-abc"
    old.mkdir()
    os.utime(old, (0, 0))
    pipeline.add([order_file(store / "icd10cm_order_2027.txt")])
    assert not old.exists()


def test_every_error_says_what_to_do_when_nothing_covers_a_date(store: Path) -> None:
    pipeline.add([order_file(store / "icd10cm_order_2026.txt")])
    with pytest.raises(TableMissing, match="FY2020 release"):
        as_of(dt.date(2020, 1, 1))
    with pytest.raises(UnreadableInput, match="no such file"):
        pipeline.add([store / "nowhere.txt"])
