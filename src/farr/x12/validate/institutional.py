"""Types 4 and 5 on an institutional claim: type of bill, admission, statement period, uniform billing codes."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from farr.x12.syntax import Segment
from farr.x12.validate.claim_data import Claim, Line
from farr.x12.validate.telling import date

if TYPE_CHECKING:
    from farr.x12.validate.claims import ClaimCheck

INPATIENT = frozenset(("11", "18", "21", "41", "86"))
ACUTE = "11"
OUTPATIENT = frozenset(("13", "14", "71", "73", "74", "75", "76", "77", "83", "85"))
ENDED = frozenset("14")
CONTINUING = frozenset("23")
STILL_PATIENT = "30"
AMBULANCE_REVENUE = "054"
TOTAL = "0001"
KINDS = {
    "BH": ("occurrence", "an occurrence code"), "BI": ("span", "an occurrence span code"),
    "BE": ("value", "a value code"), "BG": ("condition", "a condition code"),
}  # fmt: skip
PROCEDURES = {"BBR": "icd-10-pcs", "BBQ": "icd-10-pcs", "BR": "icd-9-procedure", "BQ": "icd-9-procedure"}
NEVER_EXEMPT = re.compile(r"(?:A[0-9]|C[0-9]|D[0-8]|F[0-9]|G[0-9]|H[0-9]|J[0-9]|K[0-9]|L[0-9]|N[0-9]|E[01278])")
"""Codes that no release of the list of exempt codes has named (chapters without status, sequela and injury codes)."""
BEFORE_ADMISSION = dt.timedelta(days=3)


def check(teller: ClaimCheck, claim: Claim) -> None:
    """Situations of loop 2300 and 2400 of an 837I."""
    _stay(teller, claim)
    _billing_codes(teller, claim)
    if "71" not in claim.names and not all(line.revenue.startswith(AMBULANCE_REVENUE) for line in claim.lines):
        text = "NM1*71 is required: services other than ambulance have an attending provider"
        teller.lacking("situation-missing", claim.clm, claim.loop, "NM1", text)
    for line in claim.lines:
        _line(teller, claim, line)


def _stay(teller: ClaimCheck, claim: Claim) -> None:
    clm, loop, kind = claim.clm, claim.loop, claim.facility
    admission = claim.dates.get("435")
    if kind in INPATIENT:
        if admission is None:
            teller.lacking("situation-missing", clm, loop, "DTP", "DTP*435 is required: an inpatient bill has an admission")
        if kind == ACUTE and claim.frequency in ENDED and "096" not in claim.dates:
            teller.lacking("situation-missing", clm, loop, "DTP", "DTP*096 is required: the stay has ended")
        if not any(one.qualifier in {"ABJ", "BJ"} for one in claim.diagnoses):
            teller.lacking(
                "situation-missing", clm, loop, "HI", "HI*ABJ is required: an inpatient bill has an admitting diagnosis"
            )
        if kind == ACUTE:
            _present(teller, claim)
    elif kind in OUTPATIENT:
        for one in claim.diagnoses:
            if one.poa:
                text = "carries a present-on-admission indicator, and the bill is for an outpatient"
                teller.element("situation-advice", one.segment, loop, one.at, text, part=9, severity="warning")
    _status(teller, claim)
    admitted = date(admission.get(3)[:8]) if admission is not None else None
    if admission is not None and admitted and claim.last and admitted > claim.last:
        teller.element("date-order", admission, loop, 3, "is an admission after the statement period", "8")
    period = claim.dates.get("434")
    if period is not None and claim.first and claim.last and claim.first > claim.last:
        teller.element("period-reversed", period, loop, 3, "begins after it ends", "8")


def _present(teller: ClaimCheck, claim: Claim) -> None:
    """Present-on-admission indicators: none at all is odd; one missing among others is a fault, unless the code may be exempt."""
    listed = [one for one in claim.diagnoses if one.listed]
    some = any(one.poa for one in listed)
    for one in listed:
        if not one.poa and NEVER_EXEMPT.match(one.code):
            text = "has no present-on-admission indicator; an acute inpatient bill has one for every code that is not exempt"
            severity = "" if some else "warning"
            teller.element("situation-missing", one.segment, claim.loop, one.at, text, "I9", part=9, severity=severity)


def _status(teller: ClaimCheck, claim: Claim) -> None:
    if "CL1" in claim.segments:
        loop, kind = claim.loop, claim.facility
        cl1 = claim.segments["CL1"][0]
        status = cl1.get(3)
        if kind in INPATIENT and claim.frequency in ENDED and status == STILL_PATIENT:
            teller.element(
                "situation-surplus", cl1, loop, 3, "is 30, still a patient, and the frequency says that the stay has ended"
            )
        if claim.frequency in CONTINUING and status and status != STILL_PATIENT and kind == ACUTE:
            teller.element(
                "situation-missing", cl1, loop, 3, "is not 30, still a patient, and the frequency says that the stay goes on"
            )


def _billing_codes(teller: ClaimCheck, claim: Claim) -> None:
    loop = claim.loop
    seen: set[tuple[str, str, str]] = set()
    for qualifier, parts, segment, at in claim.his:
        code = parts[1] if len(parts) > 1 else ""
        when = parts[3] if len(parts) > 3 else ""
        if qualifier in KINDS:
            shape, told = KINDS[qualifier]
            if code and not teller.codes.valid(shape, code, None):
                teller.element("uniform-billing-code", segment, loop, at, f"is not {told}", part=2)
            key = (qualifier, code, when)
            if key in seen:
                teller.element("duplicate-value", segment, loop, at, f"lists {told} a second time", part=2)
            seen.add(key)
        elif qualifier in PROCEDURES:
            _procedure(teller, claim, qualifier, code, when, segment, at)
        elif qualifier == "DR" and not teller.codes.valid("drg", code, None):
            teller.element("drg-code", segment, loop, at, "is no diagnosis related group of three digits", part=2)
        if len(when) == 17 and when[:8] > when[9:]:
            teller.element("period-reversed", segment, loop, at, "begins after it ends", "8", part=4)


def _procedure(teller: ClaimCheck, claim: Claim, qualifier: str, code: str, when: str, segment: Segment, at: int) -> None:
    day = date(when) or claim.last
    if "." in code:
        teller.element("inpatient-procedure-code", segment, claim.loop, at, "holds a decimal point; it is sent without", part=2)
    elif code and not teller.codes.valid(PROCEDURES[qualifier], code, day if qualifier in {"BBR", "BBQ"} else None):
        text = f"{code} is no valid procedure code on the date"
        teller.element("inpatient-procedure-code", segment, claim.loop, at, text, part=2)
    done = date(when) if when else None
    if done and claim.first and claim.last and not claim.first - BEFORE_ADMISSION <= done <= claim.last:
        teller.element("date-order", segment, claim.loop, at, "was done outside the statement period", "8", part=4)


def _line(teller: ClaimCheck, claim: Claim, line: Line) -> None:
    service = line.service
    if service is None:
        return
    if line.revenue == TOTAL:
        teller.element("revenue-code", service, line.loop, 1, "is 0001, the total, which an 837I does not carry")
    elif line.revenue and not teller.codes.valid("revenue", line.revenue, None):
        teller.element("revenue-code", service, line.loop, 1, "is no revenue code of four digits")
    if claim.facility in OUTPATIENT and line.when is None:
        text = "DTP*472 is required: the line of an outpatient bill has a date of service"
        teller.lacking("situation-missing", service, line.loop, "DTP", text)
    if line.date and claim.first and claim.last and line.when:
        early, late = line.date < claim.first - BEFORE_ADMISSION, (line.through or line.date) > claim.last
        if early or late:
            teller.element("date-order", line.when, line.loop, 3, "lies outside the statement period", "8")
