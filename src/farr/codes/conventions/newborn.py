"""Birth: the newborn's record and the mother's (OG I.C.15.b, I.C.15.n, I.C.16.a)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.measurements import age_of

MOTHER = re.compile(
    r"\bg\d{1,2}\s?p\d|\bgravida\b|\b(?:[1-5]\d)[- ]year[- ]old (?:\w+ ){0,3}(?:woman|female|lady|primigravida|multigravida)"
    r"|\bdelivery at \d\d weeks|\b(?:vaginal|cesarean|caesarean) delivery\b[^.\n]{0,60}\b(?:live ?born|live birth)",
    re.IGNORECASE,
)
INFANT = re.compile(
    r"\b(?:newborn|neonate|neonatal|baby (?:boy|girl)|(?:male|female|term|preterm) infant|nursery)\b", re.IGNORECASE
)
VAGINAL = re.compile(r"\bvaginal(?:ly)?\b|\bnsvd\b|\bsvd\b", re.IGNORECASE)
CESAREAN = re.compile(r"\bc(?:a)?esarean\b|\bc[- ]section\b", re.IGNORECASE)
FULL_TERM = 37
WEEKS = re.compile(r"\b(\d{2})(?:\s*\+?\s*\d/7)? ?(?:-| )?weeks?\b", re.IGNORECASE)


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Which person's record it is decides between the liveborn infant and the outcome of delivery."""
    if not case.is_english or not having(chosen, "Z37", "Z38", "O80", "O82"):
        return chosen
    if _is_infant(case):
        return _infant(chosen, case)
    if MOTHER.search(case.text):
        return _mother(chosen, case)
    return chosen


def _is_infant(case: Case) -> bool:
    age = age_of(case.document)
    if age is not None:
        return age == 0
    return bool(INFANT.search(case.text)) and not re.search(r"\bg\d{1,2}\s?p\d", case.text, re.IGNORECASE)


def _infant(chosen: Chosen, case: Case) -> Chosen:
    """The birth record begins with Z38, which tells place and way of birth; the mother's codes do not stand on it."""
    for candidate in having(chosen, "Z38"):
        if candidate.code == "Z38.2" and case.is_facility:
            code = "Z38.01" if CESAREAN.search(case.text) else "Z38.00" if VAGINAL.search(case.text) else ""
            if code:
                recode(candidate, code, "OG I.C.16.a.2")
    for candidate in having(chosen, "Z37", "O8", "Z3A"):
        if having(chosen, "Z38"):
            chosen = case.leave(chosen, candidate, "belongs on the mother's claim", "OG I.C.16.a")
    return chosen


def _mother(chosen: Chosen, case: Case) -> Chosen:
    """The mother's delivery record: the delivery, then its outcome (Z37) once."""
    for candidate in having(chosen, "Z38"):
        code = {"Z38.3": "Z37.2", "Z38.5": "Z37.2"}.get(candidate.code[:5], "Z37.0")
        if having(chosen, "Z37"):
            chosen = case.leave(chosen, candidate, "belongs on the newborn's claim", "OG I.C.16.a")
        else:
            recode(candidate, code, "OG I.C.15.b.5")
    outcome = next(iter(having(chosen, "Z37")), None)
    weeks = WEEKS.search(case.text)
    others = [c for c in having(chosen, "O") if not c.code.startswith(("O80", "O82"))]
    if outcome is None or others or having(chosen, "O80", "O82") or outcome.code != "Z37.0":
        return chosen
    if CESAREAN.search(case.text):
        return placed(chosen, case.copy(outcome, "O82", "Tabular O82"), outcome, before=True)
    if VAGINAL.search(case.text) and weeks is not None and int(weeks[1]) >= FULL_TERM:
        return placed(chosen, case.copy(outcome, "O80", "OG I.C.15.n"), outcome, before=True)
    return chosen
