"""Paper claims: each value stands in its box, on the raster of the form; several pages; the wrong form is refused."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings

from claim_examples import line, office, stay
from claim_strategies import institutional, professional
from farr.claims.forms import Layout, cms1500, to_pdf, ub04
from farr.claims.forms.cms1500 import LAYOUT as CMS1500
from farr.claims.forms.ub04 import LAYOUT as UB04
from farr.errors import UsageError
from farr.pipeline.claim import claim
from farr.records import Encounter

SOME = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
TODAY = dt.date(2026, 5, 5)


@pytest.mark.parametrize(("layout", "columns"), [(CMS1500, 79), (UB04, 82)], ids=["cms1500", "ub04"])
def test_boxes_lie_on_the_page_and_apart(layout: Layout, columns: int) -> None:
    for cell in layout.cells.values():
        assert 1 <= cell.line <= 66 and cell.column >= 1 and cell.column + cell.width - 1 <= columns, cell
    for one, other in combinations(layout.cells.values(), 2):
        apart = one.column + one.width <= other.column or other.column + other.width <= one.column
        assert one.line != other.line or apart, (one, other)
    assert layout.left + columns / 10 <= 8.5


def test_the_boxes_of_a_professional_claim() -> None:
    told = office(
        frequency="7", original_reference="PCN1", accident={"causes": ["auto"], "date": "2026-05-01", "state": "OH"},
        lines=[line(1, 3, modifiers=["25"], charge="1234.50"), line(2, units="2")],
    )  # fmt: skip
    (sheet,) = cms1500(claim(told))
    text = sheet.texts
    assert (text["2"], text["3"], text["3 female"], text["1a"]) == ("EXAMPLE, ANN", "02 11 1968", "X", "DEMO0001")
    assert (text["10b yes"], text["10b state"], text["10a no"], text["15 qual"]) == ("X", "OH", "X", "439")
    assert (text["21A"], text["21D"], text["22"], text["22 ref"]) == ("E1122", "M1711", "7", "PCN1")
    assert (text["24A 0"], text["24D 0"], text["24D 1 0"], text["24E 0"], text["24F 0"]) == (
        "05 04 26",
        "99213",
        "25",
        "AC",
        "1234 50",
    )
    assert (text["24G 1"], text["25"], text["25 ein"], text["28"], text["33a"]) == (
        "2",
        "123456789",
        "X",
        "1244 50",
        "1234567893",
    )
    rows = sheet.lines()
    assert rows[43][:8] == "05 04 26" and rows[43][49:57] == " 1234 50"[-8:]


def test_the_boxes_of_an_institutional_claim() -> None:
    (sheet,) = ub04(claim(stay()), TODAY)
    text = sheet.texts
    assert (text["4"], text["6 from"], text["12"], text["13"], text["17"]) == ("0111", "030126", "030126", "14", "01")
    assert (text["67"], text["67 poa"], text["67A"], text["69"]) == ("K3580", "Y", "E119", "R1031")
    assert (text["74"], text["74 date"], text["39a"], text["39a amount"]) == ("0DTJ4ZZ", "030226", "80", "3 00")
    assert (text["42 0"], text["47 0"], text["44 1"], text["42 total"], text["47 total"]) == (
        "0120",
        "3000 00",
        "44970",
        "0001",
        "8000 00",
    )
    assert (text["76 npi"], text["76 last"], text["76 first"], text["created"]) == ("1245319599", "ROE", "RICHARD", "050526")


def test_more_lines_than_a_page_holds_and_the_total_on_the_last() -> None:
    sheets = cms1500(claim(office(lines=[line(1) for _ in range(13)])))
    assert [sum(box.startswith("24A ") and "to" not in box for box in sheet.texts) for sheet in sheets] == [6, 6, 1]
    assert ["28" in sheet.texts for sheet in sheets] == [False, False, True] and sheets[2].texts["28"] == "130 00"
    pages = ub04(claim(stay(lines=[line(revenue_code="0300") for _ in range(23)])), TODAY)
    assert [page.texts["page"] + "/" + page.texts["pages"] for page in pages] == ["1/2", "2/2"]
    assert ["47 total" in page.texts for page in pages] == [False, True]


def test_the_other_form_is_refused() -> None:
    with pytest.raises(UsageError, match="ub04"):
        cms1500(claim(stay()))
    with pytest.raises(UsageError, match="cms1500"):
        ub04(claim(office()), TODAY)


@SOME
@given(professional())
def test_any_professional_claim_is_printed_within_its_boxes(one: Encounter) -> None:
    made = claim(one)
    sheets = cms1500(made)
    assert all(len(text) <= sheet.layout.cells[box].width for sheet in sheets for box, text in sheet.texts.items())
    assert to_pdf(sheets, grid=True, shift=(0.1, -0.1)).startswith(b"%PDF")


@SOME
@given(institutional())
def test_any_institutional_claim_is_printed_within_its_boxes(one: Encounter) -> None:
    sheets = ub04(claim(one), TODAY)
    assert all(len(text) <= sheet.layout.cells[box].width for sheet in sheets for box, text in sheet.texts.items())
    assert to_pdf(sheets).startswith(b"%PDF")
