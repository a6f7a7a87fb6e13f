"""Types 3 to 6 on one claim of an 837: totals, situations, codes by date, kinds of service."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Loop, Unit
from farr.x12.validate import coordination, institutional, professional
from farr.x12.validate.claim_data import Claim, Line
from farr.x12.validate.codesets import Codes
from farr.x12.validate.telling import ZERO, Teller, date

REPLACES = frozenset("678")
ECHOED = 20
ICD10_BEGINS = dt.date(2015, 10, 1)


class ClaimCheck(Teller):
    """Checks the claims of one transaction set."""

    def __init__(self, codes: Codes, report: Callable[[Problem], None], institution: bool) -> None:
        super().__init__(report)
        self.codes, self.institution = codes, institution
        self.created: dt.date | None = None
        self.numbers: set[str] = set()

    def unit(self, unit: Unit) -> None:
        """Check one claim with the subscriber and patient that it hangs from."""
        claim = Claim.of(unit.loop, self.institution)
        if claim is None:
            return
        self._total(claim)
        self._people(claim)
        self._claim(claim)
        self._diagnoses(claim)
        for number, line in enumerate(claim.lines, 1):
            self._line(claim, line, number)
        coordination.check(self, claim)
        if self.institution:
            institutional.check(self, claim)
        else:
            professional.check(self, claim)

    def _total(self, claim: Claim) -> None:
        total = ZERO
        for line in claim.lines:
            total += line.charge
        if total != claim.charge and claim.lines:
            self.element("claim-total", claim.clm, claim.loop, 2, f"is {claim.charge}, and the lines sum to {total}")
        if claim.charge < 0:
            self.element("element-number", claim.clm, claim.loop, 2, "is negative; a claim's charge is not", "6")

    def _people(self, claim: Claim) -> None:
        holder = claim.loop.parent
        if holder is None or holder.spec is None:
            return
        subscriber = holder if holder.id == "2000B" else claim.loop.ancestor("2000B")
        if subscriber is None:
            return
        sbr = subscriber.get("SBR")
        if sbr is None:
            return
        own = sbr.get(2) == "18"
        if not sbr.get(9):
            self.element("situation-missing", sbr, subscriber, 9, "is required: the kind of the payer's claims", "I9")
        if holder is subscriber:
            self._own(subscriber, sbr, own)
        elif own:
            self.element(
                "situation-surplus", sbr, subscriber, 2, "says that the subscriber is the patient, and a patient follows", "I13"
            )
        for other in claim.loop.children("2320"):
            theirs = other.get("SBR")
            if theirs is not None and theirs.get(1) == sbr.get(1) and theirs.get(1) not in {"U", ""}:
                self.element("duplicate-value", theirs, other, 1, "gives the other payer the rank of the claim's own payer")
        born = self._birth(holder)
        if born is not None and claim.first is not None and born > claim.first:
            person = (holder.child("2010CA") or holder.child("2010BA") or holder).get("DMG")
            if person is not None:
                self.element("date-order", person, holder, 2, "lies after the service", "8")

    def _own(self, subscriber: Loop, sbr: Segment, own: bool) -> None:
        if not own:
            text = "must be 18 where the claim hangs from the subscriber, who then is the patient"
            self.element("situation-missing", sbr, subscriber, 2, text, "I9")
        person = subscriber.child("2010BA")
        if person is None or not person.segments:
            return
        for name, what in (("N3", "street"), ("N4", "city, state and postal code"), ("DMG", "date of birth and sex")):
            if person.get(name) is None:
                text = f"{name} is required: the subscriber is the patient, whose {what} the claim must give"
                self.lacking("situation-missing", self._behind(person, subscriber, name), person, name, text)

    @staticmethod
    def _behind(person: Loop, subscriber: Loop, name: str) -> Segment:
        """The segment before which one of the subscriber's name loop is missing."""
        order = ("NM1", "N3", "N4", "DMG")
        for segment in person.segments:
            found = segment.elements[0]
            if found not in order or order.index(found) > order.index(name):
                return segment
        payer = subscriber.child("2010BB")
        return payer.segments[0] if payer is not None and payer.segments else person.segments[-1]

    @staticmethod
    def _birth(holder: Loop) -> dt.date | None:
        person = holder.child("2010CA") or holder.child("2010BA")
        demographics = person.get("DMG") if person else None
        return date(demographics.get(2)) if demographics else None

    def _claim(self, claim: Claim) -> None:
        clm, loop = claim.clm, claim.loop
        if claim.frequency in REPLACES and "F8" not in claim.references:
            self.lacking(
                "situation-missing", clm, loop, "REF", f"REF*F8 is required: CLM05-3 {claim.frequency} changes an earlier claim"
            )
        number = clm.get(1)
        if len(number) > ECHOED:
            text = f"is longer than {ECHOED} characters; a remittance need not return the rest"
            self.element("control-number-echo", clm, loop, 1, text, "5")
        if number in self.numbers:
            self.element("control-number-echo", clm, loop, 1, "was used for another claim of this set", "7")
        self.numbers.add(number)
        if self.created is not None and claim.last is not None and claim.last > self.created:
            self.element(
                "situation-advice", clm, loop, 1, "is of a claim with a service after the file was written", severity="warning"
            )

    def _diagnoses(self, claim: Claim) -> None:
        day = claim.last if self.institution else claim.first
        seen: set[str] = set()
        for diagnosis in claim.diagnoses:
            qualifier, code = diagnosis.qualifier, diagnosis.code
            ninth = qualifier in {"BK", "BF", "BJ", "PR", "BN"}
            if not code:
                continue
            place = (diagnosis.segment, claim.loop, diagnosis.at)
            if "." in code:
                self.element("diagnosis-code", *place, "holds a decimal point; it is sent without", part=2)
            elif day is not None and ninth == (day >= ICD10_BEGINS):
                told = "ICD-9, which ended" if ninth else "ICD-10, which began"
                text = f"names {told} with services of 2015-10-01; the service lies on the other side of that day"
                self.element("diagnosis-code", *place, text, part=1)
            elif not self.codes.valid("icd-9-cm" if ninth else "icd-10-cm", code, None if ninth else day):
                self.element("diagnosis-code", *place, f"{code} is no valid and complete diagnosis code on the date", part=2)
            if diagnosis.listed:
                if code in seen:
                    self.element("duplicate-value", *place, f"lists {code} a second time", part=2)
                seen.add(code)

    def _line(self, claim: Claim, line: Line, number: int) -> None:
        if line.counter is not None and line.counter.get(1) != str(number):
            self.element("line-number", line.counter, line.loop, 1, f"is not {number}: lines are numbered from 1 in each claim")
        service = line.service
        if service is None:
            return
        if line.charge < 0:
            self.element("element-number", service, line.loop, line.charge_at, "is negative; a line's charge is not", "6")
        if line.units_text and line.units <= 0:
            self.element("situation-surplus", service, line.loop, line.units_at, "is no positive quantity")
        if line.code and line.qualifier == "HC" and not self.codes.procedure(line.code, line.date or claim.first):
            text = f"{line.code} is no procedure code in force on the date"
            self.element("procedure-code", service, line.loop, line.code_at, text, part=2)
        elif line.qualifier == "HP" and not self.codes.valid("hipps", line.code, None):
            self.element("procedure-code", service, line.loop, line.code_at, "is no HIPPS rate code", part=2)
        used: set[str] = set()
        for at, modifier in enumerate(line.modifiers, 3):
            if modifier and not self.codes.valid("modifier", modifier, None):
                self.element("modifier-code", service, line.loop, line.code_at, f"{modifier} is no modifier", part=at)
            elif modifier and modifier in used:
                self.element("duplicate-value", service, line.loop, line.code_at, f"gives modifier {modifier} twice", part=at)
            used.add(modifier)
        if line.date and line.through and line.through < line.date and line.when:
            self.element("period-reversed", line.when, line.loop, 3, "begins after it ends", "8")
