"""Pregnancy: chapter 15 before all others, the trimester, the week (OG I.C.15, I.C.21.c.11).

A condition of another chapter is taken to complicate the pregnancy unless the record calls the pregnancy incidental
(OG I.C.15.a.1); its chapter 15 code then stands before it.
"""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.table import rows
from farr.facts.phrasings import phrasing

WITHOUT_WEEK = ("O00", "O01", "O02", "O03", "O04", "O07", "O08", "O85", "O86", "O87", "O88", "O89", "O90", "O91", "O92", "O94")
PREGNANT = re.compile(r"\bpregnan(?:t|cy)\b|\bgestation\b|\bgravid|\biup\b|\bg\d{1,2}\s?p\d", re.IGNORECASE)
INCIDENTAL = re.compile(
    r"\bincidental(?:ly)?\b[^.]{0,30}\bpregnan|\bpregnan\w+\b[^.]{0,30}\bincidental|\bunrelated to (?:the |her )?pregnan", re.I
)
FIRST, LAST = 8, 42
SECOND_TRIMESTER, THIRD_TRIMESTER = 14, 28


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Add chapter 15 codes to what complicates the pregnancy, and the week of gestation."""
    obstetric = having(chosen, "O", "Z34")
    if not case.is_english or (not obstetric and not _is_pregnant(case)):
        return chosen
    week = phrasing("gestation").search(case.text)
    weeks = int(week[1]) if week else 0
    if not having(chosen, "Z38", "Z34") and not having(chosen, *WITHOUT_WEEK) and not INCIDENTAL.search(case.text):
        chosen = _complicated(chosen, case, weeks)
    chosen = _first_pregnancy(chosen, case)
    obstetric = having(chosen, "O", "Z34")
    if not obstetric or having(chosen, *WITHOUT_WEEK) or week is None or not FIRST <= weeks <= LAST:
        return chosen
    code = f"Z3A.{weeks:02d}" if weeks >= FIRST else "Z3A.01"
    chosen = [c for c in chosen if not c.code.startswith("Z3A") or c.code == code]
    if having(chosen, code):
        return chosen
    noted = case.noted(code, *week.span(), "the week of gestation of this pregnancy", "OG I.C.21.c.11", True)
    return placed(chosen, noted, obstetric[-1]) if noted else chosen


def _is_pregnant(case: Case) -> bool:
    """True where the record states a pregnancy of this patient with its week, or names it without a doubt."""
    if not any(c.code.startswith(("Z33.1", "Z3A", "O09", "Z34")) and c.assertion == "present" for c in case.found):
        return False
    return phrasing("gestation").search(case.text) is not None


def _complicated(chosen: Chosen, case: Case, weeks: int) -> Chosen:
    digit = "" if not weeks else "1" if weeks < SECOND_TRIMESTER else "2" if weeks < THIRD_TRIMESTER else "3"
    for codes, stem, stays in rows("pregnancy.tsv"):
        for candidate in having(chosen, *codes.split()):
            kinds = (stem[:5], "O24.4") if stem.startswith("O24") else (stem[:5],)
            if having(chosen, *kinds):
                continue
            code = next((c for c in _codes(stem, digit) if case.tables.is_valid(c)), "")
            if not code:
                continue
            if stays == "goes":
                recode(candidate, code, "OG I.C.15.a.1")
            else:
                chosen = placed(chosen, case.copy(candidate, code, "OG I.C.15.a.1"), candidate, before=True)
    return chosen


def _codes(stem: str, digit: str) -> tuple[str, ...]:
    """The code for a trimester, with and without a placeholder digit before it, else for an unspecified one."""
    unspecified = stem + "0" if stem.startswith(("O23", "O98", "O99.1", "O99.2", "O99.3")) else stem + "9"
    return (stem + digit, unspecified, stem + "9", stem + "0") if digit else (unspecified, stem + "9", stem + "0")


def _first_pregnancy(chosen: Chosen, case: Case) -> Chosen:
    """Supervision of a normal pregnancy by parity and trimester (Tabular Z34)."""
    week = phrasing("gestation").search(case.text)
    for candidate in having(chosen, "Z34.00", "Z34.80", "Z34.90"):
        if week is None:
            continue
        weeks = int(week[1])
        digit = "1" if weeks < SECOND_TRIMESTER else "2" if weeks < THIRD_TRIMESTER else "3"
        if case.tables.is_valid(candidate.code[:-1] + digit):
            recode(candidate, candidate.code[:-1] + digit, "OG I.C.15.a.3")
    return chosen
