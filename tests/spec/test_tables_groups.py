"""Tables that are more than one list: mappings, code editor lists, articles, risk categories, MS-DRG definitions."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import pytest

from farr.errors import TableMissing, UnreadableInput
from farr.tables import Tables, Wanted, add, installed
from farr.tables.hcc import payment_date

TODAY = dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))


def _file(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    return path


def test_gems_of_both_directions_make_one_release(tmp_path):
    archive = tmp_path / "2018-icd-10-cm-general-equivalence-mappings.zip"
    with zipfile.ZipFile(archive, "w") as target:
        target.writestr(
            "2018_I10gem.txt", "A000    0010    00000\nE1165   25080   10111\nE1165   2760    10112\nZ993    NoDx    11000\n"
        )
        target.writestr("2018_I9gem.txt", "0010    A000    00000\nE8889   W199XXA 10000\n")
        target.writestr("Dxgem_guide_2018.pdf", "%PDF")
    added = add([archive])
    assert [(m.set, m.rows) for m in added.manifests] == [("gem-diagnosis", 6)] and len(added.passed_over) == 1
    table = Tables(TODAY).listing("gem-diagnosis")
    first, second = table.on("E11.65", TODAY)
    assert first["combination"] == "1" and (first["target"], second["target"]) == ("25080", "2760")
    assert (second["scenario"], second["choice_list"]) == ("1", "2")
    assert table.get("Z99.3", TODAY)["target"] == ""
    assert table.get("E8889", TODAY)["direction"] == "icd-9-cm>icd-10-cm"


def test_a_gem_line_of_another_layout_is_refused(tmp_path):
    with pytest.raises(UnreadableInput, match=r"gem_pcsi9_2018\.txt:2"):
        add([_file(tmp_path, "gem_pcsi9_2018.txt", "0016070 0234    10000\n0016071 0234\n")])
    assert not [m for m in installed() if m.set == "gem-procedure"]


MCE = """Definitions of Medicare Code Edits
Version 44, October 2026
Table of contents
4. Age conflict\t12
A. Perinatal/newborn diagnoses\t13
4. Age conflict
The Medicare Code Editor detects inconsistencies \u2013 such as
A. Perinatal/newborn diagnoses (age 0)
A33\tTetanus neonatorum
P0500\tNewborn light for gestational age, unspecified weight
B. Pediatric diagnoses (age 0 through 17)
Z00129\tEncounter for routine child health exam w/o abnormal findings
C. Maternity diagnoses (age 9 through 64)
O80\tEncounter for full-term uncomplicated delivery
D. Adult diagnoses (age 15 through 124)
J410\tSimple chronic bronchitis
5. Sex conflict (deactivated as of 10/01/2024)
6. Manifestation code as principal diagnosis
Manifestation codes not allowed as principal diagnosis
D630\tAnemia in neoplastic disease
8. Questionable admission
Questionable admission codes
I10\tEssential (primary) hypertension
9. Unacceptable principal diagnosis
A code is considered "acceptable" when a secondary diagnosis is also coded:
Z5189\tEncounter for other specified aftercare
The following pages list the codes.
Unacceptable principal diagnosis codes
Z7984\tLong term (current) use of oral hypoglycemic drugs
11. Non-covered procedure
A. The following procedures are non-covered
0DW643Z\tRevision of infusion device in stomach, perc endo approach
20. Unspecified code
S72009A\tFracture of unsp part of neck of unsp femur, init
"""


def test_lists_of_the_code_editor(tmp_path):
    added = add([_file(tmp_path, "Definitions of Medicare Code Edits_v_44.txt", MCE, "cp1252")])
    assert [(m.set, m.release, m.effective_from) for m in added.manifests] == [("mce", "FY2027", dt.date(2026, 10, 1))]
    table = Tables(TODAY).listing("mce")

    def lists(code):
        return [row["list"] for row in table.on(code, TODAY)]

    assert lists("P05.00") == ["age-newborn"] and lists("O80") == ["age-maternity"]
    maternity = table.get("O80", TODAY)
    assert (maternity["age_from"], maternity["age_to"]) == ("9", "64")
    assert lists("D63.0") == ["manifestation"] and lists("I10") == ["questionable-admission"]
    assert lists("Z51.89") == ["unacceptable-unless-secondary"] and lists("Z79.84") == ["unacceptable-principal"]
    assert table.get("0DW643Z", TODAY)["kind"] == "procedure"
    assert lists("S72.009A") == ["unspecified-code"] and lists("E11.9") == []


def test_half_a_document_of_the_code_editor_is_refused(tmp_path):
    with pytest.raises(UnreadableInput, match="unacceptable-principal"):
        add([_file(tmp_path, "Definitions of Medicare Code Edits_v_44.txt", MCE[: MCE.index("8. Quest")], "cp1252")])


ARTICLES = {
    "article.csv": "article_id,article_version,title,article_pub_date,article_eff_date,article_end_date,last_updated\n"
    '50001,7,"Billing and Coding: One, or two",2026-01-01 00:00:00,2026-01-15 00:00:00,,2026-10-28 00:00:00\n'
    "50002,3,Old,2020-01-01 00:00:00,2020-01-15 00:00:00,2024-12-31 00:00:00,2025-01-02 00:00:00\n",
    "article_x_hcpc_code.csv": "article_id,article_version,hcpc_code_id,hcpc_code_version,hcpc_code_group,range,last_updated\n"
    "50001,7,G0123,5,1,N,2026-10-28\n50002,3,G0123,5,1,N,2026-10-28\n50001,6,G0124,5,1,N,2026-10-28\n",
    "article_x_icd10_covered.csv": "article_id,article_version,icd10_code_id,icd10_code_version,icd10_covered_group,range\n"
    "50001,7,E11.9,1,1,N\n50001,7,I10,1,2,N\n",
    "article_x_icd10_noncovered.csv": "article_id,article_version,icd10_code_id,icd10_code_version,icd10_noncovered_group\n"
    "50001,7,Z00.00,1,1\n",
    "article_x_contractor.csv": "article_id,article_version,contractor_id,contractor_type_id\n50001,7,10,12\n",
    "contractor.csv": "contractor_id,contractor_type_id,contractor_version,contractor_bus_name\n10,12,1,Example MAC\n",
    "contractor_jurisdiction.csv": "contractor_id,contractor_type_id,contractor_version,state_id\n10,12,1,39\n10,12,1,18\n",
    "state_lookup.csv": "state_id,state_abbrev,description\n39,OH,Ohio\n18,KY,Kentucky\n",
}


def _download(folder: Path, files: dict[str, str]) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    path = folder / "current_article.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("current_article_csv.zip", inner.getvalue())
        target.writestr("current_article_readme.txt", "words")
    return path


def test_articles_of_the_download_with_its_archive_within_an_archive(tmp_path):
    added = add([_download(tmp_path, ARTICLES)])
    assert [(m.set, m.effective_from, m.rows) for m in added.manifests] == [("lcd-articles", dt.date(2026, 10, 28), 2)]
    table = Tables(TODAY).get("lcd-articles")
    assert [row["article"] for row in table.on("G0123", TODAY)] == ["A50001"]
    assert [row["article"] for row in table.on("G0123", dt.date(2023, 1, 1))] == ["A50002"]
    assert table.diagnoses("A50001", "covered", TODAY) == {"1": frozenset({"E119"}), "2": frozenset({"I10"})}
    assert table.diagnoses("A50001", "noncovered", TODAY) == {"1": frozenset({"Z0000"})}
    article = table.article("A50001", TODAY)
    assert (article["contractors"], article["states"]) == ("Example MAC", "KY OH")


def test_a_download_that_lacks_a_file_is_refused(tmp_path):
    files = {name: text for name, text in ARTICLES.items() if name != "article_x_hcpc_code.csv"}
    with pytest.raises(UnreadableInput, match="article_x_hcpc_code"):
        add([_download(tmp_path, files)])


MAPPING = """2026 Midyear/Final ICD-10-CM Mappings,,,,,,
"Diagnosis
Code",Description,"CMS-HCC ESRD
Model
Category
V24","CMS-HCC
Model
Category
V28","CMS-HCC ESRD
Model
Category
V24
for 2026
Payment Year","CMS-HCC
Model
Category
V28
for 2026
Payment Year"
A0103,Typhoid pneumonia,115,,Yes,No
E1165,Type 2 diabetes mellitus with hyperglycemia,18,37,Yes,Yes
E119,Type 2 diabetes mellitus,19,38,Yes,No
Notes:,,,,,
"""


def test_the_published_mapping_of_risk_categories(tmp_path):
    added = add([_file(tmp_path, "2030 Midyear_Final ICD-10-CM Mappings.csv", MAPPING.replace("2026", "2030"))])
    assert [(m.set, m.release, m.rows) for m in added.manifests] == [("cms-hcc", "2030", 4)]
    table = Tables(dt.date(2030, 5, 1)).get("cms-hcc")
    assert table.categories("E11.65", "CMS-HCC Model V28") == ("37",)
    assert table.categories("E11.9", "CMS-HCC Model V28") == ()
    assert table.models == ("CMS-HCC ESRD Model V24", "CMS-HCC Model V28")
    with pytest.raises(TableMissing, match="coefficients"):
        table.part("coefficients")


def test_bundled_risk_categories_by_payment_year():
    service = dt.date(2025, 6, 1)
    table = Tables(payment_date(service)).get("cms-hcc")
    assert table.release == "2026"
    assert table.categories("E11.9", "CMS-HCC Model V28") == ("38",)
    assert table.categories("E11.9", "CMS-HCC Model V24") == ("19",)
    assert "Diabetes" in table.label("38", "V28")
    row = next(row for row in table.part("coefficients").rows("CNA_HCC38") if row["version"] == "C28")
    assert row["value"] == "0.166" and row["status"] == "final"
    assert {row["below"] for row in table.part("hierarchies").rows("36") if row["version"] == "V28"} == {"37", "38"}
    later = Tables(dt.date(2027, 1, 1)).get("cms-hcc").part("coefficients").rows("CNA_HCC38")
    assert later[0]["status"] == "proposed"


@pytest.mark.parametrize(
    ("date", "release", "level"),
    [("2018-10-01", "FY2019", "MCC"), ("2026-03-31", "FY2026", "MCC"), ("2026-04-01", "FY2026-04", "MCC")],
)
def test_bundled_definitions_by_date(date, release, level):
    table = Tables(dt.date.fromisoformat(date)).get("ms-drg-definitions")
    assert table.release == release
    assert table.level("I50.21") == level and table.level("I10") == ""
    assert table.mdc("I50.21") == "05" and table.mdc("B20") == "25" and table.mdc("Z38.00") == "15"
    assert table.counts_beside("I50.21", "J18.9") and not table.counts_beside("I50.21", "I50.9")
    assert not table.counts_beside("I10", "J18.9")
    assert table.groups["291"].mdc == "05" and table.groups["001"].mdc == "" and table.groups["001"].type == "surgical"
    assert [m.release for m in installed("ms-drg-definitions")] == [release]  # the other versions wait until they are asked for


APPENDICES = {
    "appendix_A.txt": "Appendix A List of MS-DRGs Version 44.0\n\nDRG MDC MS  Description\n001     P  Heart transplant with MCC\n"
    "291 05  M  Heart failure with MCC\n",
    "appendix_B.txt": "Appendix B Diagnosis Code/MDC/MS-DRG Index\n\nI10 Dx  MDC DRG(s)      ICD-10-CM Description\n"
    "A021    18  870-872     Salmonella sepsis\n        25  974-976\nI5021   05  291-293     Acute systolic heart failure\n",
    "appendix_C.txt": "Appendix C Complications or Comorbidities Exclusion list\nAppendix C Part 1: All CC/MCC\n"
    "I10 Dx  Lev HAC PDX Exclusions                ICD-10-CM Description\n"
    "A021    MCC     0004:137 codes                Salmonella sepsis\n"
    "I4901   MCC     0005:2 codes                  Ventricular fibrillation\n\nPDX collection 0004\nA000    Cholera\nA021    x\n"
    "PDX collection 0005\nI4901   x\n"
    "Appendix C Part 2: MCC for patients discharged alive\nI4901   Ventricular fibrillation\n",
}


def test_definitions_from_the_manual_s_appendices(tmp_path):
    archive = tmp_path / "MSDRGv44.ICD10_R0_DefinitionsManual_TEXT.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for name, text in APPENDICES.items():
            target.writestr(f"MSDRGv44ICD10_R0_DefinitionsManual_TEXT/{name}", text)
    assert [(m.release, m.rows) for m in add([archive]).manifests] == [("FY2027", 2)]
    table = Tables(TODAY).get("ms-drg-definitions")
    found = table.diagnosis("A02.1")
    assert (found.mdcs, found.level, found.collection, found.alive) == (("18", "25"), "MCC", "0004", False)
    assert table.diagnosis("I49.01").alive and table.groups["291"].type == "medical"
    assert not table.counts_beside("A02.1", "A00.0") and table.counts_beside("A02.1", "I50.21")


def test_one_appendix_alone_is_refused(tmp_path):
    with pytest.raises(UnreadableInput, match=r"appendix_A\.txt, appendix_C\.txt"):
        add([_file(tmp_path, "appendix_B.txt", APPENDICES["appendix_B.txt"])], Wanted(effective_from=TODAY))


def test_bundled_weights_hold_latin_1_and_line_breaks_in_their_head():
    table = Tables(dt.date(2026, 3, 1)).listing("ms-drg-weights")
    row = table.get("291", dt.date(2026, 3, 1))
    assert (row["mdc"], row["type"], row["weight"], row["arithmetic_mean_stay"]) == ("05", "MED", "1.2838", "5.0")
    assert table.manifest.rows == 772
    assert Tables(TODAY).listing("mdc").get("05", TODAY)["name"] == "Circulatory system"


def test_releases_that_wait_in_packages_are_listed_uncompiled():
    from farr.pipeline.tables import installed as listed

    before = {m.release: m for m in listed("ms-drg-definitions")}
    assert len(before) == 11 and all(m.rows is None and m.loaded is None for m in before.values())
    Tables(dt.date(2024, 5, 1)).get("ms-drg-definitions")
    after = {m.release: m for m in listed("ms-drg-definitions")}
    assert list(after) == list(before) and [name for name, m in after.items() if m.rows] == ["FY2024-04"]
    assert after["FY2024-04"].source_sha256 == before["FY2024-04"].source_sha256


def test_lookup_shows_what_tables_make_of_a_code_on_a_date(tmp_path, monkeypatch):
    from farr.pipeline.lookup import lookup

    monkeypatch.undo()  # the compiled ICD-10-CM of all tests
    entry = lookup("I50.21", dt.date(2026, 5, 1))
    found = {(group.kind, group.model): (group.code, group.title) for group in entry.groupings}
    assert found["mdc", None] == ("05", "Circulatory system")
    assert found["severity", None][0] == "MCC"
    assert found["hcc", "CMS-HCC Model V28"][0] == "225"
    assert found["hcc", "RxHCC Model V08"] == ("186", "Heart Failure")
    assert entry.tables["ms-drg-definitions"] == "FY2026-04" and entry.tables["cms-hcc"] == "2027"
    assert lookup("I50", dt.date(2026, 5, 1)).groupings == ()
    plain = lookup("I10", dt.date(2026, 5, 1)).groupings
    assert not [group for group in plain if group.kind == "severity" or (group.model or "").startswith("CMS-HCC")]
