"""Published lists: small files in the exact published layouts, through the same door as a user's."""

from __future__ import annotations

import datetime as dt
import importlib.util
import zipfile
from pathlib import Path

import pytest

from farr.errors import UnreadableInput
from farr.tables import Tables, Wanted, add, has_taxonomy_shape, installed, store
from farr.tables.bundled import BUILT_IN, bundled

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))


def _file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


TAXONOMY = """Code,Grouping,Classification,Specialization,Definition,Notes,Display Name,Section
207Q00000X,Group One,Class One,,"Two
lines, quoted",,Name One,Individual
282N00000X,Group Two,Class Two,Special,Text,,Name Two,Non-Individual
"""


def test_taxonomy_csv_with_line_breaks_in_cells(tmp_path):
    added = add([_file(tmp_path, "nucc_taxonomy_261.csv", TAXONOMY)])
    assert [(m.set, m.release, m.effective_from, m.rows) for m in added.manifests] == [
        ("taxonomy", "2026-07", dt.date(2026, 7, 1), 2)
    ]
    table = Tables(TODAY).listing("taxonomy")
    assert table.complete and table.has("282N00000X", TODAY) and not table.has("207R00000X", TODAY)
    assert table.get("207q00000x", TODAY)["name"] == "Name One"


def test_taxonomy_shape_needs_no_list():
    assert has_taxonomy_shape("207Q00000X") and has_taxonomy_shape("2085R0202X") and has_taxonomy_shape("1041C0700X")
    assert not has_taxonomy_shape("207Q00000") and not has_taxonomy_shape("207Q00000Y") and not has_taxonomy_shape("Q07Q00000X")


CARC = """Code,Description,Start Date,Last Modified,Stop Date
1,Words of the publisher,01/01/1995,,
125,"Other words, with a comma",01/01/1995,09/20/2009,11/01/2013
P1,Third words,11/01/2013,,
"""


def test_reason_codes_stop_on_their_stop_date(tmp_path):
    path = _file(tmp_path, "claim-adjustment-reason-codes-2026-11-01.csv", CARC)
    assert add([path]).manifests[0].release == "2026-11"
    table = Tables(TODAY).listing("carc")
    assert table.complete
    assert table.has("125", dt.date(2013, 10, 31)) and not table.has("125", dt.date(2013, 11, 1))
    assert not table.has("P1", dt.date(2013, 10, 31)) and table.has("p1", TODAY)
    assert Tables(dt.date(2015, 1, 1)).choice("carc").manifest.release == "2026-11"  # its rows carry their own dates


PAGE = """<!DOCTYPE html>
<html><head><title>Remittance Advice Remark Codes | X12</title></head><body><table><tbody>
<tr class="prod-set current"><td class="code">M1</td><td class="description">First words &amp; more
<span class="dates"><br/>Start: 01/01/1997</span></td></tr>
<tr class="prod-set deactivated"><td class="code">M2</td><td class="description">Second words<span class="dates"><br/>
Start: 01/01/1997 | Last Modified: 02/28/2003 | Stop: 08/01/2005</span></td></tr>
</tbody></table></body></html>
"""


def test_the_saved_page_of_an_x12_list(tmp_path):
    path = _file(tmp_path, "remark codes.html", PAGE)
    with pytest.raises(UnreadableInput, match="--from"):
        add([path])
    add([path], Wanted(effective_from=TODAY))
    table = Tables(TODAY).listing("rarc")
    assert table.get("M1", TODAY)["name"] == "First words & more"
    assert table.rows("M2")[0].effective_to == "2005-07-31"


def test_a_list_with_a_row_that_is_no_code_is_refused_whole(tmp_path):
    path = _file(tmp_path, "carc-20261101.csv", CARC + "4-5,Words,01/01/1995,,\n")
    with pytest.raises(UnreadableInput, match=r"carc-20261101\.csv:5, column 1"):
        add([path])
    assert "carc" not in [m.set for m in installed()]


def test_a_list_with_another_header_names_the_missing_columns(tmp_path):
    path = _file(tmp_path, "carc-20261101.csv", "Number,Words\n1,x\n")
    with pytest.raises(UnreadableInput, match="code, name"):
        add([path])


POA = """Order27\tPOAexemptCode\tLong Description
1\tB900\tSequelae of central nervous system tuberculosis
2\tZ7984\tLong term (current) use of caf\xe9
"""


def test_poa_exempt_from_an_archive_that_holds_text_and_changes(tmp_path):
    archive = tmp_path / "2027-poa-exempt-codes.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr("POAexemptCodesFY27.txt", POA.encode("cp1252"))
        target.writestr("POAexemptAddFY27.txt", b"nothing of a list")
    added = add([archive])
    assert [m.release for m in added.manifests] == ["FY2027"] and len(added.passed_over) == 1
    table = Tables(TODAY).listing("poa-exempt")
    assert table.has("Z79.84", TODAY) and not table.has("E11.9", TODAY)
    assert table.get("Z7984", TODAY)["title"].endswith("café")


CCSR = """'ICD-10-CM CODE','ICD-10-CM CODE DESCRIPTION','Default CCSR CATEGORY IP','Default CCSR CATEGORY DESCRIPTION IP',\
'Default CCSR CATEGORY OP','Default CCSR CATEGORY DESCRIPTION OP','CCSR CATEGORY 1','CCSR CATEGORY 1 DESCRIPTION',\
'CCSR CATEGORY 2','CCSR CATEGORY 2 DESCRIPTION'
'A000',"Cholera due to Vibrio cholerae 01, biovar cholerae",'DIG001',"Intestinal infection",'DIG001',"Intestinal infection",\
'DIG001',"Intestinal infection",'INF003',"Bacterial infections"
"""
PRCCSR = "'ICD-10-PCS','ICD-10-PCS DESCRIPTION','PRCCSR','PRCCSR DESCRIPTION','CLINICAL DOMAIN'\n" + (
    "'0016070',\"Bypass, open\",'CNS010',\"Title\",'Nervous System'\n"
)


def test_ccsr_with_its_single_quotes(tmp_path):
    added = add([_file(tmp_path, "DXCCSR_v2027-1.csv", CCSR), _file(tmp_path, "PRCCSR_v2027-1.csv", PRCCSR)])
    assert {(m.set, m.release) for m in added.manifests} == {("ccsr-diagnosis", "FY2027"), ("ccsr-procedure", "FY2027")}
    row = Tables(TODAY).listing("ccsr-diagnosis").get("A00.0", TODAY)
    assert (row["default_inpatient"], row["category_2"], row["category_3"]) == ("DIG001", "INF003", "")
    assert Tables(TODAY).listing("ccsr-procedure").get("0016070", TODAY)["category"] == "CNS010"


def test_a_user_s_place_of_service_file_takes_the_place_of_the_built_in_list(tmp_path):
    assert Tables(TODAY).choice("place-of-service").manifest.release == BUILT_IN
    text = "Place of Service Code(s),Place of Service Name,Place of Service Description\n11,Office,x\n28-30,Unassigned,N/A\n"
    add([_file(tmp_path, "place-of-service-2026-11-01.csv", text)])
    tables = Tables(TODAY)
    assert tables.choice("place-of-service").manifest.release == "2026-11"
    assert tables.listing("place-of-service").has("11", TODAY) and not tables.listing("place-of-service").has("12", TODAY)


def test_revenue_codes_keep_their_zeros(tmp_path):
    text = "Revenue Code\tDescription\n0001\tTotal\n0120\tRoom\n"
    add([_file(tmp_path, "revenue_codes_2026-07-01.txt", text)])
    assert Tables(TODAY).listing("revenue-codes").has("0120", TODAY)


def test_built_in_lists_say_whether_they_are_complete():
    tables = Tables(TODAY)
    places = tables.listing("place-of-service")
    assert places.complete and places.has("11", TODAY) and not places.has("36", TODAY)
    assert not places.has("66", dt.date(2024, 7, 31)) and places.has("66", dt.date(2024, 8, 1))
    reasons = tables.listing("carc")
    assert not reasons.complete and reasons.has("45", TODAY) and not reasons.has("125", TODAY)
    assert reasons.has("125", dt.date(2013, 10, 31))
    assert tables.listing("states").get("OH", TODAY)["name"] == "Ohio"
    assert tables.listing("claim-status-category").get("A3", TODAY)["outcome"] == "rejected"


def test_a_built_in_list_that_changed_with_the_program_is_compiled_again(tmp_path, monkeypatch):
    from farr.tables import bundled as module

    assert Tables(TODAY).listing("states").has("OH", TODAY)
    marker = store.folder(installed("states")[0]) / "marker"
    marker.touch()
    module.ensure_for("states", TODAY)
    assert marker.exists()
    monkeypatch.setattr(module, "_digest", lambda _path: "0" * 64)
    module.ensure_for("states", TODAY)
    assert not marker.exists() and len(installed("states")) == 1


@pytest.mark.parametrize("release", [r for r in bundled() if r.package == "farr"], ids=lambda r: r.set)
def test_shipped_lists_cite_their_source_and_quote_no_long_text(release):
    spec = importlib.util.find_spec("farr")
    assert spec is not None and spec.origin is not None
    lines = (Path(spec.origin).parent / release.files[0]).read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("# source\t") and "not checked online" in lines[1].lower()
    assert max(len(cell) for line in lines[4:] for cell in line.split("\t")) < 120
