"""Drugs with units and supplies: HCPCS Level II, on notes written for these tests."""

from __future__ import annotations

import datetime as dt
import gzip
from decimal import Decimal
from pathlib import Path

import pytest

from farr import code
from farr.codes.page import Page
from farr.codes.supplied.drugs import Dose, drugs, units_of
from farr.codes.supplied.given import modifier
from farr.codes.wordings import table
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.records import CodedDocument, Document, Suggestion
from farr.tables import Icd10Cm, Tables

DAY = dt.date(2026, 3, 2)
PACKAGE = "farr.codes.supplied"


def coded(text: str, date: dt.date = DAY, **more: object) -> CodedDocument:
    return code(Document(id="t", text=f"ASSESSMENT AND PLAN\n1. Pain.\n{text}\n", date=date, **more))  # type: ignore[arg-type]


def supplied(text: str, date: dt.date = DAY, **more: object) -> list[Suggestion]:
    return [one for one in coded(text, date, **more).codes if one.system == "hcpcs"]


def told(found: list[Suggestion]) -> list[tuple[str, str]]:
    return [(one.code, str(one.units)) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ceftriaxone 1 g IM was given in clinic.", ("J0696", "4")),
        ("Ceftriaxone 250 mg IM x1.", ("J0696", "1")),
        ("The right knee was injected with 40 mg of triamcinolone acetonide.", ("J3301", "4")),
        ("Toradol 30 mg IM given today.", ("J1885", "2")),
        ("Ketorolac 20 mg IM given.", ("J1885", "2")),
        ("She received vitamin B12 1,000 mcg intramuscularly.", ("J3420", "1")),
        ("Penicillin G benzathine 2.4 million units IM administered.", ("J0561", "24")),
        ("Dexamethasone 10 mg IM was administered.", ("J1100", "10")),
        ("Depo-Provera 150 mg IM given.", ("J1050", "150")),
        ("Infliximab 400 mg IV infusion given.", ("J1745", "40")),
        ("Depo-Medrol 80 mg was injected.", ("J1010", "80")),
        ("Mirena was inserted without difficulty.", ("J7298", "1")),
    ],
)
def test_doses_make_units(text: str, expected: tuple[str, str]) -> None:
    found = supplied(text)
    assert told(found) == [expected]
    assert found[0].reportable and found[0].role == "procedure"


@pytest.mark.parametrize(
    "text",
    [
        "Prescribed ketorolac 10 mg by mouth.",
        "Continue insulin 20 units daily at home.",
        "Ceftriaxone was not given.",
        "If it worsens, ceftriaxone 1 g IM will be given.",
        "Discussed ketorolac injection.",
        "Start dexamethasone 4 mg tablets.",
        "She received ceftriaxone 1 g IM last week.",
        "She is allergic to ketorolac 30 mg IM.",
    ],
)
def test_what_is_prescribed_planned_denied_or_past_is_not_given(text: str) -> None:
    assert not [one for one in supplied(text) if one.code.startswith("J")]


def test_a_home_medication_list_is_not_given() -> None:
    text = "CURRENT MEDICATIONS\nEnoxaparin 40 mg subcutaneous injection.\n\nASSESSMENT\n1. Pain.\n"
    assert not [one for one in code(Document(id="t", text=text, date=DAY)).codes if one.system == "hcpcs"]


def test_discarded_drug_is_a_line_of_its_own_with_jw() -> None:
    text = "Trastuzumab 350 mg IV infusion given from a single-dose vial. 70 mg was discarded."
    found = supplied(text)
    assert [(one.code, one.modifiers, str(one.units)) for one in found] == [("J9355", (), "35"), ("J9355", ("JW",), "7")]


def test_none_discarded_from_a_single_dose_vial_is_jz_once_it_is_in_force() -> None:
    text = "Denosumab 60 mg subcutaneous injection given from a single-dose vial."
    assert supplied(text)[0].modifiers == ("JZ",)
    assert modifier("none discarded", dt.date(2023, 6, 30)) == ()


def test_a_dose_that_is_missing_is_asked_for() -> None:
    answer = coded("Ceftriaxone IM was given.")
    assert [one.units for one in answer.codes if one.code == "J0696"] == [None]
    assert [finding.codes for finding in answer.findings if finding.edit == "SVC-002"] == [("J0696",)]


def test_a_volume_does_not_settle_a_weight() -> None:
    assert supplied("1 cc of Kenalog was injected.")[0].units is None
    assert units_of(Dose(Decimal(0), "mg", 0, 0), Decimal(1), "mg") is None


def test_the_facility_reports_drugs_of_the_emergency_department() -> None:
    text = "Ceftriaxone 1 g IV given."
    assert [one.reportable for one in supplied(text, setting="emergency")] == [False]
    assert [one.reportable for one in supplied(text, setting="emergency", claim_type="institutional")] == [True]
    assert supplied(text, setting="inpatient", claim_type="institutional") == []


def test_dates_choose_between_codes_of_a_drug(icd10cm: Icd10Cm) -> None:
    text = "Hydromorphone 1 mg IV given."
    page = Page(Reading(Document(id="t", text=text), lexicon(icd10cm)))
    assert told(drugs(page, Tables(DAY), True, "")[0]) == [("J1171", "10")]
    assert told(drugs(page, Tables(dt.date(2024, 3, 1)), True, "")[0]) == [("J1170", "1")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Influenza vaccine was given today.", ["G0008"]),
        ("She was fitted with a knee immobilizer and crutches.", ["L1830", "E0114"]),
        ("Short arm cast applied.", ["Q4010"]),
        ("Wound closed with Dermabond.", ["G0168"]),
        ("He walks with a walker.", []),
        ("Order a wheelchair.", []),
    ],
)
def test_supplies_and_services(text: str, expected: list[str]) -> None:
    assert [one.code for one in supplied(text)] == expected


def test_words_are_verbatim() -> None:
    text = "ASSESSMENT AND PLAN\n1. Pain.\nCEFTRIAXONE  1 g\nIM was given.\n"
    for one in code(Document(id="t", text=text, date=DAY)).codes:
        assert all(text[e.start : e.end] == e.text for e in one.evidence)


def test_every_number_is_in_the_release_that_the_tables_name(kit: Path) -> None:
    with gzip.open(kit / "official" / "hcpcs_level2_2026q3.txt.gz", "rt", encoding="ascii") as lines:
        listed = {line.strip() for line in lines}
    for name in ("drugs.tsv", "services.tsv"):
        assert not [row[0] for row in table(PACKAGE, "en", name) if row[0] not in listed]


def test_drug_rows_are_sound() -> None:
    rows = table(PACKAGE, "en", "drugs.tsv")
    assert len(rows) > 150
    seen: dict[tuple[str, str], str] = {}
    for code_, increment, unit, first, _last, source, names in rows:
        assert Decimal(increment) > 0 and unit in ("mg", "mcg", "g", "unit", "mL", "meq", "dose", "device") and source
        for name in names.split(";"):
            assert seen.setdefault((name, first), code_) == code_, name
