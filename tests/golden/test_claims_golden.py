"""Encounters in, 837s out: byte for byte under a fixed envelope, both written and read back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from claim_examples import office, stay
from farr.pipeline.claim import as_billed, claims, encounter_of, to_837
from farr.records import Encounter
from farr.x12 import Interchange, read_claims

FOLDER = Path(__file__).parent / "claims"
ENVELOPE = Interchange(
    sender_id="123456789", sender_name="EXAMPLE CLINIC", sender_telephone="5555550100", receiver_id="60054",
    receiver_name="EXAMPLE HEALTH PLAN", control=7, set_control=21, created=dt.datetime(2026, 5, 5, 9, 30),
)  # fmt: skip
HOLDER = {"id": "S99", "relationship": "spouse", "name": {"family": "Example", "given": "Bob"}, "group_number": "G77"}
CASES = {
    "office": office(id="A1"),
    "stay": stay(id="S1"),
    "secondary": office(
        id="A2",
        other_payers=[{"id": "99999", "name": "First Plan", "kind": "commercial", "subscriber": HOLDER,
                       "remittance_date": "2026-05-20"}],
        lines=[{"code": "99214", "modifiers": ["25"], "units": "1", "charge": "150.00", "diagnosis_pointers": [1, 2],
                "place_of_service": "11", "adjudications": [{"payer": "99999", "paid": "80.00", "adjustments": [
                    {"group": "CO", "reason": "45", "amount": "50.00"}, {"group": "PR", "reason": "2", "amount": "20.00"}]}]}],
    ),
    "dependant-drug-anesthesia": office(
        id="A3", subscriber={"id": "M1", "relationship": "child", "name": {"family": "Example", "given": "Pat"}},
        frequency="7", original_reference="PCN0001", prior_authorization="AUTH9", referral_number="REF8",
        accident={"causes": ["auto"], "date": "2026-05-01", "state": "OH"}, notes=[{"kind": "ADD", "text": "Second opinion"}],
        referring_provider={"npi": "1245319599", "name": {"family": "Ref", "given": "Rita"}}, patient_paid="20.00",
        lines=[{"code": "00142", "modifiers": ["AA"], "anesthesia_minutes": "45", "charge": "300.00", "diagnosis_pointers": [4]},
               {"code": "J1885", "units": "2", "charge": "12.34", "diagnosis_pointers": [4],
                "drug": {"ndc": "00409-3795-01", "quantity": "2", "unit": "ML"}}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_file_is_as_before(name: str) -> None:
    encounter: Encounter = CASES[name]
    text = to_837(claims(encounter), ENVELOPE)
    assert text == (FOLDER / f"{name}.x12").read_text(encoding="ascii")
    (found,) = read_claims(text.encode("ascii"))
    assert found.claim is not None and encounter_of(found.claim) == as_billed(encounter)
