"""Non-pressure ulcers by the site that the words name (Tabular L97.4, L97.5)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, recode

HEEL = re.compile(r"\b(?:heel|midfoot|calcaneal|plantar surface of (?:the )?midfoot)\b", re.IGNORECASE)
ELSEWHERE = {"L97.5": "L97.4", "L98.A3": "L97.4"}


def apply(chosen: Chosen, case: Case) -> Chosen:
    """An ulcer of heel or midfoot has a family of its own beside the rest of the foot."""
    for stem, heel in ELSEWHERE.items():
        for candidate in having(chosen, stem):
            code = heel + candidate.code[len(stem) :]
            if case.tables.is_valid(code) and case.says(candidate, HEEL):
                recode(candidate, code, "Tabular L97.4")
    return chosen
