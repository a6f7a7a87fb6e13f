"""Any valid encounter becomes claims, the claims an 837, and the 837 read back gives the encounter."""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, given, settings

from claim_strategies import institutional, professional
from farr.claims import as_billed, claims_of, encounter_of
from farr.records import Encounter
from farr.x12 import Interchange, read_claims, write_claims

ENVELOPE = Interchange(
    sender_id="123456789", sender_name="CLINIC", sender_telephone="5555551212", receiver_id="15202", receiver_name="PAYER",
    control=1, created=dt.datetime(2026, 5, 1, 12, 0),
)  # fmt: skip
THOROUGH = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def back(encounter: Encounter) -> Encounter:
    claims = claims_of(encounter)
    assert len(claims) == 1
    found = list(read_claims(write_claims(claims, ENVELOPE).encode("ascii")))
    assert len(found) == 1 and found[0].error is None and not found[0].unread
    assert found[0].claim == claims[0]
    return encounter_of(claims[0])


@THOROUGH
@given(professional())
def test_a_professional_encounter_comes_back(encounter: Encounter) -> None:
    assert back(encounter) == encounter == as_billed(encounter)


@THOROUGH
@given(institutional())
def test_an_institutional_encounter_comes_back(encounter: Encounter) -> None:
    assert back(encounter) == encounter == as_billed(encounter)
