# ruff: noqa: E501, SIM905 - headings and lines of published files stand as they are
"""HCPCS, CPT, MUE, add-on codes, fee schedule, localities and Addendum B in the published layouts.

All codes, descriptors and amounts here are invented; the CPT texts are not the American Medical Association's.
"""

from __future__ import annotations

import datetime as dt
import gzip
import zipfile
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from farr.errors import TableMissing, UnknownCode, UnreadableInput
from farr.pipeline import tables as pipeline
from farr.pipeline.lookup import lookup
from farr.tables import installed, is_valid
from farr.tables.as_of import Tables
from farr.tables.fees import FeeSchedule, Localities
from farr.tables.limits import AddOns, UnitLimits
from farr.tables.procedures import Hcpcs

DAY = dt.date.fromisoformat


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FARR_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("farr.tables.bundled.bundled", lambda: ())
    return tmp_path


def text(path: Path, content: str) -> Path:
    path.write_bytes(content.encode("latin-1"))
    return path


def book(path: Path, rows: list[list[object]]) -> Path:
    with Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return path


def record(
    code: str, kind: str, long: str, *, added: str = "20200101", action: str = "20200101", end: str = "", order: int = 100
) -> str:
    first = f"{code:>5}{order:05}{kind}{long:80}"
    if kind in "48":
        return f"{first:320}"
    return f"{first}{long[:28]:28}{'':110}{'C':1}{'':38}{added:8}{action:8}{end:8}N{'':27}"


# ---------------------------------------------------------------- HCPCS
def contractor_file(path: Path, *lines: str) -> Path:
    return text(path, "Notice, with a stray \x96 byte\r\n\r\n" + "\r\n".join(lines) + "\r\n")


def test_the_contractor_file_joins_continuations_and_dates_codes_and_modifiers(store):
    added = pipeline.add(
        [
            contractor_file(
                store / "HCPC2026_JUL_ANWEB.txt",
                record("Z1", "7", "Invented modifier of"),
                record("Z1", "8", "two lines", order=200),
                record("Z2", "7", "Ended modifier", end="20241231", action="20250101"),
                record("V9001", "3", "Invented appliance, caf\xe9 style,"),
                record("V9001", "4", "each", order=200),
                record("V9002", "3", "Ended item", end="20251231", action="20260101"),
                record("V9003", "3", "Twice", added="20100101", end="20191231"),
                record("V9003", "3", "Twice, live", added="20150101"),
                record("V9004", "3", "Gone before it came", added="20250101", end="20241231"),
            )
        ]
    )
    assert (added.manifests[0].release, added.manifests[0].rows) == ("2026-07", 6)
    assert "txt:11, column 285: terminated before it was added" in added.remarks[0]
    table = Tables(DAY("2026-08-01")).get("hcpcs")
    assert isinstance(table, Hcpcs)
    row = table.get("V9001", DAY("2026-08-01"))
    assert row is not None and row["title"] == "Invented appliance, caf\xe9 style, each" and row["coverage"] == "C"
    assert table.modifier("Z1", DAY("2026-08-01"))["title"] == "Invented modifier of two lines"
    assert table.modifier("Z2", DAY("2024-12-31")) and not table.modifier("Z2", DAY("2025-01-01"))
    assert [is_valid("V9002", DAY(day), "hcpcs") for day in ("2019-12-31", "2025-12-31", "2026-01-01")] == [False, True, False]
    assert [(e.effective_from, e["title"]) for e in table.rows("V9003")] == [
        ("2010-01-01", "Twice"),
        ("2015-01-01", "Twice, live"),
    ]
    assert table.rows("V9003")[0].effective_to == "2014-12-31"
    assert not is_valid("Z1", DAY("2026-08-01"), "hcpcs")


@pytest.mark.parametrize(
    ("line", "where"),
    [
        ("V90 1" + record("V9001", "3", "x")[5:], "column 1: expected a code in columns 1-5"),
        (record("V9009", "3", "x").replace("00100", "001x0", 1), "column 6: expected a sequence number"),
        (record("V9009", "5", "x"), "column 1|column 11: expected a record identification"),
        (record("V9009", "3", "x")[:200], "the line ends within the record"),
        (record("V9009", "3", "x", added="20201341"), "column 269: expected a date"),
        (record("V9009", "3", "x", added="20261001"), "column 269: this row takes effect on 2026-10-01"),
    ],
)
def test_a_broken_record_is_refused_with_line_and_column(store, line, where):
    with pytest.raises(UnreadableInput, match=rf"HCPC2026_JUL_ANWEB\.txt:4.*({where})"):
        pipeline.add([contractor_file(store / "HCPC2026_JUL_ANWEB.txt", record("V9001", "3", "x"), line)])
    assert installed() == []


HEADINGS = (
    "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,PRICE1,PRICE2,PRICE3,PRICE4,MULT_PI,CIM1,CIM2,CIM3,MCM1,MCM2,MCM3,STATUTE,"
    "LABCERT1,LABCERT2,LABCERT3,LABCERT4,LABCERT5,LABCERT6,LABCERT7,LABCERT8,XREF1,XREF2,XREF3,XREF4,XREF5,COV,ASC_GRP,ASC_DT,OPPS,"
    "OPPS_PI,OPPS_DT,PROCNOTE,BETOS,TOS1,TOS2,TOS3,TOS4,TOS5,ANEST_BU,ADD DT,ACT EFF DT,TERM DT,ACTION CD"
).split(",")


def alpha(key: str, kind: str, added: str = "20200101") -> list[object]:
    values = {"HCPC": key, "RECID": kind, "LONG DESCRIPTION": "Invented, each", "PRICE1": "31", "PRICE2": "32", "ADD DT": added}
    return [values.get(heading, "") for heading in HEADINGS]


def test_the_alpha_numeric_file_is_read_as_spreadsheet_and_a_copy_beside_it_once(store):
    rows = [list(HEADINGS), alpha("V9001", "3"), alpha("   Z1", "7")]
    with zipfile.ZipFile(store / "october-2026-alpha-numeric.zip", "w") as archive:
        archive.write(book(store / "a.xlsx", rows), "HCPC2026_OCT_ANWEB.xlsx")
        archive.write(
            contractor_file(store / "a.txt", record("V9001", "3", "Invented, each"), record("Z1", "7", "x")),
            "HCPC2026_OCT_ANWEB.txt",
        )
        archive.writestr("HCPC2026_recordlayout.txt", "layout")
    added = pipeline.add([store / "october-2026-alpha-numeric.zip"])
    assert [(m.release, m.rows) for m in added.manifests] == [("2026-10", 2)]
    pipeline.remove("hcpcs", "2026-10")
    pipeline.add([book(store / "HCPC2026_OCT_ANWEB.xlsx", rows)])
    assert Tables(DAY("2026-10-02")).listing("hcpcs").rows("V9001")[0]["pricing"] == "31 32"
    swapped = [["HCPC", "SEQNUM", "RECORD", *HEADINGS[3:]], alpha("V9001", "3")]
    with pytest.raises(UnreadableInput, match=r"HCPC2026_APR_ANWEB\.xlsx:1: no header row with the columns kind"):
        pipeline.add([book(store / "HCPC2026_APR_ANWEB.xlsx", swapped)])


def test_lookup_of_hcpcs_says_until_when(store, monkeypatch):
    pipeline.add([contractor_file(store / "HCPC2026_JUL_ANWEB.txt", record("V9002", "3", "Ended item", end="20251231"))])
    assert lookup("V9002", DAY("2021-12-31")).system == "hcpcs"
    assert lookup("v9002", DAY("2025-12-31"), "hcpcs").to_dict()["effective_to"] == "2025-12-31"
    with pytest.raises(UnknownCode, match="it ended on 2025-12-31"):
        lookup("V9002", DAY("2026-08-01"), "hcpcs")


def test_the_files_of_the_kit_are_read_whole(store, kit):
    manifest = pipeline.add([kit / "official" / "HCPC2019_CONTR_ANWEB.txt.gz"]).manifests[0]
    assert (manifest.release, manifest.rows) == ("2019-01", 6440 + 360)
    table = Tables(DAY("2019-03-01")).listing("hcpcs")
    assert len(table.spans) == 6440 and table.get("A0021", DAY("2019-03-01"))["cross_reference"] == "A0030"
    excerpts = kit / "official" / "excerpts"
    pipeline.add([excerpts / "HCPC2026_OCT_ANWEB.excerpt.csv"], accept_fewer_rows=True)
    modifiers = Tables(DAY("2026-11-01")).get("hcpcs").modifiers
    assert modifiers.get("GD", DAY("2019-12-31")) and not modifiers.get("GD", DAY("2020-01-01"))
    for name, rows in (("GPCI2026", 10), ("MCR_MUE_PractitionerServices_Eff_07-01-2026", 26), ("PPRRVU2026_Jul_nonQPP", 17)):
        path = next(excerpts.glob(f"{name}*"))
        assert pipeline.add([path]).manifests[0].rows == rows
    assert Tables(DAY("2026-08-01")).get("mue-practitioner").limit("0009U").value == 2


def test_every_current_code_of_the_kit_has_the_shape_of_the_loader(kit):
    from farr.tables.loaders.hcpcs import KEY

    with gzip.open(kit / "official" / "hcpcs_level2_2026q3.txt.gz", "rt") as handle:
        assert all(KEY.fullmatch(code) for code in handle.read().split())


# ---------------------------------------------------------------- CPT
CONSOLIDATED = (
    "Invented notice.\r\n\r\nConcept Id\tCPT Code\tLong\tMedium\tShort\tConsumer\tSpanish Consumer\tCurrent Descriptor Effective Date\t"
    "Test Name\tLab Name\tManufacturer Name\r\n1\t00001\tInvented service, long\tINVENTED SERVICE\tINVENTED\t\t\t20250101\t\t\t\r\n"
    "2\t9999U\tInvented assay\tASSAY\tASSAY\t\t\t20260101\tTest\tLab\tMaker\r\n3\t9998T\tInvented tool\tTOOL\tTOOL\t\t\t20240701\t\t\t\r\n"
)
MODIFIERS = "Invented notice.\r\nConcept Id\tModifier Code\tLevel\tType\tModifier Name\tModifier Description\tSection\r\n9\t1X\tI\t\tName\tText\t\r\n"


def test_cpt_of_a_licensee_with_notice_validity_and_modifiers(store):
    with zipfile.ZipFile(store / "cpt.zip", "w") as archive:
        archive.writestr("Current Format/ConsolidatedCodeList.txt", CONSOLIDATED)
        archive.writestr("Current Format/Modifiers.txt", MODIFIERS)
        archive.writestr("Legacy/LONGULT.txt", "Notice\r\n00001\tInvented service, long\r\n")
    added = pipeline.add([store / "cpt.zip"])
    assert {(m.set, m.release, m.rows) for m in added.manifests} == {("cpt", "2026", 3), ("cpt-modifiers", "2026", 1)}
    entry = lookup("9999u", DAY("2026-05-01"))
    assert (entry.system, entry.title, entry.details["short"]) == ("cpt", "Invented assay", "ASSAY")
    assert "copyright of the American Medical Association" in entry.notice
    assert is_valid("00001", DAY("2026-05-01"), "cpt") and not is_valid("00002", DAY("2026-05-01"), "cpt")
    assert Tables(DAY("2026-05-01")).listing("cpt-modifiers").rows("1X")[0]["title"] == "Text"


def test_cpt_without_its_file_is_missing_and_says_how(store):
    with pytest.raises(TableMissing, match="farr tables add FILE"):
        lookup("00001", DAY("2026-05-01"))


def test_the_older_cpt_files(store):
    files = [
        text(store / "LONGULF.txt", "Notice here\r\n\r\n0000101 Invented service,\r\n0000102 long\r\n0000201 Other\r\n"),
        text(store / "MEDU.txt", "Notice\r\n00001 INVENTED MEDIUM\r\n00002 OTHER\r\n"),
        text(store / "SHORTU.txt", "Notice\r\n00001 SHORT\r\n00002 OTHER\r\n"),
    ]
    with pytest.raises(UnreadableInput, match="--from"):
        pipeline.add(files)
    pipeline.add(files, effective_from=DAY("2026-01-01"))
    assert Tables(DAY("2026-05-01")).listing("cpt").rows("00001")[0].cells == {
        "title": "Invented service, long", "medium": "INVENTED MEDIUM", "short": "SHORT",
    }  # fmt: skip
    twice = text(store / "LONGULT.txt", "00001\tOne\r\n00002\tTwo\r\n00001\tOne again\r\n")
    with pytest.raises(UnreadableInput, match=r"LONGULT\.txt:3, column 1: the code stands in line 1 too"):
        pipeline.add([twice], effective_from=DAY("2027-01-01"))


# ---------------------------------------------------------------- MUE
MUE = '"Notice, copyright 2025\r\n\r\nmore",,,\r\n"HCPCS/\r\nCPT Code",{} Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n'


@pytest.mark.parametrize(
    ("name", "heading", "set_"),
    [
        ("MCR_MUE_PractitionerServices_Eff_07-01-2026.csv", "Practitioner", "mue-practitioner"),
        ("MCR_MUE_OutpatientHospitalServices_Eff_07-01-2026.csv", "Outpatient Hospital", "mue-hospital"),
        ("MCR_MUE_DMESupplierServices_Eff_07-01-2026.csv", "DME Supplier", "mue-dme"),
    ],
)
def test_unit_limits_of_each_setting(store, name, heading, set_):
    rows = "00001,4,3 Date of Service Edit: Clinical,Invented\r\nV9001,0,2 Date of Service Edit: Policy,Invented\r\n"
    manifest = pipeline.add([text(store / name, MUE.format(heading) + rows)]).manifests[0]
    assert (manifest.set, manifest.release, manifest.rows) == (set_, "2026-07", 2)
    limits = Tables(DAY("2026-08-01")).get(set_)
    assert isinstance(limits, UnitLimits)
    found = limits.limit("00001")
    assert found is not None and (found.value, found.indicator) == (4, "3") and limits.limit("00009") is None


@pytest.mark.parametrize(
    ("name", "heading", "row", "message"),
    [
        ("Practitioner", "Practitioner", "00001,4,x,y", r"csv:6, column 3: expected an adjudication"),
        ("Practitioner", "Practitioner", "00001,four,1 Line,y", r"csv:6, column 2: expected a whole number"),
        ("Practitioner", "Practitioner", "00001,1,1 Line,y\r\n00001,2,1 Line,y", r"csv:7: two rows of one key"),
        ("DMESupplier", "Practitioner", "00001,4,1 Line,y", r"csv:4, column 2: the heading is that of mue-practitioner"),
    ],
)
def test_broken_unit_limits_are_refused_with_their_place(store, name, heading, row, message):
    with pytest.raises(UnreadableInput, match=message):
        pipeline.add([text(store / f"MCR_MUE_{name}Services_Eff_07-01-2026.csv", MUE.format(heading) + row + "\r\n")])
    assert installed() == []


def test_a_name_of_an_earlier_year_than_the_notice_is_refused(store):
    with pytest.raises(UnreadableInput, match="the name says 2024 and the notice is of 2025"):
        pipeline.add(
            [text(store / "MCR_MUE_PractitionerServices_Eff_07-01-2024.csv", MUE.format("Practitioner") + "00001,1,1 Line,y\r\n")]
        )


# ---------------------------------------------------------------- add-on codes
AOC: list[list[object]] = [
    ["Invented notice"],
    ["AOC_Edit_Type", "Add-On_Code", "AOC_DelDT", "Primary_Code", "Primary_Code_DelDT", "AOC_Edit_EffDT", "AOC_Edit_DelDT", "Special_Instruction_Notes"],
    [1, "00011", "", "00001", "", 2020001, "", ""],
    [1, "00011", "", "00002", 2025365, 2020001, "", ""],
    [1, "00011", "", "00003", "", 2026091, "", ""],
    [2, "00012", "", "CCCCC", "", 2020001, "", "contractor"],
    [3, "00013", 2024366, "00001", "", 2020001, "", ""],
    [1, "00014", "", "00001", "", 2022001, 2022001, ""],
]  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "txt"])
def test_add_on_codes_and_ordinal_dates(store, kind):
    name = store / f"AOC_V2026Q2-MCR.{kind}"
    path = book(name, AOC) if kind == "xlsx" else text(name, "\r\n".join("\t".join(map(str, row)) for row in AOC) + "\r\n")
    added = pipeline.add([path])
    assert added.manifests[0].release == "2026-04" and "1 rows were never in force" in added.remarks[0]
    table = Tables(DAY("2026-05-01")).get("ncci-add-on")
    assert isinstance(table, AddOns)
    assert [table.edit("00011", DAY(day)).primaries for day in ("2025-12-31", "2026-03-31", "2026-04-01")] == [
        ("00001", "00002"), ("00001",), ("00001", "00003"),
    ]  # fmt: skip
    assert table.edit("00012", DAY("2026-05-01")).to_dict() == {
        "code": "00012",
        "type": "2",
        "primaries": (),
        "contractor_defined": True,
    }
    assert table.edit("00013", DAY("2024-12-31")).contractor_defined and table.edit("00013", DAY("2025-01-01")) is None


def test_a_broken_add_on_row_is_refused(store):
    with pytest.raises(UnreadableInput, match=r"AOC_V2026Q2-MCR\.xlsx:9, column 6: expected a date"):
        pipeline.add([book(store / "AOC_V2026Q2-MCR.xlsx", [*AOC, [1, "00015", "", "00001", "", 2026400, "", ""]])])


# ---------------------------------------------------------------- fee schedule, localities, Addendum B
CAPTIONS = [
    ",,2026 National Physician Fee Schedule Relative Value File July Release" + "," * 29,
    ",,Invented codes." + "," * 29,
    "," * 29 + "NON-FACILITY,FACILITY,",
    ",,,,NOT USED,,,,,,,,,,,,,,,,,,,,,,PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED",
    ",,,,FOR,,,NON-FAC,,FACILITY,,,,,,,,,,,,,,,,,SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS",
    ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,BILAT,ASST,CO-,TEAM,PRIC,ENDO,"
    "CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT",
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,OP,PROC,SURG,SURG,SURG,SURG,"
    "IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT",
]


def relative_values(path: Path, factor: str = "33.4009", captions: list[str] = CAPTIONS, extra: str = "") -> Path:
    rest = f"0.50,,0.30,,0.10,{{}},1.40,{{}},{{}},0.10,0.80,0.10,2,1,0,1,0,9,,{factor},09,0,99,0.00,0.00,0.00"
    rows = [
        f"00001,,Invented,A,,1.00,{rest.format('1.60', '1', '090')}",
        f"00001,26,Invented,A,,0.60,{rest.format('1.20', '1', '090')}",
        f'V9001,,Invented,A,,"1,000.00",{rest.format("1.60", "0", "XXX")}',
    ]
    return text(path, "\r\n".join([*captions, *rows, *([extra] if extra else [])]) + "\r\n")


def test_relative_values_by_code_and_modifier_with_both_conversion_factors(store):
    files = [relative_values(store / "PPRRVU2026_Jul_nonQPP.csv"), relative_values(store / "PPRRVU2026_Jul_QPP.csv", "33.5675")]
    manifest = pipeline.add(files).manifests[0]
    assert (manifest.release, manifest.rows) == ("2026-07", 3)
    table = Tables(DAY("2026-08-01")).get("mpfs")
    assert isinstance(table, FeeSchedule)
    row = table.row("00001", "26")
    assert row is not None and (row["work_rvu"], row["pc_tc"], row["global_days"], row["bilateral"]) == ("0.60", "1", "090", "1")
    assert (row["conversion_factor"], row["conversion_factor_qualifying"]) == ("33.4009", "33.5675")
    assert table.row("V9001")["work_rvu"] == "1000.00" and table.row("V9001", "26") is None


def test_a_changed_order_of_columns_or_another_release_is_refused(store):
    swapped = [*CAPTIONS[:5], CAPTIONS[5].replace("MULT,BILAT", "BILAT,MULT"), CAPTIONS[6].replace("PROC,SURG", "SURG,PROC", 1)]
    with pytest.raises(UnreadableInput, match=r"csv:7, column 19: expected the heading of multiple procedure"):
        pipeline.add([relative_values(store / "PPRRVU2026_Jul_nonQPP.csv", captions=swapped)])
    with pytest.raises(UnreadableInput, match=r"csv:1: the title is of July 2026, the name or --from says 2026-10-01"):
        pipeline.add([relative_values(store / "PPRRVU2026_Oct_nonQPP.csv")])
    bad = "00001,,Invented,A,,one" + "," * 26
    with pytest.raises(UnreadableInput, match=r"csv:11, column 6: expected a number"):
        pipeline.add([relative_values(store / "PPRRVU2026_Jul_nonQPP.csv", extra=bad)])
    assert installed() == []


def test_localities_by_contractor_and_number(store):
    content = (
        'ADDENDUM E. FINAL CY 2026 GPCIs,,,,,,\r\n,,,,,,\r\n"Medicare Administrative Contractor (MAC)",State,Locality Number,Locality Name,'
        "2026 PW GPCI (with 1.0 Floor)***,2026 PE GPCI,2026 MP GPCI\r\n99102,ZZ,01,INVENTED*,1.500,1.065,0.551\r\n"
        '99102,ZZ,02,"ISLES, THE",1.000,0.9,0.6\r\n"Note of November 22, 2023",,,,,,\r\n*Foot note.,,,,,,\r\n'
    )
    assert pipeline.add([text(store / "GPCI2026.csv", content)]).manifests[0].rows == 2
    table = Tables(DAY("2026-08-01")).get("gpci")
    assert isinstance(table, Localities)
    assert table.of("99102", "01").cells == {
        "state": "ZZ", "title": "INVENTED", "work": "1.500", "practice_expense": "1.065", "malpractice": "0.551",
    }  # fmt: skip
    with pytest.raises(UnreadableInput, match="the name says 2025 and the title 2026"):
        pipeline.add([text(store / "GPCI2025.csv", content)])


def test_addendum_b_with_signs_separators_and_changes(store):
    rows: list[list[object]] = [
        ["Addendum B.-Final OPPS Payment by HCPCS Code for CY 2026"],
        ["HCPCS Code", "Short Descriptor", "SI", "APC", "Relative Weight ", "Payment Rate ", "National Unadjusted\nCopayment",
         "Minimum Unadjusted Copayment", "* Indicates a Change"],
        ["00001", "Invented", "J1", 5115, 140.5, "$12,345.60 ", ".", "$2,469.12", "*"],
        ["V9001", "Invented", "N", "", "", "", "", "", ""],
        ["Foot note about codes"],
    ]  # fmt: skip
    manifest = pipeline.add([book(store / "july-2026-opps-addendum-b.06302026.xlsx", rows)]).manifests[0]
    assert (manifest.set, manifest.release, manifest.rows) == ("opps-addendum-b", "2026-07", 2)
    row = Tables(DAY("2026-08-01")).listing("opps-addendum-b").rows("00001")[0]
    assert (row["status"], row["apc"], row["rate"], row["copayment"], row["changed"]) == ("J1", "5115", "12345.60", "", "*")
    rows[2][2] = "j"
    with pytest.raises(UnreadableInput, match=r"xlsx:3, column 3: expected a status indicator"):
        pipeline.add([book(store / "october-2026-opps-addendum-b.xlsx", rows)])
