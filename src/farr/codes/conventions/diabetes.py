"""Diabetes with complications, its partners, and its drugs (OG I.A.15, I.C.4.a; Tabular List E08-E13).

``data/diabetes.tsv`` lists the conditions that the Alphabetic Index puts under "Diabetes, with": the codes of the
partner, words that the mention must hold (or nothing), the ending of the combined code, and whether the partner stays.
"""

from __future__ import annotations

import re

from farr.codes.candidate import Candidate
from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.table import rows

FAMILIES = ("E08", "E09", "E10", "E11", "E13")
DIABETES = re.compile(r"\bdiabet|\bdm\b", re.IGNORECASE)
KIDNEY = re.compile(r"\bckd\b|chronic kidney|kidney disease", re.IGNORECASE)


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Diabetes and each documented partner become the combined code, before the partner where that stays."""
    diabetes = having(chosen, *FAMILIES)
    if not diabetes:
        return chosen
    for codes, words, ending, stays in rows("diabetes.tsv"):
        partner = next((c for c in having(chosen, *codes.split()) if _fits(c, words)), None)
        if partner is not None and not case.is_unrelated(partner, DIABETES):
            chosen = _linked(chosen, case, partner, ending, stays == "stays")
    chosen = _kidney_stage(chosen, case)
    return _plain(chosen)


def _fits(candidate: Candidate, words: str) -> bool:
    return not words or any(re.search(words, fact.text, re.IGNORECASE) for fact in candidate.facts)


def _linked(chosen: Chosen, case: Case, part: Candidate, ending: str, stays: bool) -> Chosen:
    family = having(chosen, *FAMILIES)[0].code[:3]
    code = f"{family}.{ending}"
    if not case.tables.is_valid(code):
        return chosen
    already = next((c for c in chosen if c.code == code or (ending == "22" and c.code.startswith(f"{family}.2"))), None)
    plain = next((c for c in chosen if c.code == f"{family}.9"), None)
    if already is not None:
        combined = already
        combined.facts.extend(fact for fact in part.facts if fact not in combined.facts)
    elif plain is not None:
        combined = plain
        recode(combined, code, "OG I.A.15", part)
    else:
        made = case.copy(having(chosen, family)[0], code, "OG I.A.15", part)
        if made is None:
            return chosen
        combined = made
    if chosen.index(part) < next((i for i, c in enumerate(chosen) if c is combined), len(chosen)):
        chosen = placed(chosen, combined, part, before=True)
    if stays:
        return chosen
    return [c for c in chosen if c is not part]


def _kidney_stage(chosen: Chosen, case: Case) -> Chosen:
    """Diabetic kidney disease names its stage (Tabular E11.22, use additional code N18)."""
    combined = next((c for c in chosen if c.code[3:] == ".22" and c.code[:3] in FAMILIES), None)
    if combined is None or having(chosen, "N18"):
        return chosen
    rule = f"Tabular {combined.code} use additional"
    stage = case.promote(chosen, "N18", f"the stage of the kidney disease that {combined.code} asks for", rule)
    if stage is None and case.says(combined, KIDNEY):
        stage = case.copy(combined, "N18.9", rule)
    return placed(chosen, stage, combined)


def _plain(chosen: Chosen) -> Chosen:
    """Diabetes without complications does not stand beside the same diabetes with one (OG I.C.4.a)."""
    with_more = {c.code[:3] for c in having(chosen, *FAMILIES) if c.code[4:] != "9"}
    return [c for c in chosen if not (c.code[4:] == "9" and c.code[:3] in with_more and c.code[:3] in FAMILIES)]
