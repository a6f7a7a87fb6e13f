"""NCCI pairs as published: every quirk of the files, and answers equal to those of a plain list of rows."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from farr.errors import UnreadableInput
from farr.pipeline import tables as pipeline
from farr.tables import installed
from farr.tables.as_of import Tables
from farr.tables.diff import diff
from farr.tables.pairs import Pairs

DAY = dt.date.fromisoformat
HEAD = (
    "Codes of this test are invented.\t\t\t\t\t\t\r\nColumn1/Column2 Edits\t\t\t\t\t\t\r\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n\t\t\t\t*=no data\t1=allowed\t\r\n\t\t\t\t\t9=not applicable\t\r\n"
)
ROWS = (
    "00A11\t00B22\t\t20200101\t*\t1\tMutually exclusive procedures",
    "00A11\t00C33\t*\t19960101\t20231231\t0\tMisuse of Column Two code with Column One code",
    "00A11\t00C33\t\t20250401\t*\t1\tMisuse of Column Two code with Column One code",
    "00A11\t00D44\t\t20220101\t20220101\t9\tMutually exclusive procedures",
    "00A11\t00E55\t\t20220101\t20220101\t0\tMutually exclusive procedures",
    "0B001\t00A11\t\t20260701\t*\t0\tMutually exclusive procedures",
)


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("farr.tables.bundled.bundled", lambda: ())
    return tmp_path


def part(path: Path, rows: tuple[str, ...] = ROWS, head: str = HEAD) -> Path:
    path.write_bytes((head + "".join(row + "\r\n" for row in rows)).encode("latin-1"))
    return path


def table(date: str = "2026-08-01", name: str = "ncci-ptp-practitioner") -> Pairs:
    found = Tables(DAY(date)).get(name)
    assert isinstance(found, Pairs)
    return found


@pytest.mark.parametrize(
    ("one", "two", "date", "indicator"),
    [
        ("00A11", "00B22", "2019-12-31", None), ("00A11", "00B22", "2020-01-01", "1"), ("00B22", "00A11", "2026-08-01", None),
        ("00A11", "00C33", "2023-12-31", "0"), ("00A11", "00C33", "2024-01-01", None), ("00A11", "00C33", "2026-08-01", "1"),
        ("00A11", "00D44", "2022-01-01", None), ("00A11", "00E55", "2022-01-01", None), ("0B001", "00A11", "2026-07-01", "0"),
        ("00A11", "x", "2026-07-01", None), ("99Z99", "00A11", "2026-07-01", None), ("00A11", "00B2", "2026-07-01", None),
    ],
)  # fmt: skip
def test_a_pair_is_answered_by_the_row_in_force_on_the_date(store, one, two, date, indicator):
    pipeline.add([part(store / "ccipra-v322r0-f1.TXT")])
    found = table().get(one, two, DAY(date))
    assert (found.modifier_indicator if found else None) == indicator


def test_both_directions_history_partners_and_what_was_left_out(store):
    added = pipeline.add([part(store / "ccipra-v322r0-f1.TXT")])
    assert [m.release for m in added.manifests] == ["2026-07"] and added.manifests[0].rows == 4
    assert "1 rows were never in force" in added.remarks[0] and "1 have indicator 9" in added.remarks[0]
    pairs = table()
    edit = pairs.both("00A11", "0B001", DAY("2026-07-01"))
    assert edit is not None and (edit.column1, edit.rationale) == ("0B001", "Mutually exclusive procedures")
    assert [(e.effective, e.deletion) for e in pairs.history("00A11", "00C33")] == [
        (DAY("1996-01-01"), DAY("2023-12-31")), (DAY("2025-04-01"), None),
    ]  # fmt: skip
    assert pairs.partners("00A11") == ("00B22", "00C33") and pairs.partners("x") == ()


@pytest.mark.parametrize(
    ("name", "set_", "release"),
    [("ccipra-v280r0-f1.txt", "ncci-ptp-practitioner", "2022-01"), ("ccioph-v323r0-f1.txt", "ncci-ptp-hospital", "2026-10")],
)
def test_the_version_in_the_name_is_a_quarter(store, name, set_, release):
    manifest = pipeline.add([part(store / name, ROWS[:2])]).manifests[0]
    assert (manifest.set, manifest.release) == (set_, release)


def test_parts_belong_together_zipped_as_text_and_as_spreadsheet(store):
    with zipfile.ZipFile(store / "medicare-ncci-2026q3-practitioner-ptp-edits-ccipra-v322r0-f1.zip", "w") as archive:
        archive.write(part(store / "a", ROWS[:3]), "ccipra-v322r0-f1.TXT")
        archive.write(workbook(store / "a.xlsx", ROWS[:3]), "ccipra-v322r0-f1.xlsx")
    second = workbook(store / "ccipra-v322r0-f2.xlsx", ROWS[3:])
    third = part(store / "ccipra-v322r0-f3.txt", ("00C33\t00A11\t\t20200101\t*\t1\tx",))
    with pytest.raises(UnreadableInput, match="part f2 of this release is missing"):
        pipeline.add([store / "medicare-ncci-2026q3-practitioner-ptp-edits-ccipra-v322r0-f1.zip", third])
    assert installed() == []
    added = pipeline.add([store / "medicare-ncci-2026q3-practitioner-ptp-edits-ccipra-v322r0-f1.zip", second, third])
    assert added.manifests[0].rows == 5
    assert table().get("0B001", "00A11", DAY("2026-08-01")) is not None


def workbook(path: Path, rows: tuple[str, ...]) -> Path:
    with Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(HEAD.split("\r\n")[:-1] + list(rows)):
            for place, cell in enumerate(line.split("\t")):
                sheet.write(number, place, int(cell) if place in (3, 4) and cell.isdigit() else cell)
    return path


@pytest.mark.parametrize(
    ("row", "where"),
    [
        ("00A1\t00B22\t\t20200101\t*\t1\tx", "column 1: expected a code"),
        ("00A11\t00B2!\t\t20200101\t*\t1\tx", "column 2: expected a code"),
        ("00A11\t00B23\t\t20201301\t*\t1\tx", "column 4: expected a date"),
        ("00A11\t00B23\t\t\t*\t1\tx", "column 4: the effective date is blank"),
        ("00A11\t00B23\t\t20200101\t2020\t1\tx", "column 5: expected a date"),
        ("00A11\t00B23\t\t20200101\t*\t2\tx", "column 6: expected a modifier indicator"),
        ("00A11\t00B23\t\t20200101\t*", "column 6: expected 7 cells"),
        ("00A11\t00B22\t\t20200101\t*\t0\tx", "contradicts itself"),
        ("00A11\t00B23\t\t20261001\t*\t0\tx", "column 4: this row takes effect on 2026-10-01, after the release"),
    ],
)
def test_a_row_that_is_not_as_published_is_refused_with_its_place(store, row, where):
    with pytest.raises(UnreadableInput, match=rf"ccipra-v322r0-f1\.TXT:(7: the pair|13).*{where}"):
        pipeline.add([part(store / "ccipra-v322r0-f1.TXT", (*ROWS, row))])
    assert installed() == []


def test_a_date_as_year_and_day_of_the_year_and_latin_1_bytes_are_read(store):
    pipeline.add([part(store / "ccipra-v322r0-f1.TXT", ("00A11\t00B22\t\t2020032\t*\t1\tM\xfcller",))])
    edit = table().get("00A11", "00B22", DAY("2020-02-01"))
    assert edit is not None and edit.effective == DAY("2020-02-01")


def test_another_order_of_columns_is_followed_and_a_missing_column_refused(store):
    head = HEAD.replace("Column 1\tColumn 2", "Column 2\tColumn 1")
    pipeline.add([part(store / "ccipra-v322r0-f1.TXT", ROWS[:1], head)])
    assert table().get("00B22", "00A11", DAY("2026-08-01")) is not None
    with pytest.raises(UnreadableInput, match=r"f1\.TXT:3: no header row with the columns deletion"):
        pipeline.add([part(store / "ccioph-v322r0-f1.TXT", ROWS, HEAD.replace("Deletion", "Removal"))])


def test_names_that_differ_are_refused(store):
    with zipfile.ZipFile(store / "medicare-ncci-2026q2-practitioner-ptp-edits.zip", "w") as archive:
        archive.write(part(store / "a"), "ccipra-v322r0-f1.TXT")
    with pytest.raises(UnreadableInput, match="in force from 2026-07-01, the archive's from 2026-04-01"):
        pipeline.add([store / "medicare-ncci-2026q2-practitioner-ptp-edits.zip"])


def test_overlapping_spans_the_live_row_counts(store):
    rows = (
        "00A11\t00B22\t\t20200101\t20251231\t0\tx",
        "00A11\t00B22\t\t20230101\t*\t1\tx",
        "00A11\t00B22\t\t20240101\t20241231\t0\tx",
    )
    added = pipeline.add([part(store / "ccipra-v322r0-f1.TXT", rows)])
    assert "TXT:8: spans of a pair overlap" in added.remarks[0]
    assert [(e.effective.year, e.deletion) for e in table().history("00A11", "00B22")] == [
        (2020, DAY("2022-12-31")),
        (2023, None),
    ]


def test_a_release_that_lost_a_fifth_of_its_rows_is_refused_unless_told(store):
    many = tuple(f"00A11\t{n:05}\t\t20200101\t*\t1\tx" for n in range(10))
    pipeline.add([part(store / "ccipra-v321r0-f1.TXT", many)])
    fewer = part(store / "ccipra-v322r0-f1.TXT", many[:7])
    with pytest.raises(UnreadableInput, match=r"would have 7 rows, .* the 10 of 2026-04; .*--accept-fewer-rows"):
        pipeline.add([fewer])
    assert [m.release for m in installed()] == ["2026-04"]
    pipeline.add([fewer], accept_fewer_rows=True)
    assert [m.release for m in installed()] == ["2026-04", "2026-07"]
    changes = diff(*installed()).changes
    assert [(c.kind, c.key) for c in changes] == [("deleted", f"00A11 {n:05}") for n in (7, 8, 9)]
    pipeline.add([part(store / "ccipra-v323r0-f1.TXT", many[:6])])


def test_the_excerpt_of_the_kit_is_read(store, kit):
    manifest = pipeline.add([kit / "official" / "excerpts" / "ccipra-v322r0-f1.excerpt.txt"]).manifests[0]
    assert (manifest.release, manifest.rows) == ("2026-07", 43)
    pairs = table()
    assert pairs.get("0001U", "0029U", DAY("2026-06-30")) and not pairs.get("0001U", "0029U", DAY("2026-07-01"))
    assert pairs.get("0001A", "90473", DAY("2022-01-01")) is None


@contextlib.contextmanager
def home() -> Iterator[Path]:
    """A store for one example of a property test, where fixtures would be shared by all examples."""
    with (
        tempfile.TemporaryDirectory() as folder,
        mock.patch.dict("os.environ", FARR_HOME=folder),
        mock.patch("farr.tables.bundled.bundled", lambda: ()),
    ):
        yield Path(folder)


codes = st.sampled_from(["00001", "00002", "0A001", "A0001", "Z9999"])
span = st.tuples(st.integers(2000, 2025), st.integers(0, 3)).map(lambda s: (f"{s[0]}0101", f"{s[0] + s[1]}1231" if s[1] else "*"))


@settings(max_examples=40, deadline=None)
@given(
    rows=st.dictionaries(st.tuples(codes, codes), st.tuples(span, st.sampled_from("019")), min_size=1),
    year=st.integers(1999, 2027),
)
def test_compiled_answers_equal_those_of_the_rows(rows, year):
    lines = tuple(f"{a}\t{b}\t\t{start}\t{end}\t{i}\tx" for (a, b), ((start, end), i) in rows.items())
    date = dt.date(year, 6, 1)
    with home() as folder:
        path = part(folder / "ccipra-v322r0-f1.TXT", ("99999\t99998\t\t20000101\t*\t0\tx", *lines))
        pipeline.add([path])
        pairs = table()
        for pair, ((start, end), indicator) in rows.items():
            expected = indicator != "9" and start <= f"{date:%Y%m%d}" and (end == "*" or f"{date:%Y%m%d}" <= end)
            assert (pairs.get(*pair, date) is not None) is expected
        assert all(pairs.get(a, "99997", date) is None for a, _ in rows)
