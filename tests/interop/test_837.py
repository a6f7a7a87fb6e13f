"""Claims that an independent validator (pyx12) accepts."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claim_strategies import institutional, professional
from farr.errors import IncompleteClaim
from farr.pipeline.claim import claim, to_837
from farr.pipeline.demo import charts, tell
from farr.records import Address, Encounter, Name

ENCOUNTER = {
    "id": "C1", "claim_type": "professional", "setting": "office", "from": "2026-05-01", "through": "2026-05-01",
    "patient": {"id": "p1", "birth_date": "1968-02-11", "sex": "female", "name": {"family": "Doe", "given": "Jane"},
                "address": {"line": "2 Elm St", "city": "Town", "state": "OH", "postal_code": "44101"}},
    "subscriber": {"id": "1EG4TE5MK73", "relationship": "self", "name": {"family": "Doe", "given": "Jane"}},
    "payer": {"id": "15202", "name": "Medicare", "kind": "medicare"},
    "billing_provider": {"npi": "1234567893", "taxonomy": "207Q00000X", "tax_id": "12-3456789", "name": "Clinic",
                         "address": {"line": "1 Main St", "city": "Town", "state": "OH", "postal_code": "441010000"}},
    "rendering_provider": {"npi": "1245319599", "taxonomy": "207Q00000X", "name": {"family": "Roe", "given": "Richard"}},
    "diagnoses": [{"code": "E11.9"}, {"code": "I10"}],
    "lines": [{"code": "99214", "modifiers": ["25"], "units": "1", "charge": "150.00", "date": "2026-05-01",
               "diagnosis_pointers": [1, 2], "place_of_service": "11"},
              {"code": "93000", "units": "1", "charge": "50.50", "date": "2026-05-01", "diagnosis_pointers": [2]}],
}  # fmt: skip


def encounter(**changes: object) -> Encounter:
    return msgspec.convert({**ENCOUNTER, **changes}, Encounter, strict=False)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def accepted(x12: str, tmp_path) -> tuple[bool, str]:  # type: ignore[no-untyped-def]
    """What pyx12 says, and its acknowledgement."""
    import pyx12.params
    import pyx12.x12n_document

    file = tmp_path / "claim.x12"
    file.write_text(x12, encoding="ascii")
    acknowledgement = io.StringIO()
    verdict = pyx12.x12n_document.x12n_document(pyx12.params.params(), str(file), acknowledgement, None)
    return verdict, acknowledgement.getvalue()


def test_a_claim_is_accepted(tmp_path) -> None:
    verdict, answer = accepted(to_837([claim(encounter())]), tmp_path)
    assert verdict and "IK5*A" in answer


def test_a_dependant_is_a_patient_of_their_own(tmp_path) -> None:
    subscriber = {"id": "M1", "relationship": "child", "name": {"family": "Doe", "given": "John"}}
    x12 = to_837([claim(encounter(subscriber=subscriber))])
    assert "HL*3*2*23*0~" in x12 and "PAT*19~" in x12
    assert accepted(x12, tmp_path)[0]


def test_several_claims_of_one_provider_share_its_loop(tmp_path) -> None:
    x12 = to_837([claim(encounter(id="A")), claim(encounter(id="B"))])
    assert x12.count("NM1*85*") == 1 and x12.count("CLM*") == 2
    assert accepted(x12, tmp_path)[0]


@pytest.mark.parametrize("chart", charts(), ids=[chart.name for chart in charts()])
def test_the_demo_charts_become_accepted_claims(chart, tmp_path) -> None:
    story = tell(chart)
    assert story.encounter.diagnoses
    assert not [finding for finding in story.checked.findings if finding.severity == "error"]
    assert accepted(story.x12, tmp_path)[0]


def test_counts_and_totals() -> None:
    segments = to_837([claim(encounter())]).split("~\n")
    st_place = next(i for i, s in enumerate(segments) if s.startswith("ST*"))
    se_place = next(i for i, s in enumerate(segments) if s.startswith("SE*"))
    control = segments[st_place].split("*")[2]
    assert segments[se_place] == f"SE*{se_place - st_place + 1}*{control}"
    assert next(s for s in segments if s.startswith("CLM*")).split("*")[2] == "200.5"
    assert len(segments[0]) == 105


def test_codes_go_without_dot_and_data_without_delimiters() -> None:
    name = {**ENCOUNTER["billing_provider"], "name": "A*B~C:D^ & Søn"}  # type: ignore[dict-item]
    x12 = to_837([claim(encounter(billing_provider=name))])
    assert "ABK:E119*ABF:I10" in x12
    assert "NM1*85*2*A B C D & SN" in x12


def test_what_is_missing_is_named_by_its_path() -> None:
    with pytest.raises(IncompleteClaim) as caught:
        claim(msgspec.convert({"id": "x", "lines": [{"code": "99213"}]}, Encounter))
    assert {"/billing_provider/npi", "/payer/id", "/diagnoses", "/lines/0/charge"} <= set(caught.value.missing)


def test_pointers_to_nothing_are_refused() -> None:
    line = {**ENCOUNTER["lines"][1], "diagnosis_pointers": [3]}  # type: ignore[index,dict-item]
    with pytest.raises(IncompleteClaim, match="/lines/0/diagnosis_pointers"):
        claim(encounter(lines=[line]))


names = st.text(alphabet=st.characters(codec="latin-1", categories=("L",)), min_size=1, max_size=20).filter(
    lambda text: re.search("[A-Za-z]", text)
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(family=names, given_name=names, charge=st.decimals("0.01", "99999.99", places=2), units=st.integers(1, 99))
def test_any_reasonable_encounter_is_accepted(tmp_path, family, given_name, charge, units) -> None:
    base = encounter()
    line = msgspec.structs.replace(base.lines[0], charge=Decimal(charge), units=Decimal(units), through=dt.date(2026, 5, 3))
    assert base.patient is not None
    person = Name(family=family, given=given_name)
    where = Address(line="2 Elm St", city="Town", state="OH", postal_code="44101")
    changed = msgspec.structs.replace(
        base, lines=(line,), subscriber=msgspec.structs.replace(base.subscriber, name=person, address=where)
    )
    assert accepted(to_837([claim(changed)]), tmp_path)[0]


RANDOM = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))


@RANDOM
@given(professional())
def test_any_professional_encounter_is_accepted(tmp_path, one) -> None:
    verdict, answer = accepted(to_837([claim(one)]), tmp_path)
    assert verdict, answer


@RANDOM
@given(institutional())
def test_any_institutional_encounter_is_accepted(tmp_path, one) -> None:
    verdict, answer = accepted(to_837([claim(one)]), tmp_path)
    assert verdict, answer
