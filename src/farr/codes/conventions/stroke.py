"""What a stroke leaves behind, the side that it affects, and its scale (OG I.C.6.a, I.C.9.d, I.C.18.i)."""

from __future__ import annotations

import re

from farr.codes.candidate import Candidate
from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.table import rows
from farr.words import side_of

OLD = re.compile(
    r"\b(?:old|prior|previous|remote|past|history of|residual|sequela\w*|late effects?|following|after"
    r"|from (?:a |her |his )?(?:old|prior)"
    r"|(?:\d+|several|many|one|two|three) (?:years?|months?) ago)\b",
    re.IGNORECASE,
)
STROKE = re.compile(r"\b(?:strokes?|cva|cerebral infarct\w*|cerebrovascular accident)\b", re.IGNORECASE)
LEFT_HANDED = re.compile(r"\bleft[- ]handed\b|\bleft[- ]hand dominan\w+\b|\bleft[- ]dominant\b", re.IGNORECASE)
SCALE = re.compile(r"\bnihss\b\D{0,25}(\d{1,2})\b|\bnih stroke scale\b\D{0,25}(\d{1,2})\b", re.IGNORECASE)
LIMBS = {"right dominant": "1", "left dominant": "2", "right": "3", "left": "4"}
SIDED = re.compile(r"(G81\.[019]|G83\.[123]|I69\.[0-9][345])\d")


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Sequelae, sides by handedness, and the stroke scale beside an infarction."""
    if not case.is_english:
        return chosen
    chosen = _sequela(chosen, case)
    for candidate in having(chosen, "G81", "G83", "I69"):
        _side(candidate, case)
    return _scale(chosen, case)


def _sequela(chosen: Chosen, case: Case) -> Chosen:
    """A deficit of an old stroke is one code of I69, not the deficit beside the stroke (OG I.C.9.d)."""
    if STROKE.search(case.text) is None:
        return chosen
    for deficit, ending, more in rows("stroke_sequelae.tsv"):
        for candidate in [*having(chosen, deficit), *(c for c in case.found if c.code.startswith(deficit) and c not in chosen)]:
            start, end = case.phrase(candidate)
            stroke = STROKE.search(case.text, start, end)
            if stroke is None or not OLD.search(case.text, start, end) or candidate.assertion not in ("present", "historical"):
                continue
            carrier = next((c for c in having(chosen, "I63", "Z86.73", "I69") if case.phrase(c) == (start, end)), None)
            if candidate not in chosen and carrier is None:
                continue
            chosen = _replaced(chosen, candidate, carrier, ending, bool(more), case)
    return chosen


def _replaced(chosen: Chosen, deficit: Candidate, carrier: Candidate | None, ending: str, stays: bool, case: Case) -> Chosen:
    code = f"I69.3{ending}"
    if not case.tables.is_valid(code):
        return chosen
    if carrier is not None and carrier.code.startswith("I69"):
        return chosen
    target = carrier or deficit
    if stays and carrier is None:
        made = case.copy(deficit, code, "OG I.C.9.d.1")
        return placed(chosen, made, deficit, before=True)
    recode(target, code, "OG I.C.9.d.1", *([deficit] if target is not deficit else []))
    return chosen if stays or target is deficit else [c for c in chosen if c is not deficit]


def _side(candidate: Candidate, case: Case) -> None:
    """The affected side: the right one counts as dominant and the left one not, unless the record tells the hand (OG I.C.6.a)."""
    match = SIDED.match(candidate.code)
    if match is None:
        return
    side = next((side for fact in candidate.facts if (side := fact.attributes.get("side") or side_of(fact.text))), None)
    if side is None:
        start, end = case.phrase(candidate)
        side = side_of(case.text[start:end])
    if side not in ("right", "left"):
        return
    dominant = "left" if LEFT_HANDED.search(case.text) else "right"
    code = match[1] + LIMBS[f"{side} dominant" if side == dominant else side]
    if code != candidate.code and case.tables.is_valid(code):
        recode(candidate, code, "OG I.C.6.a")


def _scale(chosen: Chosen, case: Case) -> Chosen:
    """The NIH stroke scale stands behind the stroke, once, the first score of the stay (OG I.C.18.i)."""
    stroke = next(iter(having(chosen, "I60", "I61", "I62", "I63")), None)
    if stroke is None or having(chosen, "R29.7"):
        return chosen
    found = SCALE.search(case.text)
    score = int(found[1] or found[2]) if found else -1
    if found is None or score > 42:
        return chosen
    reason = f"the stroke scale that {stroke.code} asks for"
    scale = case.noted(f"R29.7{score:02d}", *found.span(), reason, "OG I.C.18.i", True)
    return placed(chosen, scale, stroke)
