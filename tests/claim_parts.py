"""The parts of any valid coded encounter: what the strategies of claim_strategies.py are put together from."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import msgspec
from hypothesis import strategies as st

from farr.records import (
    Address,
    Adjudication,
    Adjustment,
    Ambulance,
    Attachment,
    Contract,
    Drug,
    Identifier,
    LineAdjudication,
    Name,
    OtherPayer,
    Patient,
    Payer,
    Place,
    Provider,
    Repricing,
    Signatures,
    Subscriber,
)

CODES = (
    "E11.9",
    "I10",
    "J45.909",
    "M54.50",
    "N18.6",
    "Z79.4",
    "A41.9",
    "R65.20",
    "E66.9",
    "K21.9",
    "F32.A",
    "G47.33",
    "C50.911",
    "D64.9",
    "H52.4",
    "L03.115",
    "O80",
    "P07.18",
    "Q21.0",
    "S62.642A",
    "T36.0X5A",
    "Z00.00",
    "I50.9",
    "J18.9",
    "N39.0",
    "R07.9",
    "B20",
    "I48.91",
    "K35.80",
    "M17.11",
)
CAUSES = ("W19.XXXA", "Y92.009", "V43.52XA", "X58.XXXA")
SERVICES = ("99213", "99214", "93000", "36415", "80053", "J1885", "71046", "97110", "20610", "G0439", "A4550", "E0601")
PLACES = ("11", "12", "20", "22", "23", "24", "31", "32", "81", "10", "19", "02")
BILLS = ("0111", "0131", "0141", "0121", "0181", "0211", "0321", "0711", "0851", "0137", "0117")
REVENUE = ("0120", "0250", "0300", "0360", "0450", "0636", "0762", "0490", "0200")
STATES = ("OH", "NY", "CA", "TX", "FL", "WA")
KINDS = (
    "medicare",
    "medicaid",
    "commercial",
    "blue-cross",
    "tricare",
    "hmo",
    "workers-compensation",
    "auto",
    "veterans",
    "other",
)
RELATIONS = ("spouse", "child", "employee", "unknown", "organ-donor", "life-partner", "other")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def words(longest: int = 20, alphabet: str = LETTERS + "0123456789 .,'()/+-") -> st.SearchStrategy[str]:
    inner = st.text(alphabet, max_size=longest - 2)
    return st.tuples(st.sampled_from(LETTERS), inner, st.sampled_from(LETTERS)).map(lambda p: " ".join("".join(p).split()))


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any], most: int, least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, min_size=least, max_size=most).map(tuple)


def npi_of(body: int) -> str:
    digits = f"1{body:08d}"
    total = 24 + sum(int(d) if at % 2 else sum(divmod(2 * int(d), 10)) for at, d in enumerate(digits))
    return digits + str(-total % 10)


numbers = st.text("0123456789ABCDEFGHJKMN", min_size=2, max_size=15)
npis = st.integers(90_000_000, 99_999_999).map(npi_of)
days = st.dates(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
births = st.dates(dt.date(1920, 1, 1), dt.date(2025, 12, 31))
amounts = st.integers(1, 9_999_999).map(lambda cents: Decimal(cents) / 100)
counts = st.integers(1, 999).map(Decimal)
people = st.builds(Name, family=words(20), given=words(12), middle=maybe(words(8)), suffix=maybe(st.sampled_from(("JR", "III"))))
addresses = st.builds(
    Address,
    line=words(30),
    line2=maybe(words(20)),
    city=words(20, LETTERS + " "),
    state=st.sampled_from(STATES),
    postal_code=st.integers(100000001, 999999998).map(str),
)
taxonomies = st.sampled_from(("207Q00000X", "207R00000X", "208600000X", "363L00000X"))
telephones = st.integers(2_000_000_000, 9_999_999_999).map(str)


def identifiers(*qualifiers: str, payer: bool = False) -> st.SearchStrategy[tuple[Identifier, ...]]:
    one = [st.builds(Identifier, qualifier=st.just(q), value=numbers) for q in qualifiers]
    return st.lists(st.sampled_from(range(len(one))), max_size=2, unique=True).flatmap(
        lambda chosen: st.tuples(*(one[n] for n in sorted(chosen)))
    )


def clinicians(taxonomy: bool = False, at: int = 1) -> st.SearchStrategy[Provider]:
    """Persons; ``at`` keeps those of different places (attending, claim, line) apart, since nobody is told twice."""
    return st.builds(
        Provider,
        npi=st.integers(at * 10_000_000, at * 10_000_000 + 9_999_999).map(npi_of),
        name=people,
        secondary_ids=identifiers("0B", "1G", "G2"),
        taxonomy=maybe(taxonomies) if taxonomy else st.none(),
    )


def facilities(contact: bool = False, at: int = 4) -> st.SearchStrategy[Provider]:
    return st.builds(
        Provider,
        npi=st.integers(at * 10_000_000, at * 10_000_000 + 9_999_999).map(npi_of),
        name=words(30),
        address=addresses,
        secondary_ids=identifiers("0B", "G2", "LU"),
        telephone=maybe(telephones) if contact else st.none(),
    )


pick_ups = st.builds(Place, address=addresses)
places = st.builds(Place, name=maybe(words()), address=addresses)
attachments = st.builds(
    Attachment, type=st.sampled_from(("03", "OZ", "B4")), transmission=st.sampled_from(("BM", "EL", "FX")), control_number=numbers
)
adjustments = st.builds(
    Adjustment,
    group=st.sampled_from(("CO", "OA", "PI", "PR")),
    reason=st.sampled_from(("1", "2", "45", "96", "97")),
    amount=amounts,
    quantity=maybe(counts),
)
cas = several(adjustments, 8).map(lambda found: tuple(sorted(found, key=lambda a: a.group)))
signatures = st.builds(
    Signatures,
    provider=st.booleans(),
    assignment=st.sampled_from(("accepted", "laboratory-only", "not-accepted")),
    benefits_assigned=st.sampled_from(("yes", "no", "not-applicable")),
    release=st.sampled_from(("signed", "informed")),
    by_provider=st.booleans(),
)
repricing = st.builds(
    Repricing,
    method=st.sampled_from(("03", "10")),
    allowed=amounts,
    savings=maybe(amounts),
    organization=maybe(numbers),
    rate=maybe(counts),
    exception=maybe(st.sampled_from("123456")),
)
contracts = st.builds(
    Contract, type=st.sampled_from(("02", "09")), amount=maybe(amounts), percentage=maybe(counts), code=maybe(numbers)
)
drugs = st.builds(
    Drug,
    ndc=st.integers(10_000_000_000, 99_999_999_999).map(str),
    quantity=counts,
    unit=st.sampled_from(("F2", "GR", "ME", "ML", "UN")),
    prescription=maybe(numbers),
)
ambulances = st.builds(
    Ambulance,
    reason=st.sampled_from("ABCDE"),
    miles=counts,
    weight=maybe(counts),
    round_trip=maybe(words()),
    stretcher=maybe(words()),
)


def patient_strategy(professional: bool) -> st.SearchStrategy[Patient]:
    more: dict[str, Any] = {}
    if professional:
        more = {"death_date": maybe(days), "weight": maybe(counts), "pregnant": maybe(st.just(True))}
    return st.builds(
        Patient,
        id=maybe(numbers),
        birth_date=births,
        sex=st.sampled_from(("female", "male", "unknown")),
        name=people,
        address=addresses,
        property_casualty_number=maybe(numbers),
        **more,
    )


@st.composite
def persons(draw: Any, professional: bool) -> tuple[Subscriber, Patient]:
    patient = draw(patient_strategy(professional))
    insurance = {"id": draw(numbers), "group_number": draw(maybe(numbers))}
    if professional:
        insurance["insurance_type"] = draw(maybe(st.sampled_from(("12", "13", "47"))))
    if draw(st.booleans()):
        shared = {n: getattr(patient, n) for n in ("name", "address", "birth_date", "sex", "property_casualty_number")}
        return Subscriber(relationship="self", **insurance, **shared), patient
    return Subscriber(relationship=draw(st.sampled_from(RELATIONS)), name=draw(people), **insurance), patient


@st.composite
def other_payers(draw: Any, professional: bool, known: str) -> OtherPayer:
    roles = ("referring", "rendering", "supervising") if professional else ("attending", "operating", "rendering")
    numbered = st.builds(Provider, secondary_ids=st.builds(lambda v: (Identifier(qualifier="G2", value=v),), numbers))
    holder: dict[str, Any] = {"group_number": draw(maybe(numbers))}
    signed = draw(signatures)
    return OtherPayer(
        id=known,
        name=draw(words()),
        kind=draw(st.sampled_from(KINDS)),
        id_type=draw(st.sampled_from(("payer", "plan"))),
        subscriber=Subscriber(
            id=draw(numbers), relationship=draw(st.sampled_from(("self", *RELATIONS))), name=draw(people), **holder
        ),
        paid=draw(amounts),
        non_covered=draw(maybe(amounts)),
        remaining_liability=draw(maybe(amounts)),
        adjustments=draw(cas),
        remittance_date=draw(maybe(days)),
        signatures=Signatures(
            benefits_assigned=signed.benefits_assigned, release=signed.release, by_provider=signed.by_provider and professional
        ),
        claim_control_number=draw(maybe(numbers)),
        prior_authorization=draw(maybe(numbers)),
        referral_number=draw(maybe(numbers)),
        address=draw(maybe(addresses)),
        adjusted=draw(st.booleans()),
        outpatient=draw(
            maybe(st.builds(Adjudication, amounts=st.just({"hcpcs_payable": Decimal("12.50")}), remarks=st.just(("MA01",))))
        ),
        inpatient=None
        if professional
        else draw(maybe(st.just(Adjudication(amounts={"covered_days": Decimal(3), "drg": Decimal("9.50")})))),
        providers={role: draw(numbered) for role in draw(st.lists(st.sampled_from(roles), max_size=2, unique=True))},
    )


@st.composite
def adjudications(draw: Any, professional: bool, payers: list[str], line: dict[str, Any]) -> tuple[LineAdjudication, ...]:
    found = []
    for payer in payers:
        if draw(st.booleans()):
            more: dict[str, Any] = {} if professional else {"revenue_code": line["revenue_code"]}
            found.append(
                LineAdjudication(
                    payer=payer,
                    paid=draw(amounts),
                    date=draw(days),
                    code=line["code"],
                    modifiers=line["modifiers"],
                    units=draw(counts),
                    bundled_line=draw(maybe(st.integers(1, 9))),
                    adjustments=draw(cas),
                    remaining_liability=draw(maybe(amounts)),
                    **more,
                )
            )
    return tuple(found)


def billers(person: bool) -> st.SearchStrategy[Provider]:
    more: dict[str, Any] = {"tax_id_type": st.sampled_from(("employer", "social-security"))} if person else {}
    return st.builds(
        Provider,
        npi=npis,
        taxonomy=maybe(taxonomies),
        tax_id=st.integers(100_000_000, 999_999_999).map(str),
        name=(words(30) | people) if person else words(30),
        address=addresses,
        telephone=maybe(telephones),
        secondary_ids=identifiers("0B", "1G") if person else st.just(()),
        **more,
    )


@st.composite
def shared(draw: Any, professional: bool) -> dict[str, Any]:
    subscriber, patient = draw(persons(professional))
    answered = [f"OTHER{n}" for n in range(draw(st.integers(0, 2)))]
    others = [draw(other_payers(professional, known)) for known in answered]
    order = ["primary", "secondary", "tertiary"]
    payer = Payer(
        id=draw(numbers),
        name=draw(words()),
        kind=draw(st.sampled_from(KINDS)),
        sequence=order[len(others)],  # type: ignore[arg-type]
        id_type=draw(st.sampled_from(("payer", "plan"))),
        address=draw(maybe(addresses)),
        secondary_ids=draw(identifiers("2U", "FY")),
        provider_ids=draw(identifiers("G2", "LU") if professional else identifiers("G2")),
    )
    others = [msgspec.structs.replace(other, sequence=order[n]) for n, other in enumerate(others)]
    return {
        "id": draw(st.text(LETTERS + "0123456789-", min_size=1, max_size=20)),
        "subscriber": subscriber,
        "patient": patient,
        "payer": payer,
        "other_payers": tuple(others),
        "pay_to_address": draw(maybe(addresses)),
        "pay_to_plan": draw(maybe(st.builds(Payer, id=numbers, name=words(), address=addresses, tax_id=st.just("123456789")))),
        "prior_authorization": draw(maybe(numbers)),
        "referral_number": draw(maybe(numbers)),
        "delay_reason": draw(maybe(st.just("7"))),
        "attachments": draw(several(attachments, 3)),
        "contract": draw(maybe(contracts)),
        "fixed_format": draw(several(words(), 3)),
        "repricing": draw(maybe(repricing)),
        "condition_codes": draw(several(st.sampled_from(("02", "09", "A1", "44")), 14)),
    }
