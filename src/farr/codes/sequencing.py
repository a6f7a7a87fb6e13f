"""The order of the codes on a claim: reason for the encounter first, etiology before manifestation, external causes last.

A professional or outpatient claim begins with the condition chiefly responsible for the services (OG IV.A, IV.G), in the
order of the note; an inpatient one with the condition established after study to have occasioned the admission (OG II),
which a symptom is not where a diagnosis was established (OG II.A).  ``conventions/data/order.tsv`` holds the pairs that
the guidelines and the Tabular List put in order.
"""

from __future__ import annotations

import re

from farr.codes.candidate import Candidate
from farr.codes.conventions.case import Case, Chosen, having
from farr.codes.conventions.infection import SEPSIS, hospital_acquired
from farr.codes.conventions.table import rows
from farr.codes.present import ARISEN
from farr.records import Document, Role

FIRST_ONLY = re.compile(
    r"Z00(?!\.6)|Z01|Z02|Z04|Z31\.8[134]|Z33\.2|Z34|Z38|Z39|Z40|Z42|Z51\.0|Z51\.1|Z52(?!\.9)|Z76\.[12]|Z99\.12"
)
NEVER_FIRST = re.compile(
    r"[VWXY]\d|Z79|Z8[0-79]|Z9[0-8]|Z68|Z3A|Z37|R65|R29\.7|R40\.2|B9[567]|Z16|Z17|Z1[458]|Z72|Z66|Z67|Z78|Z99(?!\.12)|T(?:3[6-9]|4\d|50)\.\w{2}[56]"
)
SYMPTOM = re.compile(r"R(?!65|29\.7|40\.2|73)")
POISON = re.compile(r"T(?:3[6-9]|4\d|50)\.\w{2}[1-4]|T5[1-9]|T6[0-5]")
REMAINS = re.compile(r"I69|Z4[37]|S.*D$")
MANIFESTATION = re.compile(r"in (?:other )?diseases classified elsewhere", re.IGNORECASE)
INFECTION = ("J12", "J13", "J14", "J15", "J16", "J18", "N39.0", "N10", "L03", "K65", "K81")
INPATIENT = (
    "inpatient",
    "inpatient-psychiatric",
    "inpatient-rehabilitation",
    "long-term-care-hospital",
    "skilled-nursing",
)


def sequence(chosen: Chosen, case: Case) -> Chosen:
    """Claim order: first-listed-only codes, then the problems as the note orders them, then what is never first."""
    inpatient = is_inpatient(case.document)
    pregnant = any(candidate.code.startswith("O") for candidate in chosen)
    rehabilitation = case.document.setting == "inpatient-rehabilitation"
    established = any(not SYMPTOM.match(c.code) and not NEVER_FIRST.match(c.code) for c in chosen)

    def rank(candidate: Candidate) -> tuple[int, bool]:
        code = candidate.code
        behind_birth = pregnant and not code.startswith("O")
        if FIRST_ONLY.match(code):
            return 0, behind_birth
        if re.match(r"[VWXY]\d", code):
            return 5, behind_birth
        if NEVER_FIRST.match(code):
            return 4, behind_birth
        if MANIFESTATION.search(case.tables.title(code)):
            return 3, behind_birth
        if inpatient and established and SYMPTOM.match(code):
            return 2, behind_birth
        return (1 if not rehabilitation or REMAINS.match(code) else 2), behind_birth

    ordered = sorted(chosen, key=rank)
    if _is_sepsis_first(ordered, case):
        sepsis = having(ordered, *SEPSIS)[0]
        sepsis.rules.append("OG I.C.1.d.4")
        ordered = _moved(ordered, sepsis, having(ordered, *INFECTION)[0])
    for poison in [c for c in ordered if POISON.match(c.code)]:
        effects = [c for c in ordered if not POISON.match(c.code) and case.phrase(c) == case.phrase(poison)]
        if effects:
            ordered = _moved(ordered, poison, effects[0])
    ordered = _in_pairs(ordered)
    _explain(ordered, chosen, inpatient)
    return ordered


def _is_sepsis_first(ordered: Chosen, case: Case) -> bool:
    """Sepsis that was there on admission stands before the local infection (OG I.C.1.d.4)."""
    return bool(having(ordered, *SEPSIS) and having(ordered, *INFECTION)) and not hospital_acquired(ordered, case, ARISEN)


def _moved(ordered: Chosen, mover: Candidate, target: Candidate) -> Chosen:
    """A candidate directly before a target that stood before it."""
    if ordered.index(mover) < ordered.index(target):
        return ordered
    rest = [c for c in ordered if c is not mover]
    place = rest.index(target)
    return [*rest[:place], mover, *rest[place:]]


def _in_pairs(ordered: Chosen) -> Chosen:
    """Etiology and manifestation, code first and use additional: each pair in its order (OG I.A.13, I.B.7)."""
    for before, behind, moving, rule in rows("order.tsv"):
        first, later = tuple(before.split()), tuple(behind.split())
        for late in having(ordered, *later):
            early = next((c for c in having(ordered, *first) if c is not late and not c.code.startswith(later)), None)
            if early is None or ordered.index(early) < ordered.index(late):
                continue
            late.rules.append(rule)
            if moving == "earlier":
                ordered = _moved(ordered, early, late)
            else:
                rest = [c for c in ordered if c is not late]
                place = rest.index(early)
                ordered = [*rest[: place + 1], late, *rest[place + 1 :]]
    return ordered


def _explain(ordered: Chosen, chosen: Chosen, inpatient: bool) -> None:
    """Name the guideline that puts the first code first; ``chosen`` is the order of the note."""
    if ordered:
        symptoms = bool(SYMPTOM.match(chosen[0].code)) and not SYMPTOM.match(ordered[0].code)
        ordered[0].rules.append(("OG II.A" if symptoms else "OG II") if inpatient else "OG IV.G")


def is_inpatient(document: Document) -> bool:
    """True for an institution's claim for a stay, whose first code is a principal diagnosis (OG II, introduction)."""
    return document.claim_type == "institutional" and document.setting in INPATIENT


def role_of(place: int, code: str, document: Document) -> Role:
    """The role of the code at a place (0 is first) of the claim."""
    if re.match(r"[VWXY]\d", code):
        return "external-cause"
    if place == 0:
        return "principal" if is_inpatient(document) else "first-listed"
    return "secondary"
