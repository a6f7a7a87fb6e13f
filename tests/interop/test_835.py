"""Remittances of the simulated payer that an independent validator (pyx12) accepts, for random claims of both types."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claim_strategies import institutional, professional
from farr.claims import claims_of
from farr.pipeline.claim import to_837
from farr.pipeline.remit import outcomes_of
from farr.records import Encounter
from farr.simulation import Payer, Rules
from farr.simulation.remittances import remittances
from farr.x12.acknowledge import Answer
from farr.x12.answers import answers
from farr.x12.remittances import write_remittances
from farr.x12.syntax import segments
from tests.interop.test_x12_pyx12 import accepted

BUSY = Rules(denial_factor=Decimal(20))


@pytest.mark.parametrize("kind", [professional, institutional])
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), seed=st.integers(0, 99))
def test_any_remittance_is_accepted_and_balances(kind, data, seed) -> None:  # type: ignore[no-untyped-def]
    """Whatever the check says of the random claims, the payer answers them here."""
    one: Encounter = data.draw(kind())
    day = (one.through or one.from_ or dt.date(2026, 5, 1)) + dt.timedelta(days=20)
    claims = claims_of(one)
    envelope = {segment.id: segment for segment in segments(to_837(claims).encode()) if segment.id in ("ISA", "GS")}
    payer = Payer(BUSY, day, seed)
    paid = remittances([(claim, payer.adjudicate(claim)) for claim in claims], day, seed)
    answer = Answer(1, dt.datetime.combine(day, dt.time(9)))
    text = write_remittances(paid, envelope["ISA"], envelope["GS"], answer, ("DESK", "5555550100"))
    ok, told = accepted(text)
    assert ok, told
    faults = [f for r in paid for o in outcomes_of(r) for f in o.findings if f.severity == "error"]
    assert not faults
    assert [r.amount for r in paid] == [r.amount for r in answers(text.encode())]
