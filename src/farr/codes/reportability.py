"""What belongs on this claim, and why the rest does not.

Outpatient and professional claims carry what the encounter assessed, treated or monitored (OG IV.G, IV.J); in a
problem-oriented note those are the headings of the assessment.  Where a note has none, its diagnoses and the statements
of its assessment stand in, then the reason for the visit.  Uncertain diagnoses are not coded there (OG IV.H); on an
inpatient hospital claim they are coded as if established (OG II.H, III.C).
"""

from __future__ import annotations

import re

from farr.codes.candidate import Candidate
from farr.facts.extract import Reading
from farr.facts.phrasings import phrasing
from farr.records import Document

ASSESSED = ("assessment", "assessment-and-plan", "discharge-diagnosis", "postoperative-diagnosis", "problem-list")
SECOND = ("plan", "preoperative-diagnosis", "admission-diagnosis", "hospital-course")
VISIT = ("chief-complaint", "history-of-present-illness", "preamble", "indication", "findings", "other")
UNLIKELY = 0.1
NARRATIVE = 80
INPATIENT = ("inpatient", "inpatient-psychiatric", "long-term-care-hospital")
SYMPTOM = re.compile(r"R(?!65|73)|M25\.5|M54|M79\.[16]|H57\.1|N64\.4|K08\.89|G89")
#: Coded only when confirmed, on inpatient claims too (OG I.C.1.a, I.C.1.f, I.C.1.g, I.C.10.c).
ONLY_CONFIRMED = re.compile(r"U07\.1|J12\.82|B20|A92\.5|J09|J10")
#: A drug that harmed names no condition: the sign beside it is coded (OG I.C.19.e.5).
NO_CONDITION = re.compile(r"T(?:3[6-9]|4\d|50)\.\w{2}[56]")
ONLY_LISTED = re.compile(r"past medical history|medical history|history significant|significant for|pmh|known", re.IGNORECASE)
STATUS = re.compile(r"Z")
CHRONIC = re.compile(
    r"E0[0-7]|E1[013]|E66|E78|I1[0-6]|I2[05]|I4[2-9]|I50|I7[013]|J4[3457]|K21|K5[018]|K7[34]|M0[5-8]|M1[0-9]|M3[2-5]|M81|N18|N40"
    r"|G20|G35|G40|G43|G47|F[0-9]|B20|C|D[0-4]|L40|L20|H40|Q|N80|D5[78]|D68|E2|E8|G3|G6|G7"
)
REASONS = {
    "absent": "stated as not present",
    "family": "concerns a relative, not the patient",
    "conditional": "mentioned as a risk, warning or condition, not as something the patient has",
}


def decide(document: Document, reading: Reading, found: list[Candidate], threshold: float = 0.0) -> None:
    """Set ``reportable``, ``reason`` and the guideline of every candidate.

    ``threshold``: in a narrative the rules have little to go by; there only candidates that the trained layer would list
    stand for the claim.
    """
    uncertain_counts = document.claim_type == "institutional" and document.setting in INPATIENT
    least = 0.0 if not is_narrative(reading) else UNLIKELY if reading.managed else threshold
    eligible = [c for c in found if _may_count(c, uncertain_counts) and (c.score is None or c.score >= least)]
    pool, reason = _pool(reading, eligible)
    chosen = {id(candidate) for candidate in pool}
    for candidate in found:
        if id(candidate) in chosen:
            candidate.reportable, candidate.reason = True, reason
            candidate.rules.append("OG III" if uncertain_counts else "OG IV.J")
    _within_headings(pool, reading)
    for candidate in found:
        if not candidate.reportable and not candidate.reason:
            candidate.reason = _why_not(candidate, uncertain_counts)


def is_assessed(reading: Reading) -> bool:
    """True where the note has a section that assesses or concludes."""
    return any(section.kind in ASSESSED for section in reading.sections)


def is_narrative(reading: Reading) -> bool:
    """True for a text of some length without an assessment: what the trained layer was made for."""
    return not is_assessed(reading) and sum(map(len, reading.spoken)) >= NARRATIVE


def _may_count(candidate: Candidate, uncertain_counts: bool) -> bool:
    if candidate.barred or candidate.assertion in REASONS or ONLY_LISTED.match(candidate.code):
        return False
    if candidate.assertion == "possible":
        counts = uncertain_counts and not ONLY_CONFIRMED.match(candidate.code)
        if counts:
            candidate.rules.append("OG II.H")
        return counts
    if candidate.assertion == "historical":
        return bool(STATUS.match(candidate.code)) or (candidate.heading is not None and bool(CHRONIC.match(candidate.code)))
    return True


def _pool(reading: Reading, eligible: list[Candidate]) -> tuple[list[Candidate], str]:
    """The candidates of the best evidence that the note has, and the reason that goes with it."""
    headed = [c for c in eligible if c.heading is not None]
    assessed = [c for c in eligible if c.facts[0].section in ASSESSED and not _listed_history(reading, c)]
    if headed:
        named = {c.heading for c in headed}
        empty = not any(c.facts[0].section in ASSESSED for c in headed)
        if empty and assessed:
            return headed + [c for c in assessed if c.heading not in named], "assessed in this encounter"
        return headed, "named as a problem in the assessment of this encounter"
    if assessed:
        return assessed, "stated in the assessment of this encounter"
    second = [c for c in eligible if c.facts[0].section in SECOND and not _listed_history(reading, c)]
    if second:
        return second, "treated or planned for in this encounter"
    visit = [c for c in eligible if c.facts[0].section in VISIT and not _listed_history(reading, c)]
    definite = [c for c in visit if not SYMPTOM.match(c.code) and not STATUS.match(c.code)]
    return definite or visit[:2], "the condition that this encounter deals with"


def _listed_history(reading: Reading, candidate: Candidate) -> bool:
    """True where the words before the mention in its sentence make it part of a list of old problems."""
    start = candidate.facts[0].start
    return bool(phrasing("listed", reading.language).search(reading.text[max(0, start - 200) : start].rpartition(".")[2]))


def _within_headings(pool: list[Candidate], reading: Reading) -> None:
    """One heading, one code group: a symptom gives way to the diagnosis that explains it in the same heading."""
    groups: dict[int | None, list[Candidate]] = {}
    for candidate in pool:
        groups.setdefault(candidate.heading, []).append(candidate)
    for heading, group in groups.items():
        definite = [c for c in group if not SYMPTOM.match(c.code) and not NO_CONDITION.match(c.code)]
        if definite and len(definite) < len(group) and (heading is not None or len(reading.managed) == 0):
            for candidate in group:
                if SYMPTOM.match(candidate.code):
                    candidate.reportable = False
                    candidate.reason = f"a symptom; the diagnosis {definite[0].code} stands in its place"
                    candidate.rules.append("OG I.B.5")


def _why_not(candidate: Candidate, uncertain_counts: bool) -> str:
    if candidate.barred:
        return "the coders of this site struck this code out for these words"
    if candidate.assertion in REASONS:
        return REASONS[candidate.assertion]
    if candidate.assertion == "possible" and not (uncertain_counts and not ONLY_CONFIRMED.match(candidate.code)):
        return _uncertain(candidate, uncertain_counts)
    if candidate.assertion == "historical":
        return "history only, not managed in this encounter"
    if ONLY_LISTED.match(candidate.code):
        return "adds information; not required on this claim"
    return "mentioned, not assessed or treated in this encounter"


def _uncertain(candidate: Candidate, uncertain_counts: bool) -> str:
    if uncertain_counts:
        candidate.rules.append("OG I.C.10.c" if candidate.code.startswith("J") else "OG I.C.1")
        return "uncertain; this condition is coded only when confirmed"
    candidate.rules.append("OG IV.H")
    return "uncertain; outpatient and professional claims carry the sign or symptom instead"
