"""Hypertension with heart and kidney disease, coronary disease, infarction and the brain (OG I.C.9)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.table import rows

LATE_STAGES = ("N18.5", "N18.6")
HEART = ("I51.4", "I51.5", "I51.7", "I51.89", "I51.9")
HYPERTENSION = re.compile(r"\bhypertens|\bhtn\b|high blood pressure", re.IGNORECASE)
ANGINA = {"I20.9": "I25.119", "I20.0": "I25.110", "I20.1": "I25.111", "I20.89": "I25.118"}
AGAIN = re.compile(r"\b(?:subsequent|second|another|recurrent|repeat|reinfarction|following|after)\b", re.IGNORECASE)
EARLIER_INFARCT = re.compile(
    r"\b(?:following|after|since|with|recent|prior)\b[^.;]{0,40}\b(?:(?:n?stemi|infarction|mi)\b[^.;]{0,40}?"
    r"\b(?:[1-3]|one|two|three|1[0-9]|2[0-8]|\d) (?P<unit>days?|weeks?) (?:ago|earlier|before))",
    re.IGNORECASE,
)
SUBSEQUENT = {"I21.0": "I22.0", "I21.1": "I22.1", "I21.2": "I22.8", "I21.3": "I22.9", "I21.4": "I22.2", "I21.9": "I22.9"}


def apply(chosen: Chosen, case: Case) -> Chosen:
    """All circulatory rules in order."""
    for rule in (_hypertension, _resistant, _partners, _coronary, _infarct_wall, _second_infarct, _type_two):
        chosen = rule(chosen, case)
    return chosen


def _hypertension(chosen: Chosen, case: Case) -> Chosen:
    """Hypertension with heart failure or chronic kidney disease is presumed one disease (OG I.C.9.a)."""
    plain = having(chosen, "I10")
    if not plain:
        return chosen
    kidney = [c for c in having(chosen, "N18.") if not case.is_unrelated(c, HYPERTENSION)]
    failure = [c for c in having(chosen, "I50.") if not case.is_unrelated(c, HYPERTENSION)]
    heart = failure or [c for c in having(chosen, *HEART) if not case.is_unrelated(c, HYPERTENSION)]
    if not (kidney or heart):
        return chosen
    late = any(candidate.code in LATE_STAGES for candidate in kidney)
    if kidney and heart:
        code = ("I13.2" if late else "I13.0") if failure else ("I13.11" if late else "I13.10")
        rule = "OG I.C.9.a.3"
    elif kidney:
        code, rule = ("I12.0" if late else "I12.9"), "OG I.C.9.a.2"
    else:
        code, rule = ("I11.0" if failure else "I11.9"), "OG I.C.9.a.1"
    partners = [*heart, *kidney]
    hypertension = plain[0]
    recode(hypertension, code, rule, *partners)
    hypertension.place = min(candidate.place for candidate in [hypertension, *partners])
    included = [] if failure else heart
    dropped = {id(candidate) for candidate in [*plain[1:], *included, *having(chosen, *HEART)]}
    others = [c for c in chosen if id(c) not in dropped and c is not hypertension]
    first = next((place for place, c in enumerate(others) if any(c is partner for partner in partners)), len(others))
    return [*others[:first], hypertension, *others[first:]]


def _resistant(chosen: Chosen, case: Case) -> Chosen:
    """Resistant hypertension stands behind the code of the hypertension itself (Tabular I1A.0, code first)."""
    resistant = next(iter(having(chosen, "I1A.0")), None)
    if resistant is None or having(chosen, "I10", "I11", "I12", "I13", "I15"):
        return chosen
    plain = case.promote(chosen, ("I10", "I15"), "the hypertension that is resistant", "Tabular I1A.0 code first")
    return placed(chosen, plain or case.copy(resistant, "I10", "Tabular I1A.0 code first"), resistant, before=True)


def _partners(chosen: Chosen, case: Case) -> Chosen:
    """The kind of heart failure and the stage of kidney disease stand beside the combined code (Tabular I11-I13)."""
    combined = next(iter(having(chosen, "I11.0", "I12", "I13")), None)
    if combined is None:
        return chosen
    rule = f"Tabular {combined.code} use additional"
    if combined.code.startswith(("I12", "I13")) and not having(chosen, "N18"):
        default = "N18.6" if combined.code in ("I12.0", "I13.11", "I13.2") else "N18.9"
        stage = case.promote(chosen, "N18", f"the stage of the kidney disease that {combined.code} asks for", rule)
        chosen = placed(chosen, stage or case.copy(combined, default, rule), combined)
    if combined.code in ("I11.0", "I13.0", "I13.2") and not having(chosen, "I50"):
        failure = case.promote(chosen, "I50", f"the heart failure that {combined.code} asks for", rule)
        chosen = placed(chosen, failure or case.copy(combined, "I50.9", rule), combined)
    return chosen


def _coronary(chosen: Chosen, _case: Case) -> Chosen:
    """Coronary disease and angina are presumed one (OG I.C.9.b)."""
    plain = next(iter(having(chosen, "I25.10")), None)
    angina = next((c for c in chosen if c.code in ANGINA), None)
    if plain is None or angina is None:
        return chosen
    recode(plain, ANGINA[angina.code], "OG I.C.9.b", angina)
    return [c for c in chosen if c is not angina]


def _infarct_wall(chosen: Chosen, case: Case) -> Chosen:
    """An ST-elevation infarction is coded by its wall or vessel (OG I.C.9.e.1)."""
    for candidate in having(chosen, "I21.3"):
        for words, code in rows("infarct_walls.tsv"):
            if case.says(candidate, re.compile(words, re.IGNORECASE)):
                recode(candidate, code, "OG I.C.9.e.1")
                break
    return chosen


def _second_infarct(chosen: Chosen, case: Case) -> Chosen:
    """A new infarction within four weeks of another is I22 beside the I21 of the first (OG I.C.9.e.4)."""
    infarcts = having(chosen, "I21.0", "I21.1", "I21.2", "I21.3", "I21.4", "I21.9")
    new = next((c for c in infarcts if case.says(c, EARLIER_INFARCT) and case.says(c, AGAIN)), None)
    if new is None:
        return chosen
    new = min((c for c in infarcts if case.phrase(c) == case.phrase(new)), key=lambda c: c.place)
    earlier = next((c for c in infarcts if c is not new), None)
    if earlier is None:
        return chosen
    recode(new, SUBSEQUENT[new.code[:5]], "OG I.C.9.e.4", earlier)
    return chosen


def _type_two(chosen: Chosen, case: Case) -> Chosen:
    """A type 2 infarction stands behind what caused it (Tabular I21.A1, code first the underlying cause)."""
    for infarct in having(chosen, "I21.A1"):
        causes = [c for c in chosen if c is not infarct and c.code[0] not in "RZ" and case.phrase(c) == case.phrase(infarct)]
        if causes and chosen.index(infarct) < chosen.index(causes[-1]):
            infarct.rules.append("Tabular I21.A1 code first")
            chosen = placed(chosen, infarct, causes[-1])
    return chosen
