"""The nouns of the whole flow, all frozen.  Nothing else in farr defines a noun, hence the length of this file.

Every record turns into plain JSON-ready data with :meth:`Record.to_dict`, in the shapes of the public contract.
Dates are :class:`datetime.date` (ISO in JSON), money and quantities are :class:`decimal.Decimal` (strings in JSON),
offsets count characters of the document's text as given.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any, Literal

import msgspec

System = Literal["icd-10-cm", "icd-10-pcs", "cpt", "hcpcs", "ms-drg", "cms-hcc"]
Sex = Literal["female", "male", "unknown"]
ClaimType = Literal["professional", "institutional"]
Setting = Literal[
    "office",
    "outpatient",
    "telehealth",
    "home",
    "urgent-care",
    "emergency",
    "observation",
    "ambulatory-surgery",
    "inpatient",
    "inpatient-psychiatric",
    "inpatient-rehabilitation",
    "long-term-care-hospital",
    "skilled-nursing",
    "nursing-facility",
    "home-health",
    "hospice",
    "laboratory",
    "imaging",
]
Assertion = Literal["present", "possible", "historical", "absent", "conditional", "family"]
Role = Literal["principal", "first-listed", "secondary", "admitting", "reason-for-visit", "external-cause", "procedure"]
Severity = Literal["error", "warning", "info"]
Stage = Literal["coding", "pre-bill", "claim"]
Poa = Literal["Y", "N", "U", "W", "1"]
Sequence = Literal["primary", "secondary", "tertiary", "4", "5", "6", "7", "8", "9", "10", "11", "unknown"]
Cause = Literal["auto", "employment", "other"]


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of all records: immutable, keyword-only, absent where null."""

    def to_dict(self) -> dict[str, Any]:
        """Plain data ready for JSON: dates as ISO text, money as decimal text, absent fields left out."""
        built: dict[str, Any] = msgspec.to_builtins(self, str_keys=True)
        return built


# ---------------------------------------------------------------- people, places, payers
class Name(Record, frozen=True, kw_only=True):
    family: str | None = None
    given: str | None = None
    middle: str | None = None
    suffix: str | None = None


class Address(Record, frozen=True, kw_only=True):
    line: str | None = None
    line2: str | None = None
    city: str | None = None
    state: str | None = None
    postal_code: str | None = None
    country: str | None = None


class Place(Record, frozen=True, kw_only=True):
    """Where an ambulance picked a patient up or set them down."""

    name: str | None = None
    address: Address | None = None


class Identifier(Record, frozen=True, kw_only=True):
    """A further number of a party: ``qualifier`` is the X12 code of its kind (``0B`` state licence, ``G2`` payer's own ...),
    ``payer`` the payer that gave it, where it is not the claim's."""

    qualifier: str
    value: str
    payer: str | None = None


class Patient(Record, frozen=True, kw_only=True):
    """``id`` is the provider's number of the patient (medical record number); ``weight`` is in pounds."""

    id: str | None = None
    birth_date: dt.date | None = None
    sex: Sex | None = None
    name: Name | None = None
    address: Address | None = None
    telephone: str | None = None
    death_date: dt.date | None = None
    weight: Decimal | None = None
    pregnant: bool | None = None
    ssn: str | None = None
    property_casualty_number: str | None = None


class Subscriber(Record, frozen=True, kw_only=True):
    """The person who holds the insurance (an employer in workers' compensation has a plain name); ``relationship`` is the
    patient's to them (``self``, ``spouse``, ``child``); ``insurance_type`` tells why Medicare pays second."""

    id: str | None = None
    relationship: str | None = None
    name: Name | str | None = None
    address: Address | None = None
    birth_date: dt.date | None = None
    sex: Sex | None = None
    group_number: str | None = None
    group_name: str | None = None
    insurance_type: str | None = None
    telephone: str | None = None
    ssn: str | None = None
    property_casualty_number: str | None = None


class Payer(Record, frozen=True, kw_only=True):
    """Who pays.  ``id_type`` is ``payer`` or ``plan``; ``provider_ids`` are the billing provider's numbers with this payer."""

    id: str | None = None
    name: str | None = None
    kind: str | None = None
    id_type: Literal["payer", "plan"] = "payer"
    sequence: Sequence | None = None
    address: Address | None = None
    tax_id: str | None = None
    secondary_ids: tuple[Identifier, ...] = ()
    provider_ids: tuple[Identifier, ...] = ()


class Provider(Record, frozen=True, kw_only=True):
    """Who treated, billed or owns the place: a person has a structured name, an organisation a plain one."""

    npi: str | None = None
    taxonomy: str | None = None
    tax_id: str | None = None
    tax_id_type: Literal["employer", "social-security"] = "employer"
    name: Name | str | None = None
    address: Address | None = None
    contact: str | None = None
    telephone: str | None = None
    extension: str | None = None
    fax: str | None = None
    email: str | None = None
    secondary_ids: tuple[Identifier, ...] = ()


# ---------------------------------------------------------------- documents and what stands in them
class Document(Record, frozen=True, kw_only=True):
    """A clinical document as it came in.  ``text`` is never changed: all offsets point into it."""

    id: str
    text: str
    setting: Setting = "office"
    claim_type: ClaimType = "professional"
    date: dt.date | None = None
    patient: Patient | None = None


class Section(Record, frozen=True, kw_only=True):
    """A part of a document under one heading; ``kind`` is the canonical name, ``body`` starts behind the heading."""

    kind: str
    start: int
    body: int
    end: int


class Sentence(Record, frozen=True, kw_only=True):
    """A sentence or list entry: ``body`` starts behind a bullet or number, ``item`` opens a line or list entry,
    ``marked`` carries a bullet or number."""

    start: int
    body: int
    end: int
    item: bool
    marked: bool


class Evidence(Record, frozen=True, kw_only=True):
    """The words in the record that carry a code: ``document_text[start:end] == text``."""

    start: int
    end: int
    text: str
    document: str | None = None


class Fact(Record, frozen=True, kw_only=True):
    """One mention of a condition: what, where, asserted how, of whom, with which attributes.

    ``concepts`` are the ICD-10-CM nodes (codes or categories) that the words name; ``attributes`` holds what the
    record says of side, acuity, stage, type, trimester and phase of care.  ``pieces`` are the spans of a mention that is
    not in one piece; ``start`` and ``end`` are then its hull.
    """

    text: str
    start: int
    end: int
    assertion: Assertion
    concepts: tuple[str, ...]
    term: str
    section: str
    origin: str
    attributes: dict[str, str] = {}
    managed: bool = False
    pieces: tuple[tuple[int, int], ...] = ()

    @property
    def wording(self) -> str:
        """The words of the mention; of one in pieces, the pieces in their order."""
        if not self.pieces:
            return self.text
        return " ".join(self.text[low - self.start : high - self.start] for low, high in self.pieces)


class Step(Record, frozen=True, kw_only=True):
    """One link of the chain from the words of a note to a code: words, term, title, what was chosen, what was missing, the
    guideline (``rule``) and the decision whether the code belongs on the claim."""

    kind: Literal["words", "term", "title", "specificity", "missing", "guideline", "decision"]
    text: str
    rule: str | None = None
    evidence: Evidence | None = None


class Indicator(Record, frozen=True, kw_only=True):
    """Verbatim words of a record that a provider query rests on, with the section they stand in."""

    start: int
    end: int
    text: str
    section: str


class Query(Record, frozen=True, kw_only=True):
    """A draft question to a provider where the record is thin or contradicts itself; a person approves it before it is sent.

    ``kind``: ``specificity``, ``significance`` (a treated finding without a diagnosis), ``conflict``, ``uncertain``, ``link``
    (cause and effect) or ``laterality``; ``codes`` are those that the answer may change; ``template`` names the wording.
    """

    template: str
    kind: Literal["specificity", "significance", "conflict", "uncertain", "link", "laterality"]
    topic: str
    question: str
    options: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    codes: tuple[str, ...] = ()
    source: str
    status: Literal["draft"] = "draft"


class Suggestion(Record, frozen=True, kw_only=True):
    """A complete, valid code that the record supports, with its words, its role and the reason for both.

    ``modifiers`` and ``units`` are those of a service; ``units`` is absent where the record does not settle them.
    On a hospital's claim for an inpatient stay ``poa`` proposes the present-on-admission indicator (``poa_reason`` says why) and
    ``severity`` names a secondary diagnosis that is a ``CC`` or ``MCC`` of the MS-DRG definitions, before exclusions.
    """

    system: System
    code: str
    title: str
    role: Role
    reportable: bool
    reason: str
    assertion: Assertion
    score: float
    evidence: tuple[Evidence, ...]
    rules: tuple[str, ...]
    steps: tuple[Step, ...] = ()
    modifiers: tuple[str, ...] = ()
    units: Decimal | None = None
    poa: Poa | None = None
    poa_reason: str = ""
    severity: str = ""


class CountedItem(Record, frozen=True, kw_only=True):
    """What one element of a level rests on: ``grade`` 1 to 4 as the item alone would give it (0: it only counts with others)."""

    what: str
    grade: int
    evidence: Evidence


class Element(Record, frozen=True, kw_only=True):
    """One of the three elements of medical decision making: its grade (1 straightforward, 2 low, 3 moderate, 4 high; 0 nothing
    found), the reason, and the items that it rests on."""

    name: Literal["problems", "data", "risk"]
    grade: int
    reason: str
    items: tuple[CountedItem, ...]


class EvaluationManagement(Record, frozen=True, kw_only=True):
    """The level of a visit and how it came about.

    ``family`` names the group of codes (``office``, ``emergency`` ...), ``patient`` the class within it (``new``, ``initial``
    ..., ``unknown`` where the record does not say), ``path`` what decided (``medical decision making``, ``time``, ``age`` or
    ``service``), ``alternative`` the code of the other class where the class is unknown.
    """

    family: str
    patient: str
    code: str
    title: str
    path: str
    reason: str
    elements: tuple[Element, ...]
    evidence: tuple[Evidence, ...]
    rules: tuple[str, ...]
    minutes: int | None = None
    code_by_decision: str | None = None
    code_by_time: str | None = None
    alternative: str | None = None
    modifiers: tuple[str, ...] = ()
    prolonged: tuple[str, ...] = ()
    beside: str | None = None


class Fix(Record, frozen=True, kw_only=True):
    """How to mend a finding; ``patch`` is an RFC 6902 patch on the encounter, applied unasked only when ``safe``."""

    text: str
    safe: bool
    patch: tuple[dict[str, Any], ...] = ()


class Finding(Record, frozen=True, kw_only=True):
    """A fault or a remark on a coded encounter or a claim: which rule, how bad, where, whose rule, how to mend it.

    Findings on X12 say besides which WEDI SNIP type they are of, and where in the file they lie: ``segment_number`` counts from
    1 over the file (ISA is 1), ``set_position`` from 1 in the transaction set (ST is 1, as acknowledgements count), ``byte``
    is the segment's offset.
    """

    edit: str
    name: str
    severity: Severity
    message: str
    where: str
    codes: tuple[str, ...] = ()
    source: str
    fix: Fix | None = None
    tables: dict[str, str] = {}
    snip: int | None = None
    loop: str | None = None
    segment: str | None = None
    segment_number: int | None = None
    set_position: int | None = None
    byte: int | None = None
    element: str | None = None


class CodedDocument(Record, frozen=True, kw_only=True):
    """The answer to a document: suggestions in claim order, then the mentions that do not belong on the claim.

    ``document`` is there where farr took the text out of another format: the offsets count its characters.
    """

    id: str
    codes: tuple[Suggestion, ...]
    findings: tuple[Finding, ...]
    tables: dict[str, str]
    engine: str
    queries: tuple[Query, ...] = ()
    document: Document | None = None


# ---------------------------------------------------------------- the coded encounter
class Diagnosis(Record, frozen=True, kw_only=True):
    code: str
    poa: Poa | None = None
    role: Role | None = None


class Procedure(Record, frozen=True, kw_only=True):
    system: System = "icd-10-pcs"
    code: str
    date: dt.date | None = None


class Drug(Record, frozen=True, kw_only=True):
    """What was given: eleven-digit NDC, amount, unit (``F2`` international units, ``GR``, ``ME``, ``ML``, ``UN``)."""

    ndc: str
    quantity: Decimal
    unit: Literal["F2", "GR", "ME", "ML", "UN"]
    qualifier: str = "N4"
    prescription: str | None = None
    link: str | None = None


class Equipment(Record, frozen=True, kw_only=True):
    """Durable medical equipment: days of need, prices, how often rent falls due (1 weekly, 4 monthly, 6 daily), and the
    certificate of need (``I`` initial, ``R`` renewal, ``S`` revised) with its months."""

    days: Decimal | None = None
    rental_price: Decimal | None = None
    purchase_price: Decimal | None = None
    frequency: Literal["1", "4", "6"] | None = None
    certification: Literal["I", "R", "S"] | None = None
    months: Decimal | None = None


class Attachment(Record, frozen=True, kw_only=True):
    """A paper or file that goes with the claim: X12 report type, how it is sent, its control number."""

    type: str
    transmission: str
    control_number: str | None = None


class Ambulance(Record, frozen=True, kw_only=True):
    """A transport: reason A to E, miles, the patient's weight in pounds, purpose of a round trip or a stretcher."""

    reason: Literal["A", "B", "C", "D", "E"]
    miles: Decimal
    weight: Decimal | None = None
    round_trip: str | None = None
    stretcher: str | None = None


class Certification(Record, frozen=True, kw_only=True):
    """Conditions that hold (or do not): ``category`` 07 ambulance, E1 to E3 vision, 75 homebound, ZZ EPSDT referral, 70 hospice
    employee, 09 equipment."""

    category: str
    applies: bool
    conditions: tuple[str, ...]


class SpinalManipulation(Record, frozen=True, kw_only=True):
    condition: str
    description: str | None = None
    detail: str | None = None


class Measurement(Record, frozen=True, kw_only=True):
    """A test result or a starting measure (``TR``, ``OG``): what (``HT`` height, ``R1`` hemoglobin ...) and how much."""

    kind: Literal["TR", "OG"]
    what: str
    value: Decimal


class Contract(Record, frozen=True, kw_only=True):
    """Terms that the payer and the provider agreed on, where the claim must tell them."""

    type: str
    amount: Decimal | None = None
    percentage: Decimal | None = None
    code: str | None = None
    discount: Decimal | None = None
    version: str | None = None


class Repricing(Record, frozen=True, kw_only=True):
    """What a pricing organisation made of the claim or line."""

    method: str
    allowed: Decimal
    savings: Decimal | None = None
    organization: str | None = None
    rate: Decimal | None = None
    group: str | None = None
    group_amount: Decimal | None = None
    reject_reason: str | None = None
    compliance: str | None = None
    exception: str | None = None


class ClaimNote(Record, frozen=True, kw_only=True):
    """Free text for the payer; ``kind`` is the X12 note code (``ADD``, ``CER``, ``DCP``, ``DGN``, ``TPO`` ...)."""

    kind: str
    text: str


class Dates(Record, frozen=True, kw_only=True):
    """Dates that a claim or a line may tell."""

    onset: dt.date | None = None
    initial_treatment: dt.date | None = None
    last_seen: dt.date | None = None
    acute_manifestation: dt.date | None = None
    last_menstrual_period: dt.date | None = None
    last_x_ray: dt.date | None = None
    prescription: dt.date | None = None
    disability_from: dt.date | None = None
    disability_through: dt.date | None = None
    last_worked: dt.date | None = None
    return_to_work: dt.date | None = None
    assumed_care: dt.date | None = None
    relinquished_care: dt.date | None = None
    first_contact: dt.date | None = None
    repricer_received: dt.date | None = None
    certification_revision: dt.date | None = None
    begin_therapy: dt.date | None = None
    last_certification: dt.date | None = None
    hemoglobin_test: dt.date | None = None
    creatinine_test: dt.date | None = None
    shipped: dt.date | None = None


class References(Record, frozen=True, kw_only=True):
    """Numbers that a claim or a line may tell beside its authorisation and referral."""

    clia: str | None = None
    referring_clia: str | None = None
    mammography: str | None = None
    service_exception: str | None = None
    medicare_crossover: str | None = None
    repriced: str | None = None
    adjusted_repriced: str | None = None
    device_exemptions: tuple[str, ...] = ()
    intermediary: str | None = None
    demonstration: str | None = None
    care_plan: str | None = None
    peer_review: str | None = None
    immunization_batch: str | None = None


class Adjustment(Record, frozen=True, kw_only=True):
    """Why a payer did not pay all: claim adjustment group (``CO``, ``PR``, ``OA``, ``PI``) and reason code; a positive
    amount lessens the payment."""

    group: str
    reason: str
    amount: Decimal
    quantity: Decimal | None = None


class FormAnswer(Record, frozen=True, kw_only=True):
    question: str
    answer: Literal["Y", "N", "W"] | None = None
    text: str | None = None
    date: dt.date | None = None
    percent: Decimal | None = None


class Form(Record, frozen=True, kw_only=True):
    """A supporting form with its answers; ``list`` is ``AS`` (form type) or ``UT`` (equipment contractor's form)."""

    list: Literal["AS", "UT"]
    id: str
    answers: tuple[FormAnswer, ...]


class LineAdjudication(Record, frozen=True, kw_only=True):
    """What another payer (its ``id`` in ``payer``) decided on a line: charge = paid + adjustments."""

    payer: str
    paid: Decimal
    date: dt.date | None = None
    code: str | None = None
    code_type: str = "HC"
    modifiers: tuple[str, ...] = ()
    revenue_code: str | None = None
    units: Decimal | None = None
    bundled_line: int | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remaining_liability: Decimal | None = None


class ServiceLine(Record, frozen=True, kw_only=True):
    """One billed service.  ``diagnosis_pointers`` count from 1 over the encounter's diagnoses.

    ``code_type`` is ``HC`` (HCPCS and CPT), ``HP`` (HIPPS), ``ER``, ``IV`` or ``WK``; ``unit`` counts ``units`` as services or
    days; ``anesthesia_minutes`` stand in place of units; ``control_number`` comes back on the remittance.
    """

    code: str | None = None
    modifiers: tuple[str, ...] = ()
    units: Decimal | None = None
    charge: Decimal | None = None
    date: dt.date | None = None
    through: dt.date | None = None
    diagnosis_pointers: tuple[int, ...] = ()
    place_of_service: str | None = None
    revenue_code: str | None = None
    control_number: str | None = None
    code_type: Literal["HC", "HP", "ER", "IV", "WK"] = "HC"
    description: str | None = None
    unit: Literal["service", "day"] | None = None
    anesthesia_minutes: Decimal | None = None
    non_covered_charge: Decimal | None = None
    emergency: bool = False
    epsdt: bool = False
    family_planning: bool = False
    copay_exempt: bool = False
    drug: Drug | None = None
    equipment: Equipment | None = None
    ambulance: Ambulance | None = None
    certifications: tuple[Certification, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    dates: Dates | None = None
    references: References | None = None
    prior_authorization: str | None = None
    referral_number: str | None = None
    patients_transported: Decimal | None = None
    obstetric_units: Decimal | None = None
    measurements: tuple[Measurement, ...] = ()
    contract: Contract | None = None
    sales_tax: Decimal | None = None
    postage: Decimal | None = None
    service_tax: Decimal | None = None
    facility_tax: Decimal | None = None
    fixed_format: tuple[str, ...] = ()
    notes: tuple[ClaimNote, ...] = ()
    purchased_service_charge: Decimal | None = None
    repricing: Repricing | None = None
    rendering_provider: Provider | None = None
    purchased_service_provider: Provider | None = None
    facility: Provider | None = None
    supervising_provider: Provider | None = None
    ordering_provider: Provider | None = None
    referring_provider: Provider | None = None
    primary_care_provider: Provider | None = None
    operating_provider: Provider | None = None
    other_operating_provider: Provider | None = None
    pick_up: Place | None = None
    drop_off: Place | None = None
    adjudications: tuple[LineAdjudication, ...] = ()
    forms: tuple[Form, ...] = ()


class Admission(Record, frozen=True, kw_only=True):
    """A stay: hours are ``HH`` or ``HHMM``; type, source and discharge status are the codes of the institutional bill."""

    date: dt.date | None = None
    hour: str | None = None
    discharge_date: dt.date | None = None
    discharge_hour: str | None = None
    type: str | None = None
    source: str | None = None
    discharge_status: str | None = None


class Accident(Record, frozen=True, kw_only=True):
    """That the condition comes from an accident or from work: which, when, and the state where a car was driven."""

    causes: tuple[Cause, ...] = ()
    date: dt.date | None = None
    state: str | None = None
    country: str | None = None


class Occurrence(Record, frozen=True, kw_only=True):
    code: str
    date: dt.date


class OccurrenceSpan(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    code: str
    from_: dt.date
    through: dt.date


class Value(Record, frozen=True, kw_only=True):
    """A value code of an institutional bill with its amount."""

    code: str
    amount: Decimal


class Signatures(Record, frozen=True, kw_only=True):
    """What was agreed and signed.  The defaults are those of a participating provider with all papers on file."""

    provider: bool = True
    assignment: Literal["accepted", "laboratory-only", "not-accepted"] = "accepted"
    benefits_assigned: Literal["yes", "no", "not-applicable"] = "yes"
    release: Literal["signed", "informed"] = "signed"
    by_provider: bool = False


class Adjudication(Record, frozen=True, kw_only=True):
    """What Medicare told of a claim on its remittance: amounts by name and remark codes."""

    amounts: dict[str, Decimal] = {}
    remarks: tuple[str, ...] = ()


class OtherPayer(Payer, frozen=True, kw_only=True):
    """A further payer: its subscriber (``relationship`` is the patient's to them) and, when it has answered, its answer."""

    subscriber: Subscriber | None = None
    paid: Decimal | None = None
    non_covered: Decimal | None = None
    remaining_liability: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remittance_date: dt.date | None = None
    signatures: Signatures = Signatures()
    claim_control_number: str | None = None
    prior_authorization: str | None = None
    referral_number: str | None = None
    adjusted: bool = False
    inpatient: Adjudication | None = None
    outpatient: Adjudication | None = None
    providers: dict[str, Provider] = {}


class EvidenceLink(Record, frozen=True, kw_only=True):
    """Where the words stand that carry an entry of the encounter; ``text`` repeats them where the document is not at hand."""

    document: str
    start: int
    end: int
    text: str | None = None


class Bill(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """What an encounter and its claims share: who, where, when, what.  Diagnoses stand in claim order.

    ``frequency`` is 1 original, 7 replacement, 8 void (an institutional bill has it in ``type_of_bill``);
    ``original_reference`` is the payer's number of the claim that is replaced or voided.
    """

    id: str
    claim_type: ClaimType = "professional"
    setting: Setting = "office"
    from_: dt.date | None = None
    through: dt.date | None = None
    type_of_bill: str | None = None
    admission: Admission | None = None
    patient: Patient | None = None
    subscriber: Subscriber | None = None
    payer: Payer | None = None
    other_payers: tuple[OtherPayer, ...] = ()
    billing_provider: Provider | None = None
    rendering_provider: Provider | None = None
    facility: Provider | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    pay_to_address: Address | None = None
    pay_to_plan: Payer | None = None
    referring_provider: Provider | None = None
    primary_care_provider: Provider | None = None
    supervising_provider: Provider | None = None
    attending_provider: Provider | None = None
    operating_provider: Provider | None = None
    other_operating_provider: Provider | None = None
    pick_up: Place | None = None
    drop_off: Place | None = None
    frequency: str | None = None
    original_reference: str | None = None
    prior_authorization: str | None = None
    referral_number: str | None = None
    signatures: Signatures = Signatures()
    accident: Accident | None = None
    special_program: str | None = None
    delay_reason: str | None = None
    dates: Dates | None = None
    references: References | None = None
    attachments: tuple[Attachment, ...] = ()
    contract: Contract | None = None
    patient_paid: Decimal | None = None
    patient_due: Decimal | None = None
    fixed_format: tuple[str, ...] = ()
    notes: tuple[ClaimNote, ...] = ()
    ambulance: Ambulance | None = None
    spinal_manipulation: SpinalManipulation | None = None
    certifications: tuple[Certification, ...] = ()
    anesthesia_procedures: tuple[str, ...] = ()
    drg: str | None = None
    occurrences: tuple[Occurrence, ...] = ()
    occurrence_spans: tuple[OccurrenceSpan, ...] = ()
    values: tuple[Value, ...] = ()
    condition_codes: tuple[str, ...] = ()
    treatment_codes: tuple[str, ...] = ()
    repricing: Repricing | None = None


class Encounter(Bill, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A coded encounter: what a coder hands to billing."""

    evidence: dict[str, tuple[EvidenceLink, ...]] = {}


class CheckedEncounter(Record, frozen=True, kw_only=True):
    id: str
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...]


class PayerPolicy(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a site decides on edits for one payer, beside what it decides for all."""

    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}


class CheckPolicy(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a site decides on edits: keys are names of edits or starts of their ids; ``payers`` by id or kind of the payer.

    ``edits`` is the folder of the site's own edits and ``acknowledgements`` a JSON Lines file, both relative to the settings.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    payers: dict[str, PayerPolicy] = {}
    edits: str | None = None
    acknowledgements: str | None = None


class Suppression(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Why a warning on an encounter may stand, and who says so; ``codes`` narrows it to the finding on these codes."""

    encounter: str
    edit: str
    reason: str
    actor: str
    date: dt.date
    codes: tuple[str, ...] = ()


# ---------------------------------------------------------------- claims
class Claim(Bill, frozen=True, kw_only=True, rename={"from_": "from"}):
    """One claim as a payer gets it: every party named, texts in X12's characters, totals and control numbers settled.

    ``id`` is the encounter's; ``control_number`` is the patient control number (at most 20 characters are sure to come back on
    a remittance) and its lines have theirs; ``facility_code`` is the place of service of a professional claim, the first two
    digits of the type of bill of an institutional one.
    """

    patient: Patient
    subscriber: Subscriber
    payer: Payer
    billing_provider: Provider
    frequency: str
    control_number: str
    facility_code: str
    total_charge: Decimal


class CheckedFile(Record, frozen=True, kw_only=True):
    """The answer to an X12 file: findings in file order, the code sets that were not at hand, and what was read.

    ``unlisted`` counts findings beyond those listed; ``errors`` counts all of severity error, listed or not.
    """

    id: str
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...]
    errors: int
    warnings: int
    sets: int
    units: int
    segments: int
    unlisted: int = 0


# ---------------------------------------------------------------- answers of payers
class PaymentLine(Record, frozen=True, kw_only=True):
    """A service line as a payer adjudicated it: ``charge`` = ``paid`` + the adjustments' amounts.

    ``control_number`` is the one that the claim gave the line; ``code`` is what was adjudicated, ``submitted_code`` what was
    billed where the payer changed or bundled it; ``remarks`` are remittance advice remark codes; ``allowed`` is what the payer
    states of it (AMT B6).
    """

    charge: Decimal
    paid: Decimal
    code: str | None = None
    code_type: str | None = None
    modifiers: tuple[str, ...] = ()
    revenue_code: str | None = None
    submitted_code: str | None = None
    submitted_modifiers: tuple[str, ...] = ()
    units: Decimal | None = None
    submitted_units: Decimal | None = None
    control_number: str | None = None
    date: dt.date | None = None
    through: dt.date | None = None
    allowed: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()


class Payment(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A payer's answer to one claim.  ``status`` is CLP02 (1 to 4, 19 to 23, 25); a reversal (22) repeats the earlier answer
    with every sign turned.  ``crossover`` is the payer that the claim was forwarded to."""

    control_number: str
    status: str
    charge: Decimal
    paid: Decimal
    patient_responsibility: Decimal | None = None
    filing_indicator: str | None = None
    payer_control_number: str | None = None
    facility_code: str | None = None
    frequency: str | None = None
    drg: str | None = None
    patient: Patient | None = None
    subscriber: Subscriber | None = None
    rendering_provider: Provider | None = None
    crossover: Payer | None = None
    from_: dt.date | None = None
    through: dt.date | None = None
    received: dt.date | None = None
    interest: Decimal | None = None
    covered: Decimal | None = None
    adjustments: tuple[Adjustment, ...] = ()
    remarks: tuple[str, ...] = ()
    lines: tuple[PaymentLine, ...] = ()


class ProviderAdjustment(Record, frozen=True, kw_only=True):
    """Money that belongs to no claim of this remittance (PLB): a positive amount lessens the deposit."""

    provider: str
    reason: str
    amount: Decimal
    reference: str | None = None
    fiscal_year_end: dt.date | None = None


class Remittance(Record, frozen=True, kw_only=True):
    """One remittance advice: the deposit, who pays whom, the answers to claims, and what else moved."""

    trace: str
    amount: Decimal
    method: str | None = None
    date: dt.date | None = None
    production_date: dt.date | None = None
    payer: Payer | None = None
    payee: Provider | None = None
    payments: tuple[Payment, ...] = ()
    provider_adjustments: tuple[ProviderAdjustment, ...] = ()


class Status(Record, frozen=True, kw_only=True):
    """A claim status as an acknowledgement tells it: category (``A2``), code, and whom it speaks of."""

    category: str
    code: str
    entity: str | None = None


class ClaimStatus(Record, frozen=True, kw_only=True):
    """What a claim acknowledgement (277CA) says of one claim: taken into adjudication, or rejected before it."""

    control_number: str
    accepted: bool
    statuses: tuple[Status, ...]
    payer_control_number: str | None = None
    charge: Decimal | None = None
    date: dt.date | None = None


class SetFault(Record, frozen=True, kw_only=True):
    """A fault that an implementation acknowledgement (999) names: segment, its position in the set, loop, element, codes."""

    segment: str
    position: int
    code: str
    loop: str | None = None
    element: str | None = None
    element_code: str | None = None


class SetStatus(Record, frozen=True, kw_only=True):
    """What a 999 says of one transaction set."""

    set: str
    control_number: str
    accepted: bool
    code: str
    faults: tuple[SetFault, ...] = ()


class Acknowledgement(Record, frozen=True, kw_only=True):
    """An answer before adjudication: ``999`` (sets of a group) or ``277CA`` (claims of a batch)."""

    kind: Literal["999", "277CA"]
    control_number: str
    accepted: bool
    sets: tuple[SetStatus, ...] = ()
    claims: tuple[ClaimStatus, ...] = ()


class Denial(Record, frozen=True, kw_only=True):
    """Money refused for a reason that is neither the contract's nor the patient's share: why, whose task it is, what to do,
    by when.  ``remedy`` is ``correct``, ``appeal``, ``send``, ``rebill``, ``wait``, ``patient`` or ``review``."""

    group: str
    reason: str
    amount: Decimal
    remarks: tuple[str, ...]
    category: str
    cause: str
    owner: str
    remedy: str
    action: str
    deadline: dt.date | None = None
    basis: str | None = None
    send: tuple[str, ...] = ()


class LineOutcome(Record, frozen=True, kw_only=True):
    """What became of a service line: ``paid``, ``reduced``, ``denied``, ``patient`` (all to the patient's share),
    ``contractual``,
    ``reversed``, ``forwarded``.  ``number`` is the line of the claim, counted from 1, and ``matched`` says how it was found."""

    outcome: str
    charge: Decimal
    paid: Decimal
    allowed: Decimal
    patient: Decimal
    contractual: Decimal
    other: Decimal
    denied: Decimal
    code: str | None = None
    number: int | None = None
    matched: str = ""
    bundled_from: str | None = None
    denials: tuple[Denial, ...] = ()


class Posting(Record, frozen=True, kw_only=True):
    """A proposed entry in the accounts: ``kind`` is ``payment``, ``contractual``, ``patient``, ``interest``, ``payer-balance`` or
    ``none`` (a denial leaves the balance open).  Nothing is posted or written off before a person accepts it."""

    kind: str
    amount: Decimal
    reason: str
    line: int | None = None


class Outcome(Record, frozen=True, kw_only=True):
    """What an answer says of one claim, matched to the claim where it was found.

    ``kind`` is ``payment``, ``claim-status``, ``set-status`` or ``provider-adjustment``; ``stage`` is ``rejected``, ``accepted``,
    ``paid``, ``denied``, ``partly-denied``, ``reversed``, ``forwarded`` or ``pending``; ``claim`` is the id of the stored
    claim and
    ``matched`` how it was found (``control-number``, ``payer-control-number``, ``member-date-charge``, empty where it was not).
    """

    kind: str
    stage: str
    control_number: str
    meaning: str
    action: str
    claim: str | None = None
    matched: str = ""
    payer_control_number: str | None = None
    trace: str | None = None
    status: str | None = None
    charge: Decimal | None = None
    paid: Decimal | None = None
    patient: Decimal | None = None
    denied: Decimal | None = None
    lines: tuple[LineOutcome, ...] = ()
    denials: tuple[Denial, ...] = ()
    postings: tuple[Posting, ...] = ()
    findings: tuple[Finding, ...] = ()
    forwarded_to: str | None = None


# ---------------------------------------------------------------- code sets
class Manifest(Record, frozen=True, kw_only=True):
    """Where a release of a code set or table came from, and when it is in force (``effective_to`` inclusive).

    ``rows`` and ``loaded`` are None where a package carries the release and no date has needed it yet.
    """

    set: str
    release: str
    publisher: str
    title: str
    licence: str
    effective_from: dt.date
    effective_to: dt.date | None
    source_file: str
    source_sha256: str
    rows: int | None
    loader: str
    loaded: dt.datetime | None


class TableChange(Record, frozen=True, kw_only=True):
    """One difference between two releases of a set.

    ``kind``: ``added``, ``deleted``, ``title-revised``, ``revised`` (another ``field``), ``note-added`` or ``note-deleted``
    (``field`` is then the kind of note).  ``successors`` are the codes that follow a deleted one.
    """

    kind: str
    key: str
    title: str
    field: str = ""
    before: str = ""
    after: str = ""
    successors: tuple[str, ...] = ()


class TableDiff(Record, frozen=True, kw_only=True):
    set: str
    before: str
    after: str
    changes: tuple[TableChange, ...]


class TableImpact(Record, frozen=True, kw_only=True):
    """A place that uses what a release changes: ``where`` is file and line, or a page; ``use`` says what kind of place it is."""

    where: str
    use: str
    id: str | None
    code: str
    change: TableChange


class PairEdit(Record, frozen=True, kw_only=True):
    """An NCCI procedure-to-procedure edit: of the two codes on one day, column 1 is paid and column 2 is not.

    ``modifier_indicator``: ``0`` no modifier helps, ``1`` an NCCI-associated modifier does where it is appropriate.
    ``deletion``: the last day in force, inclusive; None where there is none.
    """

    column1: str
    column2: str
    modifier_indicator: str
    effective: dt.date
    deletion: dt.date | None
    rationale: str


class UnitLimit(Record, frozen=True, kw_only=True):
    """A medically unlikely edit: the most units of a code; ``indicator`` 1 per line, 2 per day by policy, 3 per day by clinical
    data."""

    code: str
    value: int
    indicator: str
    rationale: str


class AddOnEdit(Record, frozen=True, kw_only=True):
    """What an add-on code needs beside it on a day.  ``type`` 1: one of ``primaries``; 2: the contractor decides; 3: one of
    ``primaries`` or another at the contractor's discretion."""

    code: str
    type: str
    primaries: tuple[str, ...]
    contractor_defined: bool


class Note(Record, frozen=True, kw_only=True):
    """An instruction of the Tabular List.  ``origin`` is the code, category, block or chapter it stands on."""

    kind: str
    text: str
    origin: str


class Grouping(Record, frozen=True, kw_only=True):
    """What a published table makes of a code: ``kind`` is ``mdc``, ``severity`` (``CC`` or ``MCC``), ``hospital-acquired``,
    ``hcc`` (in a ``model``), ``ccsr``, ``poa-exempt`` or ``mce``; ``release`` names the release of the table."""

    kind: str
    code: str
    title: str
    release: str
    model: str | None = None


class CodeEntry(Record, frozen=True, kw_only=True):
    """Everything known of one code on a date.  ``details``: further columns of its publisher's file; ``notice``: what the licence
    of its text asks to be shown with it."""

    system: System
    code: str
    title: str
    billable: bool
    chapter: str
    path: tuple[tuple[str, str], ...]
    children: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    seventh_characters: dict[str, str]
    groupings: tuple[Grouping, ...] = ()
    tables: dict[str, str]
    effective_from: dt.date
    effective_to: dt.date | None
    warnings: tuple[str, ...] = ()
    details: dict[str, str] = {}
    notice: str = ""


class AxisValue(Record, frozen=True, kw_only=True):
    """A value of an axis of ICD-10-PCS: one character, its label, and what the definitions say of it where they are installed."""

    value: str
    label: str
    definition: str = ""
    explanation: str = ""
    includes: tuple[str, ...] = ()


class Axis(Record, frozen=True, kw_only=True):
    """A character of an ICD-10-PCS code: its position from 1, what it stands for, the value chosen, or the values that may be."""

    position: int
    name: str
    value: AxisValue | None = None
    choices: tuple[AxisValue, ...] = ()


class ProcedureCode(Record, frozen=True, kw_only=True):
    """An ICD-10-PCS code or its beginning, axis by axis.  ``codes`` counts the complete codes that begin so; ``next`` is the axis
    that comes next, with the values allowed there; the title is worded from the labels where no order file gives it."""

    system: System = "icd-10-pcs"
    code: str
    title: str = ""
    title_built: bool = False
    complete: bool
    codes: int
    axes: tuple[Axis, ...]
    next: Axis | None = None
    tables: dict[str, str]
    effective_from: dt.date
    effective_to: dt.date | None
    warnings: tuple[str, ...] = ()


class IndexedCode(Record, frozen=True, kw_only=True):
    """A code that an index gives, as the code set in force has it.  ``complete`` false: it needs more characters, of which
    ``choices`` shows those that follow.  ``column`` names the column of a table; ``second`` a manifestation code that is
    reported behind it."""

    code: str
    title: str
    known: bool
    complete: bool
    choices: tuple[tuple[str, str], ...] = ()
    column: str = ""
    second: bool = False


class IndexReference(Record, frozen=True, kw_only=True):
    """Where an entry of an index points: ``see``, ``see-also``, ``use`` ..., with what stands there where it can be followed."""

    kind: str
    text: str
    path: tuple[str, ...] = ()
    codes: tuple[IndexedCode, ...] = ()


class IndexEntry(Record, frozen=True, kw_only=True):
    """An entry of an index: its titles from the main term down, its codes and references, and the entries below it."""

    index: str
    path: tuple[str, ...]
    codes: tuple[IndexedCode, ...] = ()
    references: tuple[IndexReference, ...] = ()
    below: tuple[IndexEntry, ...] = ()
    missing: tuple[str, ...] = ()


class IndexAnswer(Record, frozen=True, kw_only=True):
    """What the indexes say to words.  ``substitute``: the Alphabetic Index is not installed, and titles, inclusion terms and
    synonyms stand in for it."""

    words: str
    substitute: bool
    entries: tuple[IndexEntry, ...]
    tables: dict[str, str]
    warnings: tuple[str, ...] = ()


class SearchHit(Record, frozen=True, kw_only=True):
    """One answer of a search, with why it matched (the words of the title, inclusion term or synonym)."""

    system: System
    code: str
    title: str
    billable: bool
    score: float
    matched: str
    why: str
