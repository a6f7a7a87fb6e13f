"""Sepsis and severe sepsis, HIV, COVID-19 (OG I.C.1)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed

SEPSIS = ("A40", "A41", "B37.7", "A02.1", "A22.7", "A26.7", "A32.7", "A42.7", "A54.86", "P36")
#: Acute organ dysfunction that the Tabular List names under R65.2, use additional.
DYSFUNCTION = ("N17", "J96.0", "J80", "K72.0", "G93.41", "D65", "G72.81", "R57.0")
LINKED = re.compile(
    r"\b(?:due to|secondary to|from|with|caused by|related to|in (?:the )?setting of)"
    r" (?:\w+ ){0,2}(?:sepsis|septic|septicemia)"
    r"|\bsepsis[- ](?:induced|related|associated)|\bsepsis\b[^.;\n]{0,60}\b(?:with|causing|resulting in|complicated by)\b",
    re.IGNORECASE,
)


def apply(chosen: Chosen, case: Case) -> Chosen:
    """All rules of chapter 1 in order; the sequence of sepsis is settled with the other pairs."""
    for rule in (_shock, _severe, _condition_after_covid):
        chosen = rule(chosen, case)
    return chosen


def _shock(chosen: Chosen, case: Case) -> Chosen:
    """Severe sepsis and septic shock follow the systemic infection; without a named one it is A41.9 (OG I.C.1.d.1)."""
    severe = next(iter(having(chosen, "R65.2")), None)
    if severe is None or having(chosen, *SEPSIS, "T81.44", "O85", "O86.04"):
        return chosen
    rule = "OG I.C.1.d.1.b"
    infection = case.promote(chosen, SEPSIS, f"the systemic infection that {severe.code} needs", rule)
    return placed(chosen, infection or case.copy(severe, "A41.9", rule), severe, before=True)


def _severe(chosen: Chosen, case: Case) -> Chosen:
    """Sepsis with an acute organ dysfunction that the record links to it is severe sepsis (OG I.C.1.d.1.a)."""
    sepsis = next(iter(having(chosen, *SEPSIS)), None)
    if sepsis is None or having(chosen, "R65.2"):
        return chosen
    failing = next((c for c in having(chosen, *DYSFUNCTION) if case.says(c, LINKED)), None)
    if failing is None:
        return chosen
    return placed(chosen, case.copy(sepsis, "R65.20", "OG I.C.1.d.1.b", failing), sepsis)


def _condition_after_covid(chosen: Chosen, case: Case) -> Chosen:
    """What remains after COVID-19 is coded before U09.9 (OG I.C.1.g.1.m)."""
    after = next(iter(having(chosen, "U09.9")), None)
    if after is None or any(c is not after and c.heading == after.heading for c in chosen):
        return chosen
    start, end = case.phrase(after)
    remains = [
        c
        for c in case.found
        if start <= c.place < end
        and c.assertion == "present"
        and not c.code.startswith(("U", "Z", "B94"))
        and c.code != after.code
    ]
    for condition in remains[:1]:
        condition.reportable, condition.reason = True, after.reason
        condition.rules.append("OG I.C.1.g.1.m")
        chosen = placed(chosen, condition, after, before=True)
    return chosen


def hospital_acquired(chosen: Chosen, case: Case, pattern: re.Pattern[str]) -> bool:
    """True where the record dates the sepsis after the admission (OG I.C.1.d.4)."""
    return any(case.says(c, pattern) for c in having(chosen, *SEPSIS))
