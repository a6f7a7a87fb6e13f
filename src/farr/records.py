"""The nouns of the whole flow, all frozen.  Nothing else in farr defines a noun.

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


class Patient(Record, frozen=True, kw_only=True):
    id: str | None = None
    birth_date: dt.date | None = None
    sex: Sex | None = None
    name: Name | None = None
    address: Address | None = None


class Subscriber(Record, frozen=True, kw_only=True):
    """The person who holds the insurance; ``relationship`` is the patient's to them (``self``, ``spouse``, ``child``)."""

    id: str | None = None
    relationship: str | None = None
    name: Name | None = None
    address: Address | None = None
    birth_date: dt.date | None = None
    sex: Sex | None = None
    group_number: str | None = None
    group_name: str | None = None


class Payer(Record, frozen=True, kw_only=True):
    id: str | None = None
    name: str | None = None
    kind: str | None = None


class Provider(Record, frozen=True, kw_only=True):
    """Who treated, billed or owns the place: a person has a structured name, an organisation a plain one."""

    npi: str | None = None
    taxonomy: str | None = None
    tax_id: str | None = None
    name: Name | str | None = None
    address: Address | None = None
    telephone: str | None = None


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
    record says of side, acuity, stage, type, trimester and phase of care.
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


class Suggestion(Record, frozen=True, kw_only=True):
    """A complete, valid code that the record supports, with its words, its role and the reason for both."""

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


class Fix(Record, frozen=True, kw_only=True):
    """How to mend a finding; ``patch`` is an RFC 6902 patch on the encounter, applied unasked only when ``safe``."""

    text: str
    safe: bool
    patch: tuple[dict[str, Any], ...] = ()


class Finding(Record, frozen=True, kw_only=True):
    """A fault or a remark on a coded encounter or a claim: which rule, how bad, where, whose rule, how to mend it."""

    edit: str
    name: str
    severity: Severity
    message: str
    where: str
    codes: tuple[str, ...] = ()
    source: str
    fix: Fix | None = None
    tables: dict[str, str] = {}


class CodedDocument(Record, frozen=True, kw_only=True):
    """The answer to a document: suggestions in claim order, then the mentions that do not belong on the claim."""

    id: str
    codes: tuple[Suggestion, ...]
    findings: tuple[Finding, ...]
    tables: dict[str, str]
    engine: str


# ---------------------------------------------------------------- the coded encounter
class Diagnosis(Record, frozen=True, kw_only=True):
    code: str
    poa: Poa | None = None
    role: Role | None = None


class Procedure(Record, frozen=True, kw_only=True):
    system: System = "icd-10-pcs"
    code: str
    date: dt.date | None = None


class ServiceLine(Record, frozen=True, kw_only=True):
    """One billed service.  ``diagnosis_pointers`` count from 1 over the encounter's diagnoses."""

    code: str | None = None
    modifiers: tuple[str, ...] = ()
    units: Decimal | None = None
    charge: Decimal | None = None
    date: dt.date | None = None
    through: dt.date | None = None
    diagnosis_pointers: tuple[int, ...] = ()
    place_of_service: str | None = None
    revenue_code: str | None = None


class Admission(Record, frozen=True, kw_only=True):
    date: dt.date | None = None
    hour: str | None = None
    discharge_hour: str | None = None
    type: str | None = None
    source: str | None = None
    discharge_status: str | None = None


class EvidenceLink(Record, frozen=True, kw_only=True):
    """Where the words stand that carry an entry of the encounter; ``text`` repeats them where the document is not at hand."""

    document: str
    start: int
    end: int
    text: str | None = None


class Encounter(Record, frozen=True, kw_only=True, rename={"from_": "from"}):
    """A coded encounter: what a coder hands to billing.  Diagnoses stand in claim order."""

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
    other_payers: tuple[Payer, ...] = ()
    billing_provider: Provider | None = None
    rendering_provider: Provider | None = None
    facility: Provider | None = None
    diagnoses: tuple[Diagnosis, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    lines: tuple[ServiceLine, ...] = ()
    evidence: dict[str, tuple[EvidenceLink, ...]] = {}


class CheckedEncounter(Record, frozen=True, kw_only=True):
    id: str
    findings: tuple[Finding, ...]
    not_checked: tuple[str, ...]


# ---------------------------------------------------------------- claims
class Claim(Record, frozen=True, kw_only=True):
    """One claim as a payer gets it: every party named, totals and control number settled.

    ``control_number`` is the patient control number (at most 20 characters are sure to come back on a remittance);
    ``facility_code`` is the place of service of a professional claim; ``frequency`` 1 original, 7 replacement, 8 void.
    """

    control_number: str
    claim_type: ClaimType
    frequency: str
    facility_code: str
    total_charge: Decimal
    date: dt.date
    patient: Patient
    subscriber: Subscriber
    payer: Payer
    billing_provider: Provider
    rendering_provider: Provider | None
    facility: Provider | None
    diagnoses: tuple[Diagnosis, ...]
    lines: tuple[ServiceLine, ...]
    admission: Admission | None = None


# ---------------------------------------------------------------- code sets
class Manifest(Record, frozen=True, kw_only=True):
    """Where a release of a code set or table came from, and when it is in force (``effective_to`` inclusive)."""

    set: str
    release: str
    publisher: str
    title: str
    licence: str
    effective_from: dt.date
    effective_to: dt.date | None
    source_file: str
    source_sha256: str
    rows: int
    loader: str
    loaded: dt.datetime


class Note(Record, frozen=True, kw_only=True):
    """An instruction of the Tabular List.  ``origin`` is the code, category, block or chapter it stands on."""

    kind: str
    text: str
    origin: str


class CodeEntry(Record, frozen=True, kw_only=True):
    """Everything known of one code on a date."""

    system: System
    code: str
    title: str
    billable: bool
    chapter: str
    path: tuple[tuple[str, str], ...]
    children: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]
    seventh_characters: dict[str, str]
    tables: dict[str, str]
    effective_from: dt.date
    effective_to: dt.date | None
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
