"""Status, aftercare and dialysis (OG I.C.21.c.3, I.C.21.c.7, I.C.14.a)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.words import side_of

REPLACED = re.compile(
    r"\b(?:status[- ]post|s/p|post[- ]?op(?:erative)?|after|following"
    r"|\d+ (?:weeks?|months?) (?:out from|after|status post))\s+(?:\w+ ){0,3}?"
    r"(?P<joint>knee|hip|shoulder) (?:replacement|arthroplasty)\b|\b(?P<joint2>knee|hip|shoulder) (?:replacement|arthroplasty)\b",
    re.IGNORECASE,
)
RECENT = re.compile(
    r"\b(?:[1-9]|1[0-2]|one|two|three|four|five|six|eight|ten|twelve)[- ](?:days?|weeks?)\b|\bpost[- ]?op", re.IGNORECASE
)
JOINTS = {"knee": "Z96.65", "hip": "Z96.64", "shoulder": "Z96.61"}
EVALUATED = {
    "Z01.810": re.compile(r"\bcardi(?:ac|ovascular|ology)\b", re.IGNORECASE),
    "Z01.811": re.compile(r"\b(?:respiratory|pulmonary)\b", re.IGNORECASE),
    "Z01.812": re.compile(r"\blaboratory\b", re.IGNORECASE),
}
SIDES = {"right": "1", "left": "2", "bilateral": "3"}
DIALYSIS = re.compile(
    r"\b(?:on|chronic|maintenance|requiring|receiving) (?:\w+ ){0,2}(?:hemo|peritoneal )?dialysis\b|\bhd (?:mwf|tts)\b", re.I
)


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Dialysis with its kidney disease, and aftercare of a joint replacement."""
    if not case.is_english:
        return chosen
    return _before_surgery(_dialysis(_joint(chosen, case), case), case)


def _before_surgery(chosen: Chosen, case: Case) -> Chosen:
    """An evaluation before surgery says of what kind it is (OG IV.M)."""
    for candidate in having(chosen, "Z01.818"):
        code = next((code for code, words in EVALUATED.items() if case.says(candidate, words)), "")
        if code:
            recode(candidate, code, "OG IV.M")
    return chosen


def _dialysis(chosen: Chosen, case: Case) -> Chosen:
    """Kidney disease of stage 5 on chronic dialysis is end-stage; Z99.2 stands behind it (OG I.C.14.a.1; Tabular N18.6)."""
    kidney = next(iter(having(chosen, "N18.5", "N18.6")), None)
    if kidney is None:
        return chosen
    match = case.says(kidney, DIALYSIS, wide=True)
    if match is None and not having(chosen, "Z99.2"):
        return chosen
    if kidney.code == "N18.5":
        recode(kidney, "N18.6", "Tabular N18.6")
    if having(chosen, "Z99.2") or match is None:
        return chosen
    return placed(chosen, case.noted("Z99.2", *match.span(), "dialysis, which N18.6 asks for", "Tabular N18.6", True), kidney)


def _joint(chosen: Chosen, case: Case) -> Chosen:
    """A problem that is a joint replacement: aftercare within weeks of it, and the joint that is there (OG I.C.21.c.7)."""
    if having(chosen, "Z96.6", "Z47"):
        return chosen
    taken = {c.heading for c in chosen if c.heading is not None}
    for heading, (start, end) in enumerate(case.reading.managed):
        line = case.sentence(start)[1]
        match = REPLACED.search(case.text, start, max(end, line))
        if match is None or heading in taken:
            continue
        words = case.text[start : max(end, line)]
        stem = JOINTS[(match["joint"] or match["joint2"]).lower()]
        side = SIDES.get(side_of(words) or "", "9")
        code = next((c for c in (f"{stem}{side}", f"{stem}9") if case.tables.is_valid(c)), "")
        present = case.noted(code, *match.span(), "named as a problem in the assessment of this encounter", "OG I.C.21.c.3", True)
        if present is None:
            continue
        chosen = [*chosen, present]
        if RECENT.search(words):
            chosen = placed(chosen, case.copy(present, "Z47.1", "OG I.C.21.c.7"), present, before=True)
    return chosen
