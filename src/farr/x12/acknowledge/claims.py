"""The 277CA: for each claim, taken in or sent back, and why.

Source: ASC X12N/005010X214 (structure and codes).
"""

from __future__ import annotations

import functools
from decimal import Decimal
from importlib import resources
from itertools import groupby

from farr.x12.acknowledge.envelope import Answer, plain, wrap
from farr.x12.acknowledge.results import ClaimResult, Results, SetResult
from farr.x12.segments import composite, day, number, segment
from farr.x12.validate.telling import money

GUIDE = "005010X214"
DEFAULT = ("A7", "21")
TAKEN, RECEIVED = ("A2", "20"), ("A1", "19")
MOST_REASONS = 3
REFUSED_SET = ("A3", "21")


@functools.cache
def statuses() -> dict[str, tuple[str, str]]:
    """Rule to claim status category and code."""
    text = (resources.files(__package__) / "statuses.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {rule: (category, status) for rule, category, status in rows}


def claim_acknowledgement(results: Results, answer: Answer) -> str:
    """The 277CA interchange that answers the claims of a checked file, one ST to SE for each 837; empty without claims.

    A claim is rejected for a fault of its own, of its subscriber or patient, or of what stands around it.
    """
    made = [(group, _set(one, answer)) for group in results.groups for one in group.sets if one.claims]
    if not made:
        return ""
    first = made[0][0]
    return wrap(first.isa, first.gs, "HN", GUIDE, answer, [lines for _, lines in made], [])


def _set(one: SetResult, answer: Answer) -> list[str]:
    when = answer.created
    today = day(when.date())
    around = any(not problem.unit for problem in one.problems)
    refused = {claim.number for claim in one.claims if claim.problems or around}
    taken = [claim for claim in one.claims if claim.number not in refused]
    sent_back = [claim for claim in one.claims if claim.number in refused]
    payer, submitter = one.payer, one.submitter
    lines = [
        segment("ST", "277", "0001", GUIDE),
        segment("BHT", "0085", "08", str(answer.control), today, when.strftime("%H%M"), "TH"),
        segment("HL", "1", "", "20", "1"),
        segment("NM1", "PR", "2", plain(payer[2]), "", "", "", "", "PI", plain(payer[8])),
        segment("TRN", "1", str(answer.control)),
        segment("DTP", "050", "D8", today),
        segment("DTP", "009", "D8", today),
        segment("HL", "2", "1", "21", "1"),
        segment(
            "NM1", "41", submitter[1] or "2", plain(submitter[2]), plain(submitter[3]), "", "", "", "46", plain(submitter[8])
        ),
        segment("TRN", "2", plain(one.batch)),
        segment("STC", composite(*RECEIVED, "PR"), today, "WQ", number(_sum(one.claims))),
        *_totals("90", "AA", taken, sent_back),
    ]
    level = 2
    for provider, claims in groupby(one.claims, key=lambda claim: claim.provider):
        level += 1
        holder = level
        listed = list(claims)
        wrong = [claim for claim in listed if claim.number in refused]
        right = [claim for claim in listed if claim.number not in refused]
        lines += [
            segment("HL", str(level), "2", "19", "1"),
            segment(
                "NM1",
                "85",
                provider[1] or "2",
                plain(provider[2]),
                plain(provider[3]),
                "",
                "",
                "",
                provider[7] or "XX",
                plain(provider[8]),
            ),
            segment("TRN", "1", "0"),
            segment("STC", composite(*RECEIVED, "PR"), "", "WQ", number(_sum(listed))),
            *_totals("QA", "QC", right, wrong),
        ]
        for claim in listed:
            level += 1
            lines += [segment("HL", str(level), str(holder), "PT"), *_claim(claim, claim.number in refused, today)]
    return lines


def _totals(accepted: str, rejected: str, taken: list[ClaimResult], sent_back: list[ClaimResult]) -> list[str]:
    lines = [segment("QTY", accepted, str(len(taken)))] if taken else []
    lines += [segment("QTY", rejected, str(len(sent_back)))] if sent_back else []
    lines += [segment("AMT", "YU", number(_sum(taken)))] if taken else []
    return lines + ([segment("AMT", "YY", number(_sum(sent_back)))] if sent_back else [])


def _sum(claims: list[ClaimResult]) -> Decimal:
    return sum((money(claim.charge) for claim in claims), Decimal(0))


def _claim(claim: ClaimResult, refused: bool, today: str) -> list[str]:
    patient = claim.patient
    told = dict.fromkeys(statuses().get(problem.rule, DEFAULT) for problem in claim.problems) if refused else {}
    reasons = list(told)[:MOST_REASONS] or ([REFUSED_SET] if refused else [TAKEN])
    composites = [composite(category, status, "PR") for category, status in reasons]
    amount = number(money(claim.charge))
    stc = segment("STC", composites[0], today, "U" if refused else "WQ", amount, "", "", "", "", "", *composites[1:])
    period = f"{claim.first}-{claim.last}" if claim.last != claim.first else claim.first
    return [
        segment(
            "NM1",
            "QC",
            "1",
            plain(patient[2]),
            plain(patient[3]),
            plain(patient[4]),
            "",
            "",
            patient[7] or "MI",
            plain(patient[8]) or "00",
        ),
        segment("TRN", "2", plain(claim.control)),
        stc,
        *([segment("DTP", "472", "RD8" if "-" in period else "D8", period)] if claim.first else []),
    ]
