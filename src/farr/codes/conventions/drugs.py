"""Poisoning, adverse effect and underdosing (OG I.C.19.e), long-term use and allergies (OG I.C.21.c.3)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.vocabulary import Named, drugs_in

UNNAMED = ("T50.90", "T50.99", "T65.9")
CAUSED = re.compile(
    r"(?:\b(?:due to|secondary to|from|caused by|because of"
    r"|adverse (?:drug )?(?:effect|reaction)s? (?:of|to|from)|reaction to|attributed to"
    r"|side effects? (?:of|from)|after (?:taking|starting)|in reaction to)\s+(?:\w+ ){0,2})$",
    re.IGNORECASE,
)
INDUCED = re.compile(r"^[- ](?:induced|related|associated)\b", re.IGNORECASE)
OVERDOSE = re.compile(
    r"\b(?:overdos\w*|poison\w*|toxic ingestion|ingest\w+ of|took too (?:much|many)|wrong (?:dose|drug)|accidental ingestion)\b",
    re.IGNORECASE,
)
ON_PURPOSE = re.compile(r"\b(?:intentional\w*|suicid\w*|self[- ]harm|deliberate\w*|on purpose)\b", re.IGNORECASE)
UNINTENDED = re.compile(r"\bunintention\w*|\baccident\w*", re.IGNORECASE)
UNDETERMINED = re.compile(r"\b(?:intent (?:is |was )?(?:undetermined|cannot be determined)|undetermined intent)\b", re.IGNORECASE)
UNDERDOSED = re.compile(
    r"\b(?:not (?:been )?taking|non-?complian\w+ with|non-?adheren\w+ (?:with|to)|ran out of|out of|stopped taking|skipp\w+"
    r"|miss(?:ed|ing)(?: doses of)?|has not taken|unable to afford|cannot afford|can't afford|underdos\w+ of|taking less"
    r"|forgets? (?:to take )?|forgot\w*)"
    r"\s+(?:his |her |their |the |prescribed |doses of |to take )*$",
    re.IGNORECASE,
)
ACCIDENTAL = re.compile(r"T(?:3[6-9]|4\d|50)\.\w{2}1\w$")
COST = re.compile(r"\b(?:cost|afford|expensive|financial|money|insurance|price)\w*\b", re.IGNORECASE)
FORGOT = re.compile(r"\bforg[eo]t\w*|\bran out\b|\bunintention\w*", re.IGNORECASE)
INJECTED_TOO = {"Z79.4", "Z79.84", "Z79.85"}
DIABETES = ("E08", "E09", "E10", "E11", "E13")
LISTS = ("medications", "discharge-medications", "plan", "assessment-and-plan", "assessment")


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Drugs behind the conditions of the claim, then what the medication and allergy lists say."""
    if not case.is_english:
        return chosen
    chosen = _named_poisons(chosen, case)
    _intents(chosen, case)
    chosen = _causes(chosen, case)
    return _long_term(chosen, case)


def _stem(named: Named, intent: str) -> str:
    return f"{named.drug.poisoning}{intent}A"


def _named_poisons(chosen: Chosen, case: Case) -> Chosen:
    """An overdose of a drug with a name is the code of that drug, by intent; not stated is accidental (OG I.C.19.e.5.b)."""
    for candidate in having(chosen, *UNNAMED):
        named = drugs_in(case.text, *case.phrase(candidate))
        if named:
            start, end = case.phrase(candidate)
            code = _stem(named[0], candidate.code[-2] if candidate.code[-2] in "12345" else _intent(case.text[start:end]))
            if case.tables.is_valid(code):
                recode(candidate, code, "OG I.C.19.e.5.b")
    return chosen


def _intents(chosen: Chosen, case: Case) -> None:
    """An overdose is accidental only where the record does not say otherwise (OG I.C.19.e.5.b)."""
    for candidate in chosen:
        start, end = case.phrase(candidate)
        if ACCIDENTAL.match(candidate.code) and (intent := _intent(case.text[start:end])) != "1":
            code = f"{candidate.code[:-2]}{intent}{candidate.code[-1]}"
            if case.tables.is_valid(code):
                recode(candidate, code, "OG I.C.19.e.5.b")


def _intent(text: str) -> str:
    if UNDETERMINED.search(text):
        return "4"
    if UNINTENDED.search(text):
        return "1"
    return "2" if ON_PURPOSE.search(text) else "1"


def _causes(chosen: Chosen, case: Case) -> Chosen:
    """A drug that caused a condition stands behind it (5), an overdose before it (1 to 4), underdosing behind it (6)."""
    seen: set[tuple[int, int]] = set()
    for candidate in list(chosen):
        span = case.phrase(candidate)
        if candidate.code.startswith(("T", "Z")) or span in seen:
            continue
        for named in drugs_in(case.text, *span):
            kind = _kind(case.text, named, span)
            code = _stem(named, kind) if kind else ""
            if not code or any(c.code == code for c in chosen) or not case.tables.is_valid(code):
                continue
            seen.add(span)
            reason = {"5": "the drug whose adverse effect the condition is", "6": "the drug that was underdosed"}
            rule = {"5": "OG I.C.19.e.5.a", "6": "OG I.C.19.e.5.c"}.get(kind, "OG I.C.19.e.5.b")
            noted = case.noted(code, named.start, named.end, reason.get(kind, "the drug that poisoned"), rule, True)
            last = [c for c in chosen if case.phrase(c) == span][-1]
            chosen = placed(chosen, noted, candidate if kind not in "56" else last, before=kind not in "56")
            if kind == "6" and noted is not None:
                chosen = _why_underdosed(chosen, case, span, noted.facts[0].start, noted.facts[0].end)
            break
    return chosen


def _kind(text: str, named: Named, span: tuple[int, int]) -> str:
    before, behind = text[span[0] : named.start], text[named.end : span[1]]
    if UNDERDOSED.search(before):
        return "6"
    phrase = text[span[0] : span[1]]
    if OVERDOSE.search(phrase):
        return _intent(phrase)
    return "5" if CAUSED.search(before) or INDUCED.match(behind) else ""


def _why_underdosed(chosen: Chosen, case: Case, span: tuple[int, int], start: int, end: int) -> Chosen:
    """The reason for underdosing stands behind the drug (Z91.12 to Z91.14; OG I.C.19.e.5.c)."""
    words = case.text[span[0] : span[1]]
    code = "Z91.120" if COST.search(words) else "Z91.138" if FORGOT.search(words) else "Z91.148"
    if having(chosen, "Z91.1"):
        return chosen
    why = case.noted(code, start, end, "why the drug was underdosed", "OG I.C.19.e.5.c", True)
    return [*chosen, why] if why else chosen


def _long_term(chosen: Chosen, case: Case) -> Chosen:
    """Drugs on the medication list: long-term use, on a hospital's claim beside diabetes, else for the coder's look.

    Insulin is not coded with type 1 diabetes, which implies it, and no diabetes drug with gestational diabetes
    (OG I.C.4.a.3, I.C.15.i).
    """
    diabetes = next(iter(having(chosen, *DIABETES)), None)
    gestational = bool(having(chosen, "O24.4"))
    for section in case.reading.sections:
        if section.kind == "allergies":
            for named in drugs_in(case.text, section.body, section.end):
                if named.drug.allergy and not _denied(case, named):
                    reason = "an allergy on the list; adds information"
                    case.add(case.noted(named.drug.allergy, named.start, named.end, reason, "OG I.C.21.c.3", False))
        if section.kind not in LISTS:
            continue
        for named in drugs_in(case.text, section.body, section.end):
            code = named.drug.long_term
            of_diabetes = code in INJECTED_TOO
            if not code or _denied(case, named) or any(c.code == code for c in chosen):
                continue
            if of_diabetes and (gestational or diabetes is None or (code == "Z79.4" and diabetes.code.startswith("E10"))):
                continue
            if section.kind != "medications" and not of_diabetes:
                continue
            on_claim = of_diabetes and case.is_hospital_stay and diabetes is not None
            reason = (
                f"a drug that {diabetes.code} is treated with" if of_diabetes and diabetes else "a drug on the medication list"
            )
            noted = case.noted(code, named.start, named.end, reason, "OG I.C.4.a.3" if of_diabetes else "OG I.C.21.c.3", on_claim)
            if on_claim and diabetes is not None:
                chosen = placed(chosen, noted, chosen[-1])
            else:
                case.add(noted)
    return chosen


def _denied(case: Case, named: Named) -> bool:
    start, _ = case.sentence(named.start)
    return bool(re.search(r"\b(?:no|not|stop\w*|discontinue\w*|avoid|held|hold|denies|allerg\w+ to|consider)\b[^.;\n]{0,40}$",
                          case.text[start : named.start], re.IGNORECASE))  # fmt: skip
