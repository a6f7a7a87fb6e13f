"""Any valid coded encounter, in the form that a claim can carry it: what the property tests of claims draw from."""

from __future__ import annotations

import datetime as dt
from typing import Any

import msgspec
from hypothesis import strategies as st

from claim_parts import (
    BILLS,
    CAUSES,
    CODES,
    PLACES,
    REVENUE,
    SERVICES,
    STATES,
    adjudications,
    ambulances,
    amounts,
    attachments,
    billers,
    clinicians,
    contracts,
    counts,
    days,
    drugs,
    facilities,
    maybe,
    numbers,
    pick_ups,
    places,
    repricing,
    several,
    shared,
    signatures,
    words,
)
from farr.claims.places import HOSPITALS, INPATIENT_BILLS, SETTINGS, setting_of_bill
from farr.records import (
    Accident,
    Admission,
    Certification,
    ClaimNote,
    Dates,
    Diagnosis,
    Encounter,
    Equipment,
    Form,
    FormAnswer,
    Measurement,
    Occurrence,
    OccurrenceSpan,
    OtherPayer,
    Procedure,
    Provider,
    References,
    ServiceLine,
    Signatures,
    SpinalManipulation,
    Value,
)


@st.composite
def professional_lines(draw: Any, diagnoses: int, payers: list[str]) -> ServiceLine:
    line: dict[str, Any] = {
        "code": draw(st.sampled_from(SERVICES)),
        "modifiers": draw(several(st.sampled_from(("25", "59", "RT", "GA")), 4)),
    }
    pointers = draw(st.lists(st.integers(1, diagnoses), min_size=1, max_size=4, unique=True))
    start = draw(days)
    minutes = draw(maybe(counts))
    category = draw(maybe(st.sampled_from((("07", ("01", "04")), ("09", ("38",)), ("70", ("65",))))))
    certified = (
        () if category is None else (Certification(category=category[0], applies=draw(st.booleans()), conditions=category[1]),)
    )
    kinds = draw(st.lists(st.sampled_from(("DCP", "TPO")), max_size=2, unique=True))
    dates = {
        name: draw(days)
        for name in draw(
            st.lists(
                st.sampled_from(
                    (
                        "prescription",
                        "certification_revision",
                        "begin_therapy",
                        "last_certification",
                        "last_seen",
                        "hemoglobin_test",
                        "shipped",
                        "last_x_ray",
                        "initial_treatment",
                    )
                ),
                max_size=3,
                unique=True,
            )
        )
    }
    references = {
        name: draw(numbers)
        for name in draw(
            st.lists(
                st.sampled_from(("clia", "referring_clia", "mammography", "immunization_batch", "repriced", "adjusted_repriced")),
                max_size=2,
                unique=True,
            )
        )
    }
    return ServiceLine(
        **line,
        charge=draw(amounts),
        units=None if minutes is not None else draw(counts),
        anesthesia_minutes=minutes,
        date=start,
        through=draw(maybe(st.just(start + dt.timedelta(3)))),
        diagnosis_pointers=tuple(pointers),
        place_of_service="11",
        control_number=draw(maybe(numbers.map(lambda text: f"L{text}"))),
        description=draw(maybe(words())),
        emergency=draw(st.booleans()),
        epsdt=draw(st.booleans()),
        family_planning=draw(st.booleans()),
        copay_exempt=draw(st.booleans()),
        drug=draw(maybe(drugs)),
        attachments=draw(several(attachments, 2)),
        ambulance=draw(maybe(ambulances)),
        certifications=certified,
        equipment=draw(
            maybe(
                st.builds(
                    Equipment,
                    days=counts,
                    rental_price=amounts,
                    purchase_price=amounts,
                    frequency=st.sampled_from("146"),
                    certification=st.just("I"),
                    months=counts,
                )
            )
        ),
        dates=Dates(**dates) if dates else None,
        references=References(**references) if references else None,
        prior_authorization=draw(maybe(numbers)),
        referral_number=draw(maybe(numbers)),
        patients_transported=draw(maybe(counts)),
        obstetric_units=draw(maybe(counts)),
        measurements=draw(
            several(st.builds(Measurement, kind=st.sampled_from(("TR", "OG")), what=st.just("R1"), value=counts), 2)
        ),
        contract=draw(maybe(contracts)),
        sales_tax=draw(maybe(amounts)),
        postage=draw(maybe(amounts)),
        fixed_format=draw(several(words(), 2)),
        notes=tuple(ClaimNote(kind=kind, text=draw(words())) for kind in kinds),
        repricing=draw(maybe(repricing)),
        rendering_provider=draw(maybe(clinicians(taxonomy=True, at=2))),
        supervising_provider=draw(maybe(clinicians(at=2))),
        ordering_provider=draw(maybe(clinicians(at=2))),
        referring_provider=draw(maybe(clinicians(at=2))),
        primary_care_provider=draw(maybe(clinicians(at=2))),
        facility=draw(maybe(facilities(at=5).map(_without_licence))),
        pick_up=draw(maybe(pick_ups)),
        drop_off=draw(maybe(places)),
        adjudications=draw(adjudications(True, payers, line)),
        forms=draw(
            several(
                st.builds(
                    Form,
                    list=st.just("UT"),
                    id=st.just("04.04B"),
                    answers=several(
                        st.builds(
                            FormAnswer, question=st.sampled_from(("1", "2A")), answer=st.sampled_from("YNW"), text=maybe(words())
                        ),
                        2,
                        1,
                    ),
                ),
                1,
            )
        ),
    )


def _without_licence(provider: Provider) -> Provider:
    kept = tuple(number for number in provider.secondary_ids if number.qualifier != "0B")
    return Provider(npi=provider.npi, name=provider.name, address=provider.address, secondary_ids=kept)


def _dated(payers: tuple[OtherPayer, ...], lines: tuple[ServiceLine, ...]) -> tuple[OtherPayer, ...]:
    """Other payers whose date is the one that their line decisions share."""
    found = []
    for payer in payers:
        told = {a.date for line in lines for a in line.adjudications if a.payer == payer.id}
        date = payer.remittance_date if not told else told.pop() if len(told) == 1 else None
        found.append(msgspec.structs.replace(payer, remittance_date=date))
    return tuple(found)


@st.composite
def professional(draw: Any) -> Encounter:
    base = draw(shared(True))
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=12))
    codes = [codes[0], *(draw(st.sampled_from(CAUSES)) if draw(st.integers(0, 9)) == 0 else code for code in codes[1:])]
    roles = ["first-listed", *("external-cause" if code[0] in "VWXY" else "secondary" for code in codes[1:])]
    payers = [payer.id for payer in base["other_payers"]]
    place = draw(st.sampled_from(PLACES))
    lines = draw(several(professional_lines(len(codes), payers), 4, 1))
    elsewhere = draw(st.sampled_from(PLACES))
    lines = tuple(msgspec.structs.replace(line, place_of_service=elsewhere if at else place) for at, line in enumerate(lines))
    base["other_payers"] = _dated(base["other_payers"], lines)
    dates = {
        name: draw(days)
        for name in draw(
            st.lists(
                st.sampled_from(
                    (
                        "onset",
                        "initial_treatment",
                        "last_seen",
                        "acute_manifestation",
                        "last_menstrual_period",
                        "last_x_ray",
                        "prescription",
                        "disability_from",
                        "disability_through",
                        "last_worked",
                        "return_to_work",
                        "assumed_care",
                        "relinquished_care",
                        "first_contact",
                        "repricer_received",
                    )
                ),
                max_size=6,
                unique=True,
            )
        )
    }
    references = {
        name: draw(numbers)
        for name in draw(
            st.lists(
                st.sampled_from(
                    (
                        "clia",
                        "mammography",
                        "medicare_crossover",
                        "repriced",
                        "adjusted_repriced",
                        "intermediary",
                        "demonstration",
                        "care_plan",
                    )
                ),
                max_size=4,
                unique=True,
            )
        )
    }
    causes = draw(st.lists(st.sampled_from(("auto", "employment", "other")), max_size=2, unique=True))
    accident = Accident(causes=tuple(causes), date=draw(days), state=draw(st.sampled_from(STATES))) if causes else None
    frequency = draw(st.sampled_from((None, "7", "8")))
    crc = draw(maybe(st.sampled_from((("07", ("01",)), ("E1", ("L1", "L2")), ("75", ("IH",)), ("ZZ", ("AV",))))))
    return Encounter(
        **base,
        claim_type="professional",
        setting=SETTINGS.get(place, "office"),  # type: ignore[arg-type]
        from_=min(line.date for line in lines if line.date),
        through=max(end for line in lines if (end := line.through or line.date)),
        diagnoses=tuple(Diagnosis(code=code, role=role) for code, role in zip(codes, roles, strict=True)),
        lines=lines,  # type: ignore[arg-type]
        billing_provider=draw(billers(True)),
        rendering_provider=draw(maybe(clinicians(taxonomy=True))),
        referring_provider=draw(maybe(clinicians())),
        primary_care_provider=draw(maybe(clinicians())),
        supervising_provider=draw(maybe(clinicians())),
        facility=draw(maybe(facilities(contact=True))),
        pick_up=draw(maybe(pick_ups)),
        drop_off=draw(maybe(places)),
        frequency=frequency,
        original_reference=draw(numbers) if frequency else None,
        signatures=draw(signatures),
        accident=accident,
        special_program=draw(maybe(st.sampled_from(("02", "09")))),
        dates=Dates(**dates) if dates else None,
        admission=draw(maybe(st.builds(Admission, date=days, discharge_date=maybe(days)))),
        references=References(**references) if references else None,
        patient_paid=draw(maybe(amounts)),
        notes=draw(several(st.builds(ClaimNote, kind=st.sampled_from(("ADD", "CER", "DCP")), text=words(40)), 1)),
        ambulance=draw(maybe(ambulances)),
        spinal_manipulation=draw(
            maybe(st.builds(SpinalManipulation, condition=st.sampled_from("ACM"), description=maybe(words())))
        ),
        certifications=() if crc is None else (Certification(category=crc[0], applies=True, conditions=crc[1]),),
        anesthesia_procedures=draw(st.sampled_from(((), ("00100",), ("00100", "00120")))),
    )


@st.composite
def institutional_lines(draw: Any, payers: list[str]) -> ServiceLine:
    revenue = draw(st.sampled_from(REVENUE))
    code = draw(maybe(st.sampled_from(SERVICES)))
    line: dict[str, Any] = {
        "code": code,
        "modifiers": draw(several(st.sampled_from(("25", "59")), 2)) if code else (),
        "revenue_code": revenue,
    }
    kinds = draw(st.lists(st.just("TPO"), max_size=1))
    references = {name: draw(numbers) for name in draw(st.lists(st.sampled_from(("repriced", "adjusted_repriced")), unique=True))}
    coded = draw(adjudications(False, payers, line)) if code else ()
    return ServiceLine(
        **line,
        charge=draw(amounts),
        units=draw(counts),
        unit=draw(st.sampled_from(("service", "day"))),
        date=draw(days),
        non_covered_charge=draw(maybe(amounts)),
        control_number=draw(maybe(numbers.map(lambda text: f"L{text}"))),
        description=draw(maybe(words())) if code else None,
        drug=draw(maybe(drugs)),
        attachments=draw(several(attachments, 2)),
        service_tax=draw(maybe(amounts)),
        facility_tax=draw(maybe(amounts)),
        notes=tuple(ClaimNote(kind=kind, text=draw(words())) for kind in kinds),
        references=References(**references) if references else None,
        repricing=draw(maybe(repricing)),
        operating_provider=draw(maybe(clinicians(at=2))),
        other_operating_provider=draw(maybe(clinicians(at=2))),
        rendering_provider=draw(maybe(clinicians(at=2))),
        referring_provider=draw(maybe(clinicians(at=2))),
        adjudications=coded,
    )


@st.composite
def institutional(draw: Any) -> Encounter:
    base = draw(shared(False))
    bill = draw(st.sampled_from(BILLS))
    inpatient = bill[1:3] in INPATIENT_BILLS
    codes = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=25))
    external = draw(st.lists(st.sampled_from(CAUSES), max_size=12))
    poa = maybe(st.sampled_from("YNUW"))
    diagnoses = [Diagnosis(code=codes[0], role="principal" if inpatient else "first-listed", poa=draw(poa))]
    diagnoses += [Diagnosis(code=code, role="secondary", poa=draw(poa)) for code in codes[1:]]
    diagnoses += [Diagnosis(code=code, role="external-cause", poa=draw(poa)) for code in external]
    diagnoses += [Diagnosis(code=draw(st.sampled_from(CODES)), role="admitting")]
    diagnoses += [Diagnosis(code=code, role="reason-for-visit") for code in draw(st.lists(st.sampled_from(CODES), max_size=3))]
    payers = [payer.id for payer in base["other_payers"]]
    lines = draw(several(institutional_lines(payers), 5, 1))
    base["other_payers"] = _dated(base["other_payers"], lines)
    start, end = sorted((draw(days), draw(days)))
    billing = draw(billers(False))
    if draw(st.booleans()):
        billing = msgspec.structs.replace(
            billing, taxonomy=draw(st.sampled_from(("282N00000X", *(f"{p}00000X" for p in HOSPITALS))))
        )
    references = {
        name: draw(numbers)
        for name in draw(
            st.lists(
                st.sampled_from(("repriced", "adjusted_repriced", "intermediary", "demonstration", "peer_review")),
                max_size=3,
                unique=True,
            )
        )
    }
    signed = draw(signatures)
    left = draw(st.sampled_from(("00", "14", "1435")))
    hours = maybe(st.sampled_from(("00", "14", "1435")))
    codes2 = st.sampled_from(("01", "11", "42", "A1", "B3"))
    return Encounter(
        **base,
        claim_type="institutional",
        type_of_bill=bill,
        from_=start,
        through=end,
        setting=setting_of_bill(bill[1:3], lines, billing.taxonomy),
        billing_provider=billing,
        diagnoses=tuple(diagnoses),
        lines=lines,
        admission=Admission(
            date=start,
            hour=draw(hours),
            discharge_hour=left,
            type="1",
            source="1",
            discharge_status="01",
        ),
        original_reference=draw(numbers) if bill[3] in "78" else draw(maybe(numbers)),
        signatures=Signatures(assignment=signed.assignment, benefits_assigned=signed.benefits_assigned, release=signed.release),
        attending_provider=draw(clinicians(taxonomy=True, at=3)),
        operating_provider=draw(maybe(clinicians())),
        other_operating_provider=draw(maybe(clinicians())),
        rendering_provider=draw(maybe(clinicians())),
        referring_provider=draw(maybe(clinicians())),
        facility=draw(maybe(facilities())),
        patient_due=draw(maybe(amounts)),
        procedures=draw(several(st.builds(Procedure, code=st.sampled_from(("0DTJ4ZZ", "02HV33Z", "5A1955Z")), date=days), 25)),
        drg=draw(maybe(st.sampled_from(("871", "291")))),
        occurrences=draw(several(st.builds(Occurrence, code=codes2, date=days), 14)),
        occurrence_spans=draw(
            several(
                st.builds(lambda code, a, b: OccurrenceSpan(code=code, from_=min(a, b), through=max(a, b)), codes2, days, days), 3
            )
        ),
        values=draw(several(st.builds(Value, code=codes2, amount=amounts), 14)),
        treatment_codes=draw(several(codes2, 3)),
        accident=draw(maybe(st.builds(Accident, state=st.sampled_from(STATES)))),
        dates=draw(maybe(st.builds(Dates, repricer_received=days))),
        references=References(**references) if references else None,
        certifications=draw(st.sampled_from(((), (Certification(category="ZZ", applies=True, conditions=("AV",)),)))),
        notes=draw(
            several(st.builds(ClaimNote, kind=st.sampled_from(("ALG", "DCP", "ADD")), text=words(40)), 2).map(_one_billing_note)
        ),
    )


def _one_billing_note(notes: tuple[ClaimNote, ...]) -> tuple[ClaimNote, ...]:
    billing = [note for note in notes if note.kind == "ADD"]
    return (*(note for note in notes if note.kind != "ADD"), *billing[:1])
