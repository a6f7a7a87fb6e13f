"""Type 3 and 4 on a remittance: it balances at the line, the claim and the payment, to the cent.

Source: ASC X12N/005010X221A1, section 1.10.2 (balancing).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from farr.x12.problems import Problem
from farr.x12.syntax import Segment
from farr.x12.tree import Loop, Unit
from farr.x12.validate.codesets import Codes
from farr.x12.validate.coordination import adjustments
from farr.x12.validate.telling import ZERO, Teller, money

ELECTRONIC = frozenset(("ACH", "BOP", "FWT"))
NEEDS_REMARK = frozenset(("16", "226", "227", "252", "A1"))
REVERSED = "22"


class RemittanceCheck(Teller):
    """Checks the payments of one 835 and, at its end, their sum."""

    def __init__(self, codes: Codes, report: Callable[[Problem], None]) -> None:
        super().__init__(report)
        self.codes = codes
        self.paid: Decimal = ZERO

    def unit(self, unit: Unit) -> None:
        """One CLP with its services."""
        loop = unit.loop
        clp = loop.segments[0] if loop.segments else None
        if clp is None or clp.elements[0] != "CLP":
            return
        charge, paid = money(clp.get(3)), money(clp.get(4))
        self.paid += paid
        services = [inner for inner in loop.loops if inner.id == "2110"]
        adjusted = adjustments(loop)
        share = _share(loop)
        charged = ZERO
        for inner in services:
            svc = inner.get("SVC")
            if svc is not None:
                charged += money(svc.get(2))
                adjusted += self._service(inner, svc, loop)
                share += _share(inner)
        if services and charged != charge:
            self.element("service-charge-total", clp, loop, 3, f"is {charge}, and the services sum to {charged}")
        if charge - adjusted != paid:
            text = f"is {paid}; the charge {charge} less adjustments of {adjusted} is {charge - adjusted}"
            self.element("claim-payment-balance", clp, loop, 4, text)
        if money(clp.get(5)) != share:
            text = f"is {money(clp.get(5))}, and the PR adjustments sum to {share}"
            self.element("patient-share-total", clp, loop, 5, text, severity="" if clp.get(5) else "warning")
        if clp.get(2) == REVERSED and (charge > 0 or paid > 0):
            self.element("situation-surplus", clp, loop, 2, "says reversal, and the amounts are not negative")
        if clp.get(2) == "4" and paid > 0:
            self.element("situation-surplus", clp, loop, 2, "says denied, and an amount was paid")

    def _service(self, inner: Loop, svc: Segment, claim: Loop) -> Decimal:
        charge, paid, adjusted = money(svc.get(2)), money(svc.get(3)), adjustments(inner)
        if charge - adjusted != paid:
            text = f"is {paid}; the charge {charge} less adjustments of {adjusted} is {charge - adjusted}"
            self.element("service-payment-balance", svc, inner, 3, text)
        parts = svc.parts(1)
        if parts[0] == "HC" and len(parts) > 1 and not self.codes.procedure(parts[1], None):
            self.element("procedure-code", svc, inner, 1, f"{parts[1]} is no procedure code", part=2)
        if inner.get("DTM") is None and claim.get("DTM", "232") is None:
            text = "DTM is required: neither the service nor the claim has a date"
            self.lacking("situation-missing", svc, inner, "DTM", text)
        if inner.get("LQ") is None and claim.get("MOA") is None and claim.get("MIA") is None:
            for cas in inner.all("CAS"):
                if cas.get(2) in NEEDS_REMARK:
                    text = "is a reason that asks for a remark code (LQ, MIA or MOA)"
                    self.element("situation-advice", cas, inner, 2, text, "I9", severity="warning")
        return adjusted

    def end(self, root: Loop) -> None:
        """The set's header and its provider adjustments."""
        bpr = root.get("BPR")
        if bpr is None:
            return
        amount, adjusted = money(bpr.get(2)), ZERO
        for plb in root.all("PLB"):
            for at in range(4, len(plb.elements), 2):
                adjusted += money(plb.get(at))
        if amount != self.paid - adjusted:
            due = self.paid - adjusted
            text = f"is {amount}; the claims' payments {self.paid} less provider adjustments of {adjusted} are {due}"
            self.element("payment-total", bpr, root, 2, text)
        if amount < 0:
            self.element("payment-negative", bpr, root, 2, "is negative; a payment is not")
        if bpr.get(4) == "NON" and amount:
            self.element("situation-surplus", bpr, root, 4, "says that nothing is paid, and an amount is")
        if bpr.get(4) in ELECTRONIC:
            for at in (6, 7, 8, 9, 10, 12, 13, 14, 15):
                if not bpr.get(at):
                    self.element("situation-missing", bpr, root, at, "is required: the payment is electronic", "I9")
        trn = root.get("TRN")
        if trn is not None and bpr.get(10) and trn.get(3) and trn.get(3) != bpr.get(10):
            text = "differs from BPR10, the payer's identifier"
            self.element("situation-advice", trn, root, 3, text, severity="warning")


def _share(loop: Loop) -> Decimal:
    """What a loop's PR adjustments leave to the patient."""
    total = ZERO
    for segment in loop.segments:
        if segment.elements[0] == "CAS" and segment.get(1) == "PR":
            for at in range(3, len(segment.elements), 3):
                total += money(segment.elements[at])
    return total


__all__ = ["RemittanceCheck"]
