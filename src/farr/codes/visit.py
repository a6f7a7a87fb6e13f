"""Why the patient came, as institutional claims tell it beside the diagnoses: admitting diagnosis and reason for visit.

An inpatient claim names one admitting diagnosis, the condition or sign as known on admission; a hospital's outpatient or
emergency claim names up to three reasons for visit, in the patient's words.  Neither is a diagnosis after study, and
neither carries POA.
"""

from __future__ import annotations

from farr.codes.candidate import Candidate
from farr.codes.conventions.case import Case, Chosen
from farr.codes.sequencing import NEVER_FIRST, is_inpatient
from farr.records import Role

ADMITTING = ("admission-diagnosis", "chief-complaint", "history-of-present-illness", "preamble")
VISIT = ("chief-complaint", "indication", "history-of-present-illness", "preamble")
MOST_REASONS = 3
UNPLANNED = ("emergency", "observation", "urgent-care", "outpatient")


def reasons(case: Case) -> list[tuple[Candidate, Role]]:
    """The candidates of the first section that tells why the patient came, copied for their role; none on other claims."""
    if case.document.claim_type != "institutional":
        return []
    if is_inpatient(case.document):
        return [(c, "admitting") for c in _told(case, ADMITTING)[:1]]
    if case.document.setting in UNPLANNED:
        return [(c, "reason-for-visit") for c in _told(case, VISIT)[:MOST_REASONS]]
    return []


def _told(case: Case, sections: tuple[str, ...]) -> Chosen:
    for section in sections:
        codes: dict[str, Candidate] = {}
        for candidate in case.found:
            fact = next((f for f in candidate.facts if f.section == section and f.assertion in ("present", "possible")), None)
            if fact is not None and not candidate.barred and not NEVER_FIRST.match(candidate.code):
                made = Candidate(candidate.code, [fact], fact.assertion, None, fact.start, reportable=True)
                made.reason = "as known when the patient came"
                made.score = candidate.score
                codes.setdefault(candidate.code, made)
        if codes:
            return sorted(codes.values(), key=lambda c: c.place)
    return []
