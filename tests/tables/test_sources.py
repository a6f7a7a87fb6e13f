"""Files as publishers put them out, and as they arrive broken: refused or repaired, with file, line and column."""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from farr.errors import UnreadableInput
from farr.pipeline import tables as pipeline
from farr.tables import installed
from farr.tables.listing import Dated, disjoint
from farr.tables.source import Row, Source, find_header, read_date, sources
from tests.tables.test_store import CODES, order_file

DAY = dt.date.fromisoformat


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("farr.tables.bundled.bundled", lambda: ())
    return tmp_path


def test_plain_gzipped_and_zipped_are_the_same(store: Path) -> None:
    plain = order_file(store / "icd10cm_order_2026.txt")
    (store / "icd10cm_order_2025.txt.gz").write_bytes(gzip.compress(plain.read_bytes()))
    with zipfile.ZipFile(store / "2024-code-descriptions.zip", "w") as archive:
        archive.write(plain, "Code Descriptions/icd10cm_order_2024.txt")
        archive.writestr("Code Descriptions/icd10OrderFiles.pdf", b"%PDF")
    added = [pipeline.add([path]) for path in (plain, store / "icd10cm_order_2025.txt.gz", store / "2024-code-descriptions.zip")]
    assert [a.manifests[0].release for a in added] == ["FY2026", "FY2025", "FY2024"]
    assert added[2].passed_over == ("2024-code-descriptions.zip!Code Descriptions/icd10OrderFiles.pdf",)
    assert {m.rows for m in installed("icd-10-cm")} == {2}


@pytest.mark.parametrize("cut", [30, 200, -40])
def test_a_truncated_archive_is_refused(store: Path, cut: int) -> None:
    whole = store / "whole.zip"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(order_file(store / "icd10cm_order_2026.txt"))
    broken = store / "broken.zip"
    broken.write_bytes(whole.read_bytes()[:cut])
    with pytest.raises(UnreadableInput, match=r"broken\.zip.*cut off"):
        pipeline.add([broken])
    assert installed("icd-10-cm") == []


def test_a_truncated_gzip_is_refused(store: Path) -> None:
    packed = gzip.compress(order_file(store / "x.txt").read_bytes())
    (store / "icd10cm_order_2026.txt.gz").write_bytes(packed[:-12])
    with pytest.raises(UnreadableInput, match="cut off"):
        pipeline.add([store / "icd10cm_order_2026.txt.gz"])


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("00002 A000    2 Cholera", 15),
        ("0002 A000", 1),
        ("00002 A000", 15),
        ("00002 A000    1 ", 17),
        ("00003 A00     0 Cholera", 7),
    ],
)
def test_a_broken_line_is_named_with_its_column(store: Path, line: str, column: int) -> None:
    file = order_file(store / "icd10cm_order_2026.txt", {"A00": "Cholera"})
    file.write_text(file.read_text() + line + "\n")
    with pytest.raises(UnreadableInput, match=rf"icd10cm_order_2026\.txt:2, column {column}"):
        pipeline.add([file])
    assert installed("icd-10-cm") == []


def test_the_wrong_year_in_a_name_is_refused(store: Path) -> None:
    tabular = store / "icd10cm_tabular_2026.xml"
    tabular.write_text("<?xml version='1.0'?><ICD10CM.tabular><version>2027</version></ICD10CM.tabular>")
    with pytest.raises(UnreadableInput, match="name says 2026 and the file says 2027"):
        pipeline.add([tabular])


def test_a_tabular_list_alone_is_refused_and_of_another_year_too(store: Path) -> None:
    tabular = store / "icd10cm_tabular_2026.xml"
    tabular.write_text(
        "<ICD10CM.tabular><version>2026</version><chapter><name>1</name><desc>One (A00-B99)</desc><section id='A00-A09'>"
        "<desc>Intestinal (A00-A09)</desc><diag><name>A00</name><desc>Cholera</desc><excludes1><note>x (B00.-)</note></excludes1>"
        "<diag><name>A00.0</name><desc>Cholera due to cholerae</desc></diag><diag><name>A00.9</name><desc>Cholera, unspecified"
        "</desc></diag></diag></section></chapter></ICD10CM.tabular>"
    )
    with pytest.raises(UnreadableInput, match="add the order file"):
        pipeline.add([tabular])
    with pytest.raises(UnreadableInput, match="not of one release"):
        pipeline.add(
            [tabular, order_file(store / "icd10cm_order_2026.txt", {"B00": "Herpes", "B000": "Eczema", "B001": "Other"})]
        )
    pipeline.add([tabular, order_file(store / "icd10cm_order_2026.txt")])
    from farr.tables import release_of

    release = release_of("FY2026")
    assert release.title("A00.0") == CODES["A000"]
    assert [note.origin for note in release.notes("A00.0")] == ["A00"]


def test_a_file_that_nobody_knows_is_said_to_be_so(store: Path) -> None:
    (store / "letter.txt").write_text("Dear Sir,\n")
    with pytest.raises(UnreadableInput, match=r"letter\.txt: no loader knows"):
        pipeline.add([store / "letter.txt"])


def test_cells_over_several_lines_keep_the_line_of_their_row(tmp_path: Path) -> None:
    file = tmp_path / "mue.csv"
    file.write_bytes(b'"Notice,\nover lines"\r\n"HCPCS/\nCPT Code",Value\r\n0001U,2\r\nA4550,1\r\n')
    rows = list(Source(file).table())
    assert rows[1:] == [Row(3, ["HCPCS/ CPT Code", "Value"]), Row(5, ["0001U", "2"]), Row(6, ["A4550", "1"])]
    table = iter(rows)
    header, places = find_header(Source(file), {"code": r"hcpcs/ ?cpt", "value": "^value$"}, table)
    assert (header.line, places, next(table).cells[0]) == (3, {"code": 0, "value": 1}, "0001U")
    with pytest.raises(UnreadableInput, match=r"mue\.csv:3.*units"):
        find_header(Source(file), {"code": "hcpcs", "units": "units"}, iter(rows))


def test_a_quote_that_is_never_closed_is_found(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text('a,b\n"c,d\n' + "e,f\n" * 300)
    with pytest.raises(UnreadableInput, match=r"t\.csv:2"):
        list(Source(file).table())


def test_latin_1_bytes_do_not_spoil_the_lines_around(tmp_path: Path) -> None:
    file = tmp_path / "t.txt"
    file.write_bytes("\ufeffé\n".encode() + b"M\xe9ni\xe8re\n" + "é".encode())
    assert [text for _, text in Source(file).lines()] == ["é", "Ménière", "é"]


def test_a_spreadsheet_keeps_its_leading_zeros(tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    book = Workbook(file)
    sheet = book.add_worksheet()
    for row, cells in enumerate([["code", "from"], ["0016", 20260101], ["00170", dt.date(2026, 1, 1)]]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    sheet.write_datetime(2, 1, dt.datetime(2026, 1, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
    book.close()
    assert [row.cells for row in Source(file).table()][1:] == [["0016", "20260101"], ["00170", "2026-01-01"]]
    file.write_bytes(file.read_bytes()[:3000])
    with pytest.raises(UnreadableInput, match="spreadsheet"):
        list(Source(file).table())


@pytest.mark.parametrize(
    ("text", "day"),
    [("20260401", "2026-04-01"), ("2026091", "2026-04-01"), ("2024366", "2024-12-31"), ("4/1/2026", "2026-04-01"),
     ("2026-04-01T00:00:00", "2026-04-01"), ("20260401.0", "2026-04-01"), ("*", None), ("", None)],
)  # fmt: skip
def test_dates_of_publishers(tmp_path: Path, text: str, day: str | None) -> None:
    found = read_date(text, Source(tmp_path / "t"), 7, "Effective Date")
    assert found == (DAY(day) if day else None)


@pytest.mark.parametrize("text", ["20261301", "2023366", "2026-02-30", "soon", "123"])
def test_what_is_no_date_is_refused_with_its_place(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableInput, match=r"t:7, column Effective Date"):
        read_date(text, Source(tmp_path / "t"), 7, "Effective Date")


def _row(start: str, end: str | None, cell: str = "", line: int = 1) -> Dated:
    return Dated("A", DAY(start), DAY(end) if end else None, (cell,), line)


def _spans(*rows: Dated) -> list[tuple[str, str, str]]:
    kept = disjoint(rows, Source(Path("t.txt")))
    return [(str(r.effective_from), str(r.effective_to or ""), r.cells[0]) for r in kept]


def test_overlapping_rows_are_told_apart() -> None:
    assert _spans(_row("2026-01-01", None, "x"), _row("2026-01-01", None, "x")) == [("2026-01-01", "", "x")]
    assert _spans(_row("2026-01-01", "2026-12-31", "old"), _row("2026-07-01", None, "live")) == [
        ("2026-01-01", "2026-06-30", "old"), ("2026-07-01", "", "live"),
    ]  # fmt: skip
    assert _spans(_row("2026-01-01", None, "live"), _row("2026-01-01", "2026-03-31", "ended")) == [("2026-01-01", "", "live")]
    assert _spans(_row("2020-01-01", "2020-12-31", "a"), _row("2022-01-01", "2022-12-31", "b")) == [
        ("2020-01-01", "2020-12-31", "a"), ("2022-01-01", "2022-12-31", "b"),
    ]  # fmt: skip


def test_two_live_rows_of_one_key_are_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"t\.txt:9.*line 4"):
        _spans(_row("2026-01-01", None, "x", 4), _row("2026-01-01", None, "y", 9))


def test_members_of_archives_are_named_in_errors(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("b/c.txt", "x")
    (source,) = sources([tmp_path / "a.zip"])
    assert str(source.error("m", 3, 4)) == "a.zip!b/c.txt:3, column 4: m"
