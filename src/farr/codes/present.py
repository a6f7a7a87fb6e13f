"""Present on admission: what the record says of when a condition arose (OG Appendix I).

Proposed for a hospital's inpatient claim: Y present, N not present, U the documentation does not tell, W the provider cannot
tell, 1 exempt (sent as nothing in an 837I).  The list of exempt codes is CMS's and read where it is installed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import msgspec

from farr.codes.candidate import Candidate
from farr.codes.conventions.case import HOSPITAL, Case
from farr.codes.conventions.table import rows
from farr.codes.reportability import CHRONIC
from farr.records import Document, Poa, Suggestion

ARISEN = re.compile(
    r"\b(?:hospital[- ]acquired|nosocomial|developed (?:on|during|after) "
    r"(?:hospital day #?\d+|hospital|admission|the|this|day|surgery|post|hd|pod)\w*"
    r"|(?:on |by )?hospital day (?:#? ?)?(?:[2-9]|\d\d|two|three|four|five|six)"
    r"|post-?op(?:erative(?:ly)?)? day|post-?operative|ventilator[- ]associated|not present on admission|after admission"
    r"|during (?:the |this |her |his )?(?:hospital(?:ization| stay| course)|stay|admission)|iatrogenic|in-?hospital)\b",
    re.IGNORECASE,
)
STATED = re.compile(
    r"\bpresent (?:on|at) admission\b|\bpoa\b|\bon (?:admission|arrival|presentation)\b|\bpresented with\b", re.IGNORECASE
)
UNKNOWABLE = re.compile(
    r"\b(?:unable|not possible|cannot|can not|clinically undetermined)\b[^.;\n]{0,50}\b(?:present (?:on|at) admission|poa)\b",
    re.IGNORECASE,
)
BEFORE = (
    "chief-complaint", "history-of-present-illness", "past-medical-history", "admission-diagnosis", "preamble",
    "reason-for-visit", "indication", "past-surgical-history", "preoperative-diagnosis",
)  # fmt: skip
HISTORY = {"chief-complaint", "history-of-present-illness"}
LATER = {"hospital-course", "discharge-diagnosis", "discharge-medications", "postoperative-diagnosis", "procedure"}
SINCE_BIRTH = re.compile(r"Q|P(?!3[69])|Z38")
OLD = re.compile(r"I25\.2|I69|B9[0-4]|Z[2-9]")


def is_asked(document: Document) -> bool:
    """Whether the claim reports present on admission: a hospital's claim for an inpatient stay."""
    return document.claim_type == "institutional" and document.setting in HOSPITAL


def with_admission(answer: Suggestion, candidate: Candidate, place: int, case: Case, admission: Admission) -> Suggestion:
    """A suggestion of an inpatient claim with its POA, and as CC or MCC where it is a secondary diagnosis that is one."""
    poa, reason = propose(candidate, place, case, admission.is_exempt(candidate.code))
    severity = admission.level(candidate.code) if place else ""
    return msgspec.structs.replace(answer, poa=poa, poa_reason=reason, severity=severity)


class Admission(NamedTuple):
    """What published tables say of a code in an inpatient stay: exempt from POA, and ``CC``, ``MCC`` or nothing."""

    is_exempt: Callable[[str], bool]
    level: Callable[[str], str]


def propose(candidate: Candidate, place: int, case: Case, exempt: bool) -> tuple[Poa, str]:
    """The indicator and the reason for it; ``place`` is the code's place on the claim, 0 the principal diagnosis.

    A combination code whose parts differ is N where any part arose after the admission.
    """
    if exempt:
        return "1", "exempt from present on admission"
    return _by_words(candidate, place, case) or _by_nature(candidate, case)


def _by_words(candidate: Candidate, place: int, case: Case) -> tuple[Poa, str] | None:
    """What the sentences of the mentions say outright."""
    sentences = [case.text[slice(*case.sentence(fact.start))] for fact in candidate.facts]
    if any(UNKNOWABLE.search(sentence) for sentence in sentences):
        return "W", "the provider cannot tell whether it was present on admission"
    if any(STATED.search(sentence) and not ARISEN.search(sentence) for sentence in sentences):
        return "Y", "stated as present on admission"
    if place == 0:
        return "Y", "the condition that occasioned the admission"
    arisen = next((match for sentence in sentences if (match := ARISEN.search(sentence))), None)
    if arisen is not None and not CHRONIC.match(candidate.code):
        return "N", f"the record dates it after the admission: {arisen[0].lower()}"
    return None


def _by_nature(candidate: Candidate, case: Case) -> tuple[Poa, str]:
    """What the kind of condition and the place of its mentions say."""
    if OLD.match(candidate.code) or SINCE_BIRTH.match(candidate.code):
        return "Y", "older than the admission by its nature"
    if CHRONIC.match(candidate.code):
        return "Y", "a chronic condition, present whenever it was diagnosed"
    told = _before_admission(candidate, case)
    return ("Y", told) if told else ("U", "the record does not say when it arose; ask the provider")


def _before_admission(candidate: Candidate, case: Case) -> str:
    """What places an acute condition before the admission, or nothing."""
    if any(_told_before(fact.section) for fact in candidate.facts) or _earlier(candidate, case):
        return "told among what brought the patient in"
    if _has_signs_before(candidate, case):
        return "its signs brought the patient in"
    if candidate.assertion == "possible" and any(_told_before(f.section) for c in case.found for f in c.facts):
        return "suspected from signs that brought the patient in"
    return "assessed when the patient came in" if _is_admission_note(case) else ""


def _told_before(section: str) -> bool:
    return section in BEFORE


def _is_admission_note(case: Case) -> bool:
    """A history and assessment without a course or diagnoses at discharge: written when the patient came in."""
    kinds = {section.kind for section in case.reading.sections}
    return bool(kinds & HISTORY) and not kinds & LATER


def _has_signs_before(candidate: Candidate, case: Case) -> bool:
    """Signs that are a routine part of the condition, told among what brought the patient in."""
    signs = tuple(
        sign
        for diseases, signs, rule, _ in rows("gives_way.tsv")
        if rule == "OG I.B.5" and candidate.code.startswith(tuple(diseases.split()))
        for sign in signs.split()
    )
    return bool(signs) and any(
        other.code.startswith(signs) and other.assertion == "present" and any(_told_before(f.section) for f in other.facts)
        for other in case.found
    )


def _earlier(candidate: Candidate, case: Case) -> bool:
    """Another mention of the category before the stay, among what the claim did not take up."""
    return any(
        other.code[:3] == candidate.code[:3]
        and other.assertion in ("present", "possible")
        and any(_told_before(f.section) for f in other.facts)
        for other in case.found
    )
