"""The lines of ``farr x12 read`` carry the record beside the segments; a refused claim is not paid by the simulated payer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.remittance.test_outcomes import encounter
from tests.remittance.test_payer import NO_CHANCE

from farr.claims import assemble
from farr.pipeline import x12
from farr.pipeline.claim import to_837
from farr.pipeline.simulate import simulate_payer
from farr.records import Encounter

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


def claims(*encounters: Encounter) -> str:
    return to_837([assemble(one) for one in encounters])


def test_each_claim_stands_beside_its_segments(tmp_path: Path) -> None:
    file = tmp_path / "claims.837"
    file.write_text(claims(encounter("a"), encounter("b"), encounter("c")))
    rows = list(x12.read(str(file)))
    assert [row["claim"]["control_number"] for row in rows] == [assemble(encounter(name)).control_number for name in "abc"]
    for row in rows:
        assert any(s["id"] == "CLM" and s["elements"][0] == row["claim"]["control_number"] for s in row["segments"])


def test_payments_and_what_cannot_be_read(tmp_path: Path) -> None:
    (paid,) = x12.read(str(EXAMPLES / "answer.835"))
    assert (paid["payment"]["control_number"], paid["payment"]["charge"]) == ("ACCT1", "150.00")
    broken = tmp_path / "broken.835"
    broken.write_text((EXAMPLES / "answer.835").read_text().replace("*150*", "*much*", 1))
    (row,) = x12.read(str(broken))
    assert "CLP03" in row["fault"]["where"] and "payment" not in row


def test_a_claim_that_the_check_refuses_is_not_adjudicated() -> None:
    text = claims(encounter("a"), encounter("b"))
    second = text.rindex("CLM*")
    wrong = text[:second] + text[second:].replace("*150*", "*151*", 1)
    answers = simulate_payer(wrong.encode(), NO_CHANCE, 0, dt.date(2026, 2, 20))
    paid = [payment.control_number for one in answers.remittances for payment in one.payments]
    assert paid == [assemble(encounter("a")).control_number]
    assert "IK5*R" in answers.implementation or "IK5*E" in answers.implementation
