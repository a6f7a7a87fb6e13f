"""Encounters become claims: what is asked for, split, numbered, batched, read back and checked where it stands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import msgspec
import pytest

from claim_examples import line, office, stay
from farr.claims.numbers import control_number
from farr.errors import IncompleteClaim, UnreadableInput, UsageError
from farr.pipeline import control
from farr.pipeline.check import check
from farr.pipeline.claim import as_billed, batches, claim, claims, encounter_of, left_out, to_837
from farr.pipeline.claim_file import read_837
from farr.pipeline.inputs import encounters
from farr.pipeline.outbox import to_outbox
from farr.records import Encounter


# ---------------------------------------------------------------- what a claim asks for
def test_everything_missing_is_told_at_once() -> None:
    with pytest.raises(IncompleteClaim) as caught:
        claims(msgspec.convert({"id": "x", "claim_type": "institutional", "lines": [{}]}, Encounter))
    assert {
        "/type_of_bill",
        "/from",
        "/through",
        "/admission/discharge_status",
        "/attending_provider/name/family",
        "/payer/id",
        "/billing_provider/npi",
        "/subscriber/id",
        "/patient/birth_date",
        "/diagnoses",
        "/lines/0/revenue_code",
        "/lines/0/charge",
    } <= set(caught.value.missing)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"frequency": "7"}, "/original_reference"),
        ({"accident": {"causes": ["auto"], "date": "2026-05-01"}}, "/accident/state"),
        ({"accident": {"causes": ["other"]}}, "/accident/date"),
        ({"lines": [line(1, place_of_service="21")]}, "/admission/date"),
        ({"other_payers": [{"id": "A", "name": "A"}]}, "/other_payers/0/subscriber/id"),
    ],
)
def test_a_situation_asks_for_more(changes: dict[str, Any], path: str) -> None:
    with pytest.raises(IncompleteClaim) as caught:
        claims(office(**changes))
    assert caught.value.missing == (path,)


def test_a_pointer_to_nothing_and_a_repeated_pointer_are_refused() -> None:
    with pytest.raises(IncompleteClaim, match=r"/lines/0/diagnosis_pointers.*/lines/1/diagnosis_pointers"):
        claims(office(lines=[line(9), line(1, 1)]))


def test_the_claim_stage_of_the_check_asks_for_the_same() -> None:
    bare = msgspec.structs.replace(office(), payer=None)
    assert "/payer/id" not in {finding.where for finding in check(bare).findings}
    assert {"/payer/id", "/payer/name"} <= {finding.where for finding in check(bare, "claim").findings}


# ---------------------------------------------------------------- what is told and what is left out
def test_agreements_come_from_the_encounter() -> None:
    told = office(signatures={"assignment": "not-accepted", "benefits_assigned": "no", "release": "informed", "provider": False})
    assert "***11:B:1*N*C*N*I~" in to_837(claims(told))
    assert "***11:B:1*Y*A*Y*Y~" in to_837(claims(office()))


def test_the_rendering_provider_of_a_stay_is_its_attending_one() -> None:
    made = claim(stay())
    assert made.attending_provider is not None and made.attending_provider.npi == "1245319599"
    assert made.rendering_provider is None and made.facility is None


def test_days_are_counted_on_accommodation_lines() -> None:
    assert [one.unit for one in claim(stay()).lines] == ["day", "service"]


def test_the_order_of_payment_follows_who_has_answered() -> None:
    holder = {"id": "M", "name": {"family": "DOE"}}
    answered = {"id": "A", "name": "A", "subscriber": holder, "paid": "5.00", "remittance_date": "2026-05-09"}
    waiting = {"id": "B", "name": "B", "subscriber": holder}
    made = claim(office(other_payers=[waiting, answered]))
    assert [made.payer.sequence, *(payer.sequence for payer in made.other_payers)] == ["secondary", "tertiary", "primary"]


def test_a_replacement_names_the_claim_that_it_replaces() -> None:
    text = to_837(claims(office(frequency="7", original_reference="PCN1")))
    assert "11:B:7*" in text and "REF*F8*PCN1~" in text
    assert "11:A:8*" in to_837(claims(stay(type_of_bill="0118", original_reference="PCN1")))


# ---------------------------------------------------------------- splitting
def test_thirteen_diagnoses_need_two_claims() -> None:
    codes = [
        "E11.9",
        "I10",
        "J45.909",
        "M54.50",
        "N18.6",
        "Z79.4",
        "E66.9",
        "K21.9",
        "F32.A",
        "G47.33",
        "H52.4",
        "R07.9",
        "I48.91",
    ]
    told = office(diagnoses=[{"code": code} for code in codes], lines=[line(1, 2, 3, 4), line(5, 6, 7, 8), line(9, 10, 11, 12),
                                                                        line(13, 1)])  # fmt: skip
    first, second = claims(told)
    assert len(first.diagnoses) == 12 and len(first.lines) == 3 and len(second.lines) == 1
    assert [second.diagnoses[pointer - 1].code for pointer in second.lines[0].diagnosis_pointers] == ["I48.91", "E11.9"]
    assert (first.total_charge, second.total_charge) == (Decimal("30.00"), Decimal("10.00"))
    assert second.control_number.endswith("/2") and second.lines[0].control_number == "4"
    assert not left_out(told)


@pytest.mark.parametrize(("count", "kind", "sizes"), [(51, "professional", [50, 1]), (1000, "institutional", [999, 1])])
def test_more_lines_than_a_claim_holds(count: int, kind: str, sizes: list[int]) -> None:
    rows = [line(1, revenue_code="0300") for _ in range(count)]
    found = claims(office(lines=rows) if kind == "professional" else stay(lines=rows))
    assert [len(one.lines) for one in found] == sizes
    assert sum(one.total_charge for one in found) == 10 * count
    assert len({one.control_number for one in found}) == 2
    with pytest.raises(UsageError, match="2 claims"):
        claim(office(lines=rows) if kind == "professional" else stay(lines=rows))


def test_diagnoses_that_stand_nowhere_are_told() -> None:
    told = office(diagnoses=[{"code": "I10"}] * 14, lines=[line(1)])
    assert left_out(told) == ("/diagnoses/12", "/diagnoses/13")


def test_what_another_payer_paid_follows_its_lines_or_stops_the_split() -> None:
    holder = {"id": "M", "name": {"family": "DOE"}}
    payer = {"id": "A", "name": "A", "subscriber": holder, "remittance_date": "2026-05-09"}
    paid = [{"payer": "A", "paid": "6.00", "adjustments": [{"group": "CO", "reason": "45", "amount": "4.00"}]}]
    found = claims(office(lines=[line(1, adjudications=paid) for _ in range(51)], other_payers=[payer]))
    assert [one.other_payers[0].paid for one in found] == [Decimal("300.00"), Decimal("6.00")]
    with pytest.raises(IncompleteClaim, match="/other_payers/0"):
        claims(office(lines=[line(1) for _ in range(51)], other_payers=[{**payer, "paid": "7.00"}]))


# ---------------------------------------------------------------- numbers, batches, files
def test_control_numbers_of_different_ids_differ() -> None:
    ids = ["A1", "a1", "A 1", "A-1", "A1/2", "x" * 30, "X" * 30, "", "é"]
    numbers = [control_number(one, part) for one in ids for part in (1, 2)]
    assert len(set(numbers)) == len(numbers) and all(0 < len(number) <= 20 for number in numbers)
    assert control_number("A1") == "A1"


def test_interchange_numbers_go_on_and_survive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FARR_HOME", str(tmp_path))
    assert [control.reserve("set", 3), control.reserve("set"), control.reserve("interchange")] == [1, 4, 1]
    file = tmp_path / "control-numbers" / "set"
    file.write_text("999999998")
    assert control.reserve("set", 2) == 1
    file.write_text("")
    with pytest.raises(UnreadableInput, match="last control number"):
        control.reserve("set")


def test_one_file_for_each_payer_and_type(tmp_path: Path) -> None:
    other = msgspec.structs.replace(office(id="B1"), payer=stay().payer)
    found = [*claims(office(id="A1")), *claims(other), *claims(stay()), *claims(office(id="A2"))]
    assert [(len(batch.claims), batch.claim_type) for batch in batches(found)] == [
        (2, "professional"), (1, "professional"), (1, "institutional")
    ]  # fmt: skip
    files = to_outbox(found, tmp_path / "out")
    assert sorted(tmp_path.joinpath("out").iterdir()) == sorted(files) and len(files) == 3
    assert [path.name.rsplit("-", 1)[1] for path in files] == ["837P.x12", "837P.x12", "837I.x12"]
    assert sum(len(list(read_837(path.read_bytes()))) for path in files) == 4


# ---------------------------------------------------------------- reading back
def test_an_837_in_any_delimiters_gives_its_encounters() -> None:
    made = [*claims(office(id="A1")), *claims(stay(id="S1"))]
    data = to_837(made).translate(str.maketrans("*:~^", "|>'!")).encode()
    found = list(read_837(data))
    assert (
        [one.encounter for one in found]
        == [encounter_of(one) for one in made]
        == [as_billed(office(id="A1")), as_billed(stay(id="S1"))]
    )


def test_findings_on_an_837_name_the_place_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "claims.x12"
    text = to_837(
        [*claims(office(id="A1")), *claims(office(id="A2", diagnoses=[{"code": "I10"}, {"code": "E11"}], lines=[line(1)]))]
    )
    file.write_text(text)
    first, second = encounters(str(file))
    assert not [one for one in check(first.value, places=first.places).findings if one.severity == "error"]
    finding = check(second.value, places=second.places).findings[0]
    segments = text.split("~\n")
    number = 1 + next(at for at, segment in enumerate(segments) if segment.startswith("HI*ABK:I10*ABF:E11"))
    assert finding.name == "incomplete-code" and finding.where == f"set 1 claim 2 loop 2300 segment {number} HI02"
    assert (finding.loop, finding.segment, finding.segment_number, finding.element) == ("2300", "HI", number, "HI02")


def test_segments_without_a_field_are_told(tmp_path: Path) -> None:
    file = tmp_path / "claims.x12"
    file.write_text(to_837(claims(office(id="A1"))).replace("LX*1~", "ZZZ*1~\nLX*1~"))
    (item,) = encounters(str(file))
    note = check(item.value, unknown=item.unknown, places=item.places).findings[-1]
    assert note.name == "unknown-field" and "(ZZZ)" not in note.where and note.where.endswith("ZZZ")


def test_a_value_that_is_no_date_is_an_error_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "claims.x12"
    file.write_text(to_837(claims(office(id="A1"))).replace("DTP*472*D8*20260504", "DTP*472*D8*20261504"))
    (item,) = encounters(str(file))
    assert item.error is not None and "element DTP03" in item.error.where and "/lines/0/date" in item.error.where


def test_another_set_is_no_claim(tmp_path: Path) -> None:
    file = tmp_path / "other.x12"
    file.write_text(to_837(claims(office(id="A1"))).replace("ST*837", "ST*835"))
    (item,) = encounters(str(file))
    assert item.error is not None and "no 837" in item.error.message
