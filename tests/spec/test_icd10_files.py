"""The yearly ICD-10 files beside the Tabular List: read as published, refused whole where they are not."""

from __future__ import annotations

import datetime as dt
import gzip
import shutil
from pathlib import Path

import pytest

from farr.errors import UnreadableInput
from farr.tables import store
from farr.tables.add import add
from farr.tables.as_of import Tables, open_release
from farr.tables.loaders._index import forms_of

INDEX = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.index>
  <version>2027</version>
  <title>ICD-10-CM INDEX TO DISEASES and INJURIES</title>
  <letter><title>A</title>
    <mainTerm><title>Amyloidosis<nemod>(generalized)</nemod></title><code>E85.9</code>
      <term level="1"><title>with</title>
        <term level="2"><title>lung involvement</title><code>E85.4</code><manif>J99</manif></term></term>
      <term level="1"><title>hearing</title><code>H93.29-</code></term>
    </mainTerm>
    <mainTerm><title>Attack, attacks</title>
      <term level="1"><title>heart</title><see>Infarct, myocardium</see></term></mainTerm>
    <mainTerm><title>Infarct, infarction</title>
      <term level="1"><title>myocardium, myocardial<nemod>(acute)</nemod></title><code>I21.9</code></term></mainTerm>
  </letter>
</ICD10CM.index>
"""
TABLES = """<?xml version="1.0" encoding="utf-8"?>
<ICD10PCS.tabular>
  <version>2027</version><title>2027 ICD-10-PCS Tables</title>
  <pcsTable>
    <axis pos="1" values="1"><title>Section</title><label code="0">Medical and Surgical</label></axis>
    <axis pos="2" values="1"><title>Body System</title><label code="D">Gastrointestinal System</label></axis>
    <axis pos="3" values="1"><title>Operation</title><label code="T">Resection</label><definition>All of it</definition></axis>
    <pcsRow codes="2">
      <axis pos="4" values="1"><title>Body Part</title><label code="J">Appendix</label></axis>
      <axis pos="5" values="2"><title>Approach</title><label code="0">Open</label>
        <label code="4">Percutaneous Endoscopic</label></axis>
      <axis pos="6" values="1"><title>Device</title><label code="Z">No Device</label></axis>
      <axis pos="7" values="1"><title>Qualifier</title><label code="Z">No Qualifier</label></axis>
    </pcsRow>
    <pcsRow codes="1">
      <axis pos="4" values="1"><title>Body Part</title><label code="1">Esophagus, Upper</label></axis>
      <axis pos="5" values="1"><title>Approach</title><label code="7">Via Natural or Artificial Opening</label></axis>
      <axis pos="6" values="1"><title>Device</title><label code="Z">No Device</label></axis>
      <axis pos="7" values="1"><title>Qualifier</title><label code="Z">No Qualifier</label></axis>
    </pcsRow>
  </pcsTable>
</ICD10PCS.tabular>
"""


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    """A data folder of the test's own."""
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def installed(folder: Path, name: str, text: str):  # type: ignore[no-untyped-def]
    (manifest,) = add([written(folder, name, text)]).manifests
    return open_release(manifest)


def refused(folder: Path, name: str, text: str, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        add([written(folder, name, text)])
    assert store.installed() == []


def test_an_index_is_walked_by_words_in_any_order(tmp_path):
    index = installed(tmp_path, "icd10cm_index_2027.xml", INDEX)
    (walked,) = index.walk(forms_of("lung amyloidosis"), 1)
    assert walked.line.path == ("Amyloidosis (generalized)", "with", "lung involvement")
    assert [(p.kind, p.code) for p in walked.line.pointers] == [("code", "E85.4"), ("manifestation", "J99")]


def test_a_main_term_alone_gives_its_default_code(tmp_path):
    index = installed(tmp_path, "icd10cm_index_2027.xml", INDEX)
    assert index.walk(forms_of("generalized amyloidosis"), 1)[0].line.pointers[0].code == "E85.9"


def test_references_lead_to_their_entry(tmp_path):
    index = installed(tmp_path, "icd10cm_index_2027.xml", INDEX)
    (walked,) = index.walk(forms_of("heart attack"), 1)
    target = index.resolve(walked.line.pointers[0].text)
    assert target is not None and target.pointers[0].code == "I21.9"
    assert index.resolve("condition") is None


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("icd10cm_index_2027.xml", INDEX[:600], r"icd10cm_index_2027\.xml:\d+.*well-formed"),
        ("icd10cm_index_2026.xml", INDEX, "says 2026 and the file says 2027"),
        ("icd10cm_index_2027.xml", INDEX.replace('level="2"', 'level="3"'), r"xml:8.*level 3 stands where level 2"),
        ("icd10cm_index_2027.xml", INDEX.replace("manif>", "second>"), r"xml:8.*second is not part of the layout"),
        ("icd10cm_index_2027.xml", INDEX.replace("E85.4", "see it"), r"xml:8, column code: expected a code"),
        ("icd10pcs_tables_2027.xml", TABLES[:1200], r"xml:\d+.*well-formed"),
        ("icd10pcs_tables_2026.xml", TABLES, "says 2026 and the file says 2027"),
        ("icd10pcs_tables_2027.xml", TABLES.replace('codes="2"', 'codes="3"'), r"xml:8, column codes.*3 codes .* give 2"),
        ("icd10pcs_tables_2027.xml", TABLES.replace('values="2"', 'values="4"'), r"xml:10, column values"),
        ("icd10pcs_tables_2027.xml", TABLES.replace('pos="5"', 'pos="6"'), r"expected the axes \(4, 5, 6, 7\)"),
    ],
)  # fmt: skip
def test_what_is_not_as_published_is_refused_whole(tmp_path, name, text, words):
    refused(tmp_path, name, text, words)


def test_a_gzip_that_breaks_off_is_refused(tmp_path):
    packed = gzip.compress(TABLES.encode())
    path = tmp_path / "icd10pcs_tables_2027.xml.gz"
    path.write_bytes(packed[: len(packed) - 40])
    with pytest.raises(UnreadableInput, match="cut off"):
        add([path])
    assert store.installed() == []


def test_tables_expand_within_their_rows(tmp_path):
    pcs = installed(tmp_path, "icd10pcs_tables_2027.xml", TABLES)
    assert pcs.valid_codes() == ["0DT17ZZ", "0DTJ0ZZ", "0DTJ4ZZ"]
    assert [(c.value, c.label) for c in pcs.choices("0DTJ")] == [("0", "Open"), ("4", "Percutaneous Endoscopic")]
    assert pcs.title("0DTJ4ZZ") == "Resection of Appendix, Percutaneous Endoscopic Approach"
    assert pcs.title("0DT17ZZ") == "Resection of Upper Esophagus, Via Natural or Artificial Opening"


def test_the_axis_that_is_wrong_is_named(tmp_path):
    pcs = installed(tmp_path, "icd10pcs_tables_2027.xml", TABLES)
    fault = pcs.fault("0DTJ7ZZ")
    assert (fault.position, fault.axis, [c.value for c in fault.allowed]) == (5, "Approach", ["0", "4"])
    assert pcs.fault("0DTJ") is None and pcs.fault("0DTJ4ZZ") is None
    assert pcs.nearest("0DTJ7ZZ", 2) == ("0DTJ0ZZ", "0DTJ4ZZ")


def test_the_order_file_gives_the_titles_and_must_hold_the_same_codes(tmp_path):
    rows = ["00001 0DT     0 Gastrointestinal System, Resection", "00002 0DT17ZZ 1 Short", "00003 0DTJ0ZZ 1 Short",
            "00004 0DTJ4ZZ 1 Short"]  # fmt: skip
    order = "\n".join(f"{row:<77}The title of {row[6:13].strip()}" for row in rows) + "\n"
    tables = written(tmp_path, "icd10pcs_tables_2027.xml", TABLES)
    (manifest,) = add([tables, written(tmp_path, "icd10pcs_order_2027.txt", order)]).manifests
    assert open_release(manifest).title("0DTJ4ZZ") == "The title of 0DTJ4ZZ"
    store.remove("icd-10-pcs", manifest.release)
    short = written(tmp_path, "icd10pcs_order_2027.txt", "".join(order.splitlines(keepends=True)[:-1]))
    with pytest.raises(UnreadableInput, match="not of one release: 1 codes are only in the tables"):
        add([tables, short])
    assert store.installed() == []


CONVERSION = (
    "ICD-10-CM Conversion Table,,\nCurrent code assignment,Effective,Previous Code(s) Assignment\n"
    'E66.813,2024,"E66.01, E66.8"\nM97.01XA,04/01/23,T84.040A\nH02.151,2017,H02.101-H02.106; H02.109\nA00.0,2016,None\n'
)


def test_the_conversion_table_answers_both_ways(tmp_path):
    table = installed(tmp_path, "ICD-10-CM-CONVERSION-TABLE-FY2027-October 1 2026 - FINAL-.csv", CONVERSION)
    assert table.successors("E66.8") == ("E66.813",)
    assert table.successors("E66.8", dt.date(2024, 9, 30)) == ()
    assert table.successors("H02.104") == table.successors("H02109") == ("H02.151",)
    assert table.predecessors("E66813") == ("E66.01", "E66.8")
    assert table.effective("M97.01XA") == dt.date(2023, 4, 1)
    assert table.predecessors("A00.0") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (CONVERSION.replace("Previous Code(s) Assignment", "Old"), "no header row with the columns previous"),
        (CONVERSION + "E66.9", r"csv:7, column Previous Code\(s\).*cut off"),
        (CONVERSION.replace("2016", "soon"), r"csv:6, column Effective"),
        (CONVERSION.replace("E66.813", "obesity"), r"csv:3, column Current code"),
    ],
)  # fmt: skip
def test_a_conversion_table_in_another_layout_is_refused(tmp_path, text, words):
    refused(tmp_path, "icd10cm_conversion_table_FY2027.csv", text, words)


def test_the_bundled_titles_answer_with_a_warning_for_later_dates(tmp_path):
    tables = Tables(dt.date(2026, 11, 1))
    pcs = tables.get("icd-10-pcs")
    assert pcs.release == "FY2024" and "FY2027" in tables.warnings[0]
    assert len(pcs.valid_codes()) == 78_638
    assert [(c.value, c.label) for c in pcs.choices("0DTJ")][:2] == [("0", "Open"), ("4", "Percutaneous Endoscopic")]
    assert {c.value: c.label for c in pcs.choices("027034")}["6"] == "Bifurcation"


def test_the_official_files(tmp_path, kit):
    folder = tmp_path / "official"
    folder.mkdir()
    for path in (kit / "official").glob("icd10*_*.xml.gz"):
        shutil.copy(path, folder)
    rows = {m.set: m.rows for m in add(sorted(folder.iterdir())).manifests}
    assert rows["icd-10-pcs"] == 79_115
    assert (rows["icd-10-pcs-definitions"], rows["icd-10-pcs-index"]) == (954, 22_201)
    assert (rows["icd-10-cm-drugs"], rows["icd-10-cm-neoplasms"], rows["icd-10-cm-external-index"]) == (7418, 1939, 7585)
    (manifest,) = store.installed("icd-10-pcs")
    titles, official = dict(open_release(manifest).titles()), _bundled_titles()
    both = titles.keys() & official.keys()
    assert sum(titles[code] == official[code] for code in both) / len(both) > 0.98


def _bundled_titles() -> dict[str, str]:
    import csv

    from farr.tables.bundled import _package

    with (_package("drg") / "data" / "tuva" / "icd_10_pcs.csv").open(encoding="utf-8") as handle:
        return {row[0]: row[1] for row in csv.reader(handle)}
