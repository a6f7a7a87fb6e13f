"""Combination codes and presumed links of the Official Guidelines, applied to what belongs on the claim.

Each rule looks at the codes present and replaces or drops candidates; the facts of all parts stay as evidence.
Sources are sections of the ICD-10-CM Official Guidelines for Coding and Reporting, FY2026, and the Tabular List.
"""

from __future__ import annotations

import dataclasses
import functools
import re
from collections.abc import Callable

from farr.codes.candidate import Candidate
from farr.tables import Icd10Cm
from farr.words import features, side_of

Chosen = list[Candidate]
FILLERS = frozenset({"site", "type"})
LATE_STAGES = ("N18.5", "N18.6")
HEART_WITH_HYPERTENSION = ("I51.4", "I51.5", "I51.7", "I51.9")
NEUROPATHY = ("G62.9", "G60.9", "G58.9", "G63")
LOWER_INFECTION = ("J12", "J13", "J14", "J15", "J16", "J17", "J18", "J20")
FOOT_ULCER = ("L97.4", "L97.5")


def combine(chosen: Chosen, tables: Icd10Cm) -> Chosen:
    """Apply every rule in order; the result holds each code once, and no vague one beside a specific one."""
    for rule in (_hypertension, _diabetes, _coronary, _copd, _plain_diabetes):
        chosen = rule(chosen)
    unique: dict[str, Candidate] = {}
    for candidate in chosen:
        if candidate.code in unique:
            unique[candidate.code].absorb(candidate)
        else:
            unique[candidate.code] = candidate
    return _specific(list(unique.values()), tables)


def _specific(chosen: Chosen, tables: Icd10Cm) -> Chosen:
    """An unspecified code gives way to a code of its category that says the same and more (OG I.B.2)."""
    said = {c.code: _said(tables.title(c.code)) for c in chosen}

    def is_vague(code: str) -> bool:
        return bool(re.search(r"\bunspecified\b", tables.title(code), re.IGNORECASE))

    def sided(code: str) -> bool:
        return side_of(tables.title(code)) is not None

    def covers(other: str, vague: str) -> bool:
        says_more = said[vague] < said[other] or not is_vague(other) or sided(other) > sided(vague)
        return other != vague and other[:3] == vague[:3] and says_more and said[vague] <= said[other] | FILLERS

    def is_covered(candidate: Candidate) -> bool:
        return is_vague(candidate.code) and any(covers(other.code, candidate.code) for other in chosen)

    return [candidate for candidate in chosen if not is_covered(candidate)]


@functools.lru_cache(maxsize=50_000)
def _said(title: str) -> frozenset[str]:
    return features(title) - {"unspecified", "nos"}


def _with(chosen: Chosen, *prefixes: str) -> Chosen:
    return [candidate for candidate in chosen if candidate.code.startswith(prefixes)]


def _recode(candidate: Candidate, code: str, rule: str, *parts: Candidate) -> None:
    candidate.code = code
    for part in parts:
        candidate.facts.extend(fact for fact in part.facts if fact not in candidate.facts)
    candidate.rules.append(rule)


def _hypertension(chosen: Chosen) -> Chosen:
    """Hypertension with heart failure or chronic kidney disease is presumed one disease (OG I.C.9.a)."""
    plain = _with(chosen, "I10")
    kidney, failure = _with(chosen, "N18."), _with(chosen, "I50.")
    heart = failure or _with(chosen, *HEART_WITH_HYPERTENSION)
    if not plain or not (kidney or heart):
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
    _recode(hypertension, code, rule, *partners)
    hypertension.place = min(candidate.place for candidate in [hypertension, *partners])
    dropped = {id(candidate) for candidate in plain[1:]}
    dropped |= {id(candidate) for candidate in _with(chosen, *HEART_WITH_HYPERTENSION)}
    others = [c for c in chosen if id(c) not in dropped and c is not hypertension]
    first = next((place for place, c in enumerate(others) if any(c is partner for partner in partners)), len(others))
    return [*others[:first], hypertension, *others[first:]]


def _diabetes(chosen: Chosen) -> Chosen:
    """Diabetes "with" kidney disease, neuropathy, foot ulcer or peripheral angiopathy is presumed linked (OG I.A.15)."""
    plain = next((c for c in chosen if c.code in ("E11.9", "E10.9", "E13.9")), None)
    if plain is None:
        return chosen
    family = plain.code[:4]
    links: tuple[tuple[Callable[[Candidate], bool], str, bool], ...] = (
        (lambda c: c.code.startswith("N18."), "22", True),
        (lambda c: c.code in NEUROPATHY, "40", False),
        (lambda c: c.code.startswith(FOOT_ULCER), "621", True),
        (lambda c: c.code == "I73.9", "51", False),
        (lambda c: c.code == "R73.9", "65", False),
    )
    for matches, ending, keep in links:
        partner = next((c for c in chosen if matches(c)), None)
        if partner is not None:
            _recode(plain, family + ending, "OG I.A.15", partner)
            rest = [c for c in chosen if c is not plain and (keep or c is not partner)]
            first = next((place for place, c in enumerate(rest) if c is partner), min(chosen.index(plain), len(rest)))
            return [*rest[:first], plain, *rest[first:]]
    return chosen


def _plain_diabetes(chosen: Chosen) -> Chosen:
    """Diabetes without complications does not stand beside the same diabetes with one (OG I.C.4.a)."""
    dropped = {
        f"{c.code[:3]}.9" for c in chosen if c.code.startswith(("E08.", "E09.", "E10.", "E11.", "E13.")) and c.code[4:] != "9"
    }
    return [c for c in chosen if c.code not in dropped]


def _coronary(chosen: Chosen) -> Chosen:
    """Coronary disease and angina are presumed one (OG I.C.9.b)."""
    plain = next((c for c in chosen if c.code == "I25.10"), None)
    angina = next((c for c in chosen if c.code in ("I20.9", "I20.0", "I20.1", "I20.89")), None)
    if plain is None or angina is None:
        return chosen
    endings = {"I20.9": "I25.119", "I20.0": "I25.110", "I20.1": "I25.111", "I20.89": "I25.118"}
    _recode(plain, endings[angina.code], "OG I.C.9.b", angina)
    return [c for c in chosen if c is not angina]


def _copd(chosen: Chosen) -> Chosen:
    """COPD with an acute lower respiratory infection is J44.0 beside the infection (Tabular, J44.0 code also).

    An exacerbation is coded too: J44.0 and J44.1 may stand together (OG I.C.10.a).
    """
    infection = next((c for c in chosen if c.code.startswith(LOWER_INFECTION)), None)
    plain = next((c for c in chosen if c.code == "J44.9"), None)
    exacerbated = next((c for c in chosen if c.code == "J44.1"), None)
    if infection is None:
        return chosen
    if plain is not None:
        _recode(plain, "J44.0", "Tabular J44.0", infection)
    elif exacerbated is not None and not _with(chosen, "J44.0"):
        both = dataclasses.replace(exacerbated, facts=list(exacerbated.facts), rules=list(exacerbated.rules))
        _recode(both, "J44.0", "Tabular J44.0", infection)
        place = chosen.index(exacerbated)
        return [*chosen[:place], both, *chosen[place:]]
    return chosen
