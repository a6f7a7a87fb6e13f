"""Answers told apart: who bears what, what was refused and why, whose task it is; and the proof that they balance."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from farr.claims import assemble
from farr.errors import UnreadableInput
from farr.pipeline.remit import limits_of, remit
from farr.records import Address, Encounter, Name, OtherPayer, Outcome, Patient, Payer, Provider, ServiceLine, Subscriber
from farr.remittance import Filed, Shelf
from farr.remittance.reasons import reasons, remarks
from tests.remittance.files import claim, interchange, line, remittance

JANE = Name(family="Doe", given="Jane")
BORN = dt.date(1960, 1, 1)
HOME = Address(line="1 Main St", city="Columbus", state="OH", postal_code="432150000")
CLINIC = Provider(
    npi="1234567893", tax_id="123456789", name="Clinic", taxonomy="261QM1300X", address=HOME, telephone="5555550000"
)


def encounter(id_: str = "e1", *lines: ServiceLine, **more: object) -> Encounter:
    """A professional encounter that can be billed."""
    day = dt.date(2026, 1, 4)
    services = lines or (
        ServiceLine(code="99213", modifiers=("25",), units=Decimal(1), charge=Decimal(100), date=day, diagnosis_pointers=(1,)),
        ServiceLine(code="93000", units=Decimal(1), charge=Decimal(50), date=day, diagnosis_pointers=(1,)),
    )
    from farr.records import Diagnosis

    values: dict[str, object] = {
        "from_": day,
        "through": day,
        "patient": Patient(name=JANE, sex="female", birth_date=BORN, address=HOME),
        "subscriber": Subscriber(id="MEMBER1", relationship="self", name=JANE, sex="female", birth_date=BORN, address=HOME),
        "payer": Payer(id="12345", name="Payer One", kind="commercial"),
        "billing_provider": CLINIC,
        "diagnoses": (Diagnosis(code="I10"),),
        "lines": services,
    }
    return Encounter(id=id_, **{**values, **more})  # type: ignore[arg-type]


def told(data: bytes, tmp_path: Path, shelf: Shelf | None = None, **more: object) -> list[Outcome]:
    file = tmp_path / "answer.x12"
    file.write_bytes(data)
    return list(remit(str(file), shelf, **more))  # type: ignore[arg-type]


def test_a_paid_claim_is_shared_out_to_the_cent(tmp_path: Path) -> None:
    body = (
        claim("ACCT1", "1", "150", "120", "20")
        + line("99213:25", "100", "80", "PR*2*20", "1")
        + line("93000", "50", "40", "CO*45*10", "2")
    )
    taken = "PLB*1234567893*20261231*WO:OLD1*1.27~"
    paid, moved = told(remittance("118.73", body + taken), tmp_path)
    assert (paid.stage, paid.paid, paid.patient, paid.denied) == ("paid", Decimal(120), Decimal(20), 0)
    assert [(p.kind, p.amount, p.line) for p in paid.postings] == [
        ("payment", Decimal(80), None),
        ("patient", Decimal(20), None),
        ("payment", Decimal(40), None),
        ("contractual", Decimal(10), None),
    ]
    assert (moved.kind, moved.status, moved.paid, moved.control_number) == ("provider-adjustment", "WO", Decimal("-1.27"), "OLD1")
    assert not paid.findings and not moved.findings


@pytest.mark.parametrize(
    ("adjustments", "remarks_", "outcome", "category", "owner", "remedy"),
    [
        ("CO*50*75", "N115", "denied", "medical necessity", "clinical appeals", "appeal"),
        ("CO*97*75", "M15", "denied", "bundling", "coder", "review"),
        ("CO*16*75", "M76", "denied", "claim data", "coder", "correct"),
        ("CO*16*75", "MA130", "denied", "claim data", "biller", "rebill"),
        ("CO*29*75", "", "denied", "timely filing", "biller", "appeal"),
        ("PR*204*75", "", "denied", "benefit", "patient accounts", "patient"),
        ("CO*197*75", "", "denied", "authorization", "utilization review", "appeal"),
        ("OA*18*75", "", "denied", "duplicate", "biller", "review"),
        ("CO*ZZ9*75", "", "denied", "other", "biller", "review"),
    ],
)
def test_denials_have_a_category_an_owner_and_a_remedy(
    tmp_path: Path, adjustments: str, remarks_: str, outcome: str, category: str, owner: str, remedy: str
) -> None:
    share = "75" if adjustments.startswith("PR") else ""
    body = claim("A", "1", "75", "0", share) + line("97110", "75", "0", adjustments, "1", remarks_)
    (found,) = told(remittance("0", body), tmp_path)
    (only,) = found.lines
    (denial,) = only.denials
    assert (only.outcome, found.stage) == (outcome, "denied")
    assert (denial.category, denial.owner, denial.remedy) == (category, owner, remedy)
    assert not [p for p in found.postings if p.kind != "none"]


@pytest.mark.parametrize(
    ("adjustments", "paid", "share", "outcome"),
    [
        ("PR*1*100", "0", "100", "patient"),
        ("CO*45*60;PR*3*40", "0", "40", "patient"),
        ("CO*45*100", "0", "", "contractual"),
        ("OA*23*100", "0", "", "paid"),
        ("CO*45*20;CO*253*1.6", "78.4", "", "paid"),
        ("CO*151*50", "50", "", "reduced"),
    ],
)
def test_contract_patient_and_other_payers_are_no_denials(
    tmp_path: Path, adjustments: str, paid: str, share: str, outcome: str
) -> None:
    body = claim("A", "1", "100", paid, share) + line("99213", "100", paid, adjustments, "1")
    (found,) = told(remittance(paid, body), tmp_path)
    assert found.lines[0].outcome == outcome
    assert (found.denied == 0) is (outcome != "reduced")


def test_a_reversal_and_its_correction_come_to_the_difference(tmp_path: Path) -> None:
    first = line("99213:25", "-100", "-80", "PR*2*-20", "1") + line("93000", "-50", "-40", "CO*45*-10", "2")
    second = line("99213:25", "100", "80", "PR*2*20", "1") + line("93000", "50", "0", "CO*97*50", "2", "M15")
    body = claim("ACCT1", "22", "-150", "-120", "-20") + first + claim("ACCT1", "1", "150", "80", "20", "PCN2") + second
    carried = "PLB*1234567893*20261231*FB:PCN1*-40~"
    undone, corrected, balance = told(remittance("0", body + carried), tmp_path)
    assert (undone.stage, corrected.stage, balance.status) == ("reversed", "partly-denied", "FB")
    assert all(not outcome.findings for outcome in (undone, corrected, balance))
    assert sum(p.amount for o in (undone, corrected, balance) for p in o.postings if p.kind in ("payment", "payer-balance")) == 0
    assert [line.outcome for line in undone.lines] == ["reversed", "reversed"]
    assert not undone.lines[0].denials


@pytest.mark.parametrize(
    ("deposit", "body", "edit"),
    [
        ("80", claim("A", "1", "100", "80") + line("99213", "100", "80", "CO*45*19", "1"), "REM-001"),
        ("80", claim("A", "1", "120", "80") + line("99213", "100", "80", "CO*45*20", "1"), "REM-002"),
        ("81", claim("A", "1", "100", "80") + line("99213", "100", "80", "CO*45*20", "1"), "REM-003"),
        ("80", claim("A", "1", "100", "80", "5") + line("99213", "100", "80", "PR*2*20", "1"), "REM-004"),
    ],
)
def test_what_does_not_balance_is_found_and_not_proposed(tmp_path: Path, deposit: str, body: str, edit: str) -> None:
    found = told(remittance(deposit, body), tmp_path)
    assert edit in {finding.edit for outcome in found for finding in outcome.findings}
    if edit in ("REM-001", "REM-002"):
        assert found[0].postings == () and "do not post" in found[0].action


def _shelf(*encounters: Encounter) -> Shelf:
    return Shelf(Filed(assemble(e), e, "0001", "1") for e in encounters)


def test_claims_are_found_by_control_number_then_by_facts(tmp_path: Path) -> None:
    sent = assemble(encounter())
    lines = line("99213:25", "100", "80", "PR*2*20") + line("93000", "50", "40", "CO*45*10")
    by_number = told(
        remittance("120", claim(sent.control_number, "1", "150", "120", "20") + lines), tmp_path, _shelf(encounter())
    )
    by_facts = told(remittance("120", claim("0", "1", "150", "120", "20") + lines), tmp_path, _shelf(encounter()))
    assert [(o[0].matched, o[0].claim) for o in (by_number, by_facts)] == [("control-number", "e1"), ("member-date-charge", "e1")]
    assert [(one.number, one.matched) for one in by_facts[0].lines] == [
        (1, "code-modifiers-charge-date"),
        (2, "code-modifiers-charge-date"),
    ]


def test_two_claims_with_the_same_facts_are_not_guessed_between(tmp_path: Path) -> None:
    body = claim("0", "1", "150", "120", "20") + line("99213:25", "100", "80", "PR*2*20") + line("93000", "50", "40", "CO*45*10")
    (found,) = told(remittance("120", body), tmp_path, _shelf(encounter("e1"), encounter("e2")))
    assert (found.claim, found.matched) == (None, "") and "find it before posting" in found.action


def test_a_bundled_line_is_matched_by_what_was_billed(tmp_path: Path) -> None:
    sent = assemble(encounter())
    changed = "SVC*HC:99215*50*40**1*HC:93000~DTM*472*20260104~CAS*CO*45*10~"
    body = claim(sent.control_number, "1", "150", "120", "20") + line("99213:25", "100", "80", "PR*2*20", "1") + changed
    (found,) = told(remittance("120", body), tmp_path, _shelf(encounter()))
    assert [(one.number, one.bundled_from) for one in found.lines] == [(1, None), (2, "93000")]


def test_a_split_claim_says_which_lines_are_waiting(tmp_path: Path) -> None:
    sent = assemble(encounter())
    body = claim(sent.control_number, "1", "100", "80", "20") + line("99213:25", "100", "80", "PR*2*20", "1")
    (found,) = told(remittance("80", body), tmp_path, _shelf(encounter()))
    assert [(f.edit, f.severity) for f in found.findings] == [("REM-006", "info")] and "line 2" in found.findings[0].message


def test_the_next_payer_is_billed_unless_the_claim_was_forwarded(tmp_path: Path) -> None:
    other = OtherPayer(
        id="99",
        name="Second",
        sequence="secondary",
        subscriber=Subscriber(id="S", relationship="self", name=JANE),
    )
    both = encounter(other_payers=(other,))
    control = assemble(both).control_number
    lines = line("99213:25", "100", "80", "PR*2*20", "1") + line("93000", "50", "40", "CO*45*10", "2")
    (alone,) = told(remittance("120", claim(control, "1", "150", "120", "20") + lines), tmp_path, _shelf(both))
    crossed = claim(control, "19", "150", "120", "20") + "NM1*TT*2*SECOND*****PI*99~" + lines
    (forwarded,) = told(remittance("120", crossed), tmp_path, _shelf(both))
    assert "bill the next payer" in alone.action
    assert "bill the next payer" not in forwarded.action and forwarded.forwarded_to == "SECOND"


def test_deadlines_count_from_the_remittance_and_contracts_go_first(tmp_path: Path) -> None:
    body = claim("A", "1", "75", "0", filing="MB") + line("97110", "75", "0", "CO*50*75", "1", "N115")
    (found,) = told(remittance("0", body), tmp_path)
    assert found.lines[0].denials[0].deadline == dt.date(2026, 2, 19) + dt.timedelta(days=120)
    table = tmp_path / "deadlines.tsv"
    table.write_text("# own\nmedicare\tappeal\t30\tremittance\tour contract\n")
    (own,) = told(remittance("0", body), tmp_path, limits=limits_of(str(table)))
    assert (own.lines[0].denials[0].deadline, own.lines[0].denials[0].basis) == (dt.date(2026, 3, 21), "our contract")
    table.write_text("medicare\tappeal\tsoon\tremittance\tour contract\n")
    with pytest.raises(UnreadableInput, match=r"deadlines\.tsv:1"):
        limits_of(str(table))


ACCEPTED = (
    "BHT*0085*08*R1*20260106*0900*TH~HL*1**20*1~NM1*PR*2*PAYER*****PI*99999~TRN*1*T~DTP*050*D8*20260105~"
    "DTP*009*D8*20260106~HL*2*1*21*1~NM1*41*2*CLINIC*****46*123~TRN*2*B1~STC*A1:19:PR*20260106*WQ*150~HL*3*2*19*1~"
    "NM1*85*2*CLINIC*****XX*1234567893~HL*4*3*PT~NM1*QC*1*DOE*JANE****MI*M~TRN*2*ACCT1~STC*A2:20:PR*20260106*WQ*150~"
    "REF*1K*PCN1~DTP*472*D8*20260104~HL*5*3*PT~NM1*QC*1*DOE*JOHN****MI*M~TRN*2*ACCT2~STC*A7:164:IL*20260106*U*75~"
    "DTP*472*D8*20260104~"
)


def test_a_claim_acknowledgement_tells_taken_from_rejected(tmp_path: Path) -> None:
    taken, refused = told(interchange("HN", "005010X214", ACCEPTED), tmp_path)
    assert (taken.control_number, taken.stage, taken.status, taken.charge) == ("ACCT1", "accepted", "A2:20:PR", Decimal(150))
    assert (refused.control_number, refused.stage) == ("ACCT2", "rejected")
    assert "as an original claim" in refused.action


def test_a_rejected_set_rejects_each_of_its_claims(tmp_path: Path) -> None:
    body = "AK1*HC*1*005010X222A1~AK2*837*0001*005010X222A1~IK3*NM1*12*2010BB*8~IK4*9*67*1~IK5*R*5~AK9*R*1*1*0~"
    unknown = told(interchange("FA", "005010X231A1", body), tmp_path)
    known = told(interchange("FA", "005010X231A1", body), tmp_path, _shelf(encounter("e1"), encounter("e2")))
    assert [(o.control_number, o.claim, o.stage) for o in unknown] == [("0001", None, "rejected")]
    assert [o.claim for o in known] == ["e1", "e2"]
    assert "NM1 at 12 element 9" in known[0].action


def test_a_file_without_answers_is_said_to_be_so(tmp_path: Path) -> None:
    file = tmp_path / "claim.x12"
    file.write_bytes((Path(__file__).parents[2] / "docs" / "examples" / "claim.x12").read_bytes())
    with pytest.raises(UnreadableInput, match="no 835, 999 or 277CA"):
        list(remit(str(file)))


def test_every_reason_says_whose_task_it_is() -> None:
    assert len(reasons()) > 250
    for known in reasons().values():
        assert known.kind in ("patient", "contractual", "cob", "information", "pending", "denial"), known
        assert known.remedy in ("correct", "appeal", "send", "rebill", "wait", "patient", "review"), known
        assert known.category and known.owner and known.cause and known.action, known
    assert all(r.remedy in ("correct", "appeal", "send", "rebill", "wait", "patient", "review") for r in remarks().values())
