"""The simulated payer: what it answers balances, comes back to the claim that was sent, and passes the check of its own guide."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from farr.claims import assemble
from farr.errors import UnreadableInput
from farr.pipeline import x12
from farr.pipeline.claim import to_837
from farr.pipeline.remit import remit, shelf_of, write_drafts
from farr.pipeline.simulate import Answers, Rules, fees_of, simulate_payer, write_answers
from farr.records import Diagnosis, Encounter, Name, Patient, ServiceLine, Subscriber
from tests.remittance.test_outcomes import BORN, HOME, encounter

JOHN = Name(family="Roe", given="John")
OTHER = Subscriber(id="MEMBER2", relationship="self", name=JOHN, sex="male", birth_date=BORN, address=HOME)
TODAY = dt.date(2026, 2, 20)
NO_CHANCE = Rules(denial_factor=Decimal(0))


def answered(*encounters: Encounter, rules: Rules = NO_CHANCE, seed: int = 0) -> Answers:
    return simulate_payer(to_837([assemble(one) for one in encounters]).encode(), rules, seed, TODAY)


def test_the_three_answers_pass_the_check_and_find_their_claim(tmp_path: Path) -> None:
    sent = tmp_path / "sent.837"
    john = Patient(name=JOHN, sex="male", birth_date=BORN, address=HOME)
    both = [encounter("e1"), encounter("e2", subscriber=OTHER, patient=john)]
    sent.write_text(to_837([assemble(one) for one in both]))
    files = list(write_answers(simulate_payer(sent.read_bytes(), NO_CHANCE, 0, TODAY), tmp_path / "out"))
    assert [file.name for file in files] == ["answer.999", "answer.277ca", "answer.835"]
    for file in files:
        assert x12.check(str(file)).errors == 0, x12.check(str(file)).findings
    shelf = shelf_of([str(sent)])
    outcomes = [outcome for file in files for outcome in remit(str(file), shelf)]
    assert [(o.kind, o.stage, o.claim is not None) for o in outcomes] == [
        ("set-status", "accepted", True), ("set-status", "accepted", True),
        ("claim-status", "accepted", True), ("claim-status", "accepted", True),
        ("payment", "paid", True), ("payment", "paid", True),
        ("provider-adjustment", "pending", False), ("provider-adjustment", "pending", False),
    ]  # fmt: skip


def test_the_fee_table_the_deductible_and_the_coinsurance(tmp_path: Path) -> None:
    fees = tmp_path / "fees.tsv"
    fees.write_text("# code, allowed\n99213\t90.00\n93000\t60.00\n")
    rules = Rules(fees=fees_of(str(fees)), denial_factor=Decimal(0))
    (remittance,) = answered(encounter(), rules=rules).remittances
    (payment,) = remittance.payments
    first, second = payment.lines
    assert [(a.group, a.reason, str(a.amount)) for a in first.adjustments] == [
        ("CO", "45", "10.00"), ("PR", "1", "50.00"), ("PR", "2", "8.00"),
    ]  # fmt: skip
    assert (first.paid, second.paid, second.allowed) == (Decimal("32.00"), Decimal("40.00"), Decimal("50.00"))
    fees.write_text("99213\tmuch\n")
    with pytest.raises(UnreadableInput, match=r"fees\.tsv:1"):
        fees_of(str(fees))


def test_faults_that_edits_find_are_denied() -> None:
    wrong = encounter(diagnoses=(Diagnosis(code="N40.0"),))
    (remittance,) = answered(wrong).remittances
    assert {a.reason for line in remittance.payments[0].lines for a in line.adjustments} == {"10"}
    assert remittance.amount == 0


def test_duplicates_and_late_claims_are_denied() -> None:
    (remittance,) = answered(encounter("e1"), encounter("e2")).remittances
    assert {a.reason for line in remittance.payments[1].lines for a in line.adjustments} == {"18"}
    day = dt.date(2024, 12, 30)
    line = ServiceLine(code="99213", units=Decimal(1), charge=Decimal(100), date=day, diagnosis_pointers=(1,))
    late = encounter("e3", line, from_=day, through=day)
    found = answered(late).remittances
    assert not found or {a.reason for ln in found[0].payments[0].lines for a in ln.adjustments} <= {"29", "146"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    charges=st.lists(st.lists(st.decimals("0.01", "9999.99", places=2), min_size=1, max_size=5), min_size=1, max_size=5),
    seed=st.integers(0, 1000),
)
def test_whatever_is_sent_the_answer_balances(charges: list[list[Decimal]], seed: int, tmp_path_factory) -> None:  # type: ignore[no-untyped-def]
    day = dt.date(2026, 1, 4)
    sent = [
        encounter(
            f"e{number}",
            *(ServiceLine(code="99213", units=Decimal(1), charge=c, date=day, diagnosis_pointers=(1,)) for c in lines),
        )
        for number, lines in enumerate(charges)
    ]
    answers = answered(*sent, rules=Rules(denial_factor=Decimal(20)), seed=seed)
    file = tmp_path_factory.mktemp("answers") / "answer.835"
    file.write_text(answers.remittance)
    outcomes = list(remit(str(file)))
    assert not [finding for outcome in outcomes for finding in outcome.findings]
    deposit = sum(p.amount for o in outcomes for p in o.postings if p.kind in ("payment", "payer-balance"))
    assert deposit == sum(r.amount for r in answers.remittances)
    assert x12.check(str(file)).errors == 0


def test_the_same_seed_gives_the_same_answers() -> None:
    rules = Rules(denial_factor=Decimal(20))
    first, second = (answered(encounter(), encounter("e2"), rules=rules, seed=7).remittances for _ in range(2))
    assert first == second


def test_drafts_answer_denials_and_tell_nothing_in_their_names(tmp_path: Path) -> None:
    from farr.records import EvidenceLink

    link = EvidenceLink(document="n1", start=10, end=22, text="Hypertension")
    sent = tmp_path / "sent.jsonl"
    one = encounter("e1", evidence={"/diagnoses/0": (link,)})
    sent.write_text(json.dumps(one.to_dict()))
    shelf = shelf_of([str(sent)])
    control = assemble(one).control_number
    from tests.remittance.files import claim, line, remittance

    body = claim(control, "1", "150", "0", number="PCN9")
    body += line("99213:25", "100", "0", "CO*50*100", "1", "N115") + line("93000", "50", "0", "CO*4*50", "2", "N822")
    answer = tmp_path / "answer.835"
    answer.write_bytes(remittance("0", body))
    rows = list(write_drafts(remit(str(answer), shelf), shelf, tmp_path / "drafts", TODAY))
    assert [(row["kind"], row["reasons"]) for row in rows] == [("corrected-claim", ["CO 4"]), ("appeal", ["CO 50"])]
    assert {row["file"] for row in rows} == {"corrected-claim-0001.json", "appeal-0002.pdf"}
    corrected = msgspec.json.decode((tmp_path / "drafts" / rows[0]["file"]).read_bytes(), type=Encounter, strict=False)
    assert (corrected.frequency, corrected.original_reference, corrected.id) == ("7", "PCN9", "e1")
    letter = (tmp_path / "drafts" / rows[1]["file"]).read_bytes()
    assert letter.startswith(b"%PDF")
