"""Types 4 and 6 on a professional claim."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from farr.x12.tree import Loop
from farr.x12.validate.claim_data import Claim, Line
from farr.x12.validate.telling import date

if TYPE_CHECKING:
    from farr.x12.validate.claims import ClaimCheck

INPATIENT = "21"
INPATIENT_TOO = frozenset(("51", "61"))
AMBULANCE = re.compile(r"A04(?:2[5-9]|3[0-6])")
ANESTHESIA = re.compile(r"0(?:0[1-9][0-9]{2}|1[0-8][0-9]{2}|19(?:[0-4][0-9]|5[0-2]|5[89]|6[0-7]|9[0-2]))")
CHIROPRACTIC = frozenset(("98940", "98941", "98942"))
OXYGEN = re.compile(r"E(?:0424|0431|0433|0434|0439|1390|1391|1392)")
MEDICARE = frozenset(("MA", "MB"))


def check(teller: ClaimCheck, claim: Claim) -> None:
    """Situations of loop 2300 and 2400, and what kinds of service ask for."""
    _dates(teller, claim)
    _accident(teller, claim)
    _medicare(teller, claim)
    count = sum(diagnosis.listed for diagnosis in claim.diagnoses)
    for line in claim.lines:
        if count:
            _pointers(teller, line, count)
        _kind(teller, claim, line)


def _dates(teller: ClaimCheck, claim: Claim) -> None:
    clm, loop = claim.clm, claim.loop
    places = {claim.facility, *(line.place for line in claim.lines)}
    if "435" not in claim.dates:
        if INPATIENT in places:
            text = "DTP*435 is required: an inpatient visit (place of service 21) has a date of admission"
            teller.lacking("situation-missing", clm, loop, "DTP", text)
        elif places & INPATIENT_TOO:
            text = "DTP*435 is asked for where the visit is to an inpatient"
            teller.lacking("situation-advice", clm, loop, "DTP", text, "warning")
    admitted = date(claim.dates["435"].get(3)[:8]) if "435" in claim.dates else None
    left = date(claim.dates["096"].get(3)[:8]) if "096" in claim.dates else None
    if admitted and left and left < admitted:
        teller.element("date-order", claim.dates["096"], loop, 3, "is a discharge before the admission", "8")
    if admitted and claim.last and admitted > claim.last:
        teller.element("date-order", claim.dates["435"], loop, 3, "is an admission after the last service", "8")
    for qualifier, what in (("431", "onset"), ("439", "accident"), ("484", "last menstrual period"), ("304", "last visit")):
        told = claim.dates.get(qualifier)
        day = date(told.get(3)[:8]) if told is not None else None
        if told is not None and day and claim.last and day > claim.last:
            teller.element("date-order", told, loop, 3, f"is a date of {what} after the last service", "8")


def _accident(teller: ClaimCheck, claim: Claim) -> None:
    clm, loop = claim.clm, claim.loop
    if not clm.get(11):
        return
    causes = clm.parts(11)
    if set(causes[:3]) & {"AA", "OA"} and "439" not in claim.dates:
        teller.lacking("situation-missing", clm, loop, "DTP", "DTP*439 is required: CLM11 tells of an accident")
    if "AA" in causes[:3] and (len(causes) < 4 or (not causes[3] and (len(causes) < 5 or causes[4] in {"", "US"}))):
        text = "is required: the state of a motor vehicle accident"
        teller.element("situation-missing", clm, loop, 11, text, "I9", part=4)


def _medicare(teller: ClaimCheck, claim: Claim) -> None:
    subscriber = claim.loop.ancestor("2000B")
    sbr = subscriber.get("SBR") if subscriber is not None else None
    if subscriber is None or sbr is None:
        return
    if sbr.get(9) in MEDICARE and sbr.get(1) != "P" and not sbr.get(5):
        text = "is required: Medicare is not the first payer, and SBR05 says why"
        teller.element("situation-missing", sbr, subscriber, 5, text, "I9", severity="warning")


def _pointers(teller: ClaimCheck, line: Line, count: int) -> None:
    service = line.service
    if service is None or not line.pointers:
        return
    seen: set[str] = set()
    for part, pointer in enumerate(line.pointers.split(service.delimiters.component), 1):
        if not pointer.isdigit() or not 1 <= int(pointer) <= count:
            if pointer:
                text = f"points to diagnosis {pointer}, and the claim has {count}" if pointer.isdigit() else "is no number"
                teller.element("diagnosis-pointer", service, line.loop, 7, text, part=part)
        elif pointer in seen:
            teller.element("diagnosis-pointer", service, line.loop, 7, f"points to diagnosis {pointer} twice", part=part)
        seen.add(pointer)


def _kind(teller: ClaimCheck, claim: Claim, line: Line) -> None:
    service, code = line.service, line.code
    if service is None or line.qualifier != "HC":
        return
    timed = ANESTHESIA.fullmatch(code) is not None
    if timed and line.unit == "UN":
        teller.element("service-type", service, line.loop, 3, "is UN; anesthesia is told in minutes (MJ)")
    elif line.unit == "MJ" and not timed and not code.startswith("0"):
        teller.element("service-type", service, line.loop, 3, "is MJ; minutes are for anesthesia alone")
    if AMBULANCE.fullmatch(code):
        _ambulance(teller, claim, line)
    elif code in CHIROPRACTIC and "454" not in claim.dates and line.loop.get("DTP", "454") is None:
        text = "DTP*454 is required: spinal manipulation has a date of initial treatment"
        teller.lacking("service-type", service, line.loop, "DTP", text)
    elif OXYGEN.fullmatch(code) and "RR" in line.modifiers and not _certified(line.loop):
        text = "CR3 is required: rented oxygen equipment has a certificate of medical necessity (or its form in loop 2440)"
        teller.lacking("service-type", service, line.loop, "CR3", text)


def _certified(loop: Loop) -> bool:
    return loop.get("CR3") is not None or loop.get("CRC", "09") is not None or loop.child("2440") is not None


def _ambulance(teller: ClaimCheck, claim: Claim, line: Line) -> None:
    service = line.service
    assert service is not None
    if "CR1" not in claim.segments and line.loop.get("CR1") is None:
        teller.lacking("service-type", service, line.loop, "CR1", "CR1 is required: the line bills an ambulance transport")
    for entity, what in (("PW", "pick-up"), ("45", "drop-off")):
        if entity not in claim.names and not _names(line.loop, entity):
            text = f"NM1*{entity} is required: the line bills an ambulance transport, whose {what} place the claim must give"
            teller.lacking("service-type", service, line.loop, "NM1", text)


def _names(loop: Loop, entity: str) -> bool:
    return any(inner.get("NM1", entity) is not None for inner in loop.loops)
