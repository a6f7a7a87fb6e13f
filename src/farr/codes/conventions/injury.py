"""Injuries: the gravest at a site, burns by degree, what a sequela leaves (OG I.B.10, I.C.19)."""

from __future__ import annotations

from farr.codes.conventions.case import Case, Chosen, having, placed
from farr.words import side_of

REGIONS = ("S0", "S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9")
BURNS = ("T20", "T21", "T22", "T23", "T24", "T25")
DEGREE = 4
SERIOUS = frozenset("123456789")


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Superficial injuries and lesser burns give way at one site; a sequela follows what it left."""
    for rule in (_superficial, _burns, _sequela):
        chosen = rule(chosen, case)
    return chosen


def _side(code: str, case: Case) -> str | None:
    return side_of(case.tables.title(code))


def _superficial(chosen: Chosen, case: Case) -> Chosen:
    """A superficial injury is not coded beside a graver one of the same site (OG I.C.19.b.1)."""
    for minor in [c for c in chosen if c.code.startswith(REGIONS) and c.code[2:3] == "0"]:
        graver = next(
            (
                c
                for c in having(chosen, minor.code[:2])
                if c.code[2] in SERIOUS and _side(c.code, case) in (_side(minor.code, case), None)
            ),
            None,
        )
        if graver is not None:
            chosen = case.leave(chosen, minor, f"a superficial injury at the site of {graver.code}", "OG I.C.19.b.1")
    return chosen


def _burns(chosen: Chosen, case: Case) -> Chosen:
    """Burns of one site and side are coded to the highest degree, and the highest degree stands first (OG I.C.19.d)."""
    burns = having(chosen, *BURNS)
    for burn in burns:
        worse = next(
            (
                c
                for c in having(chosen, burn.code[:3])
                if c.code[DEGREE] > burn.code[DEGREE]
                and c.code[DEGREE + 1 :] == burn.code[DEGREE + 1 :]
                and c.code[DEGREE] in "123"
            ),
            None,
        )
        if worse is not None:
            chosen = case.leave(chosen, burn, f"the same site is burnt to a higher degree: {worse.code}", "OG I.C.19.d.2")
    left = having(chosen, *BURNS)
    if len(left) > 1:
        ranked = iter(sorted(left, key=lambda c: c.code[DEGREE], reverse=True))
        chosen = [next(ranked) if c in left else c for c in chosen]
    return chosen


def _sequela(chosen: Chosen, case: Case) -> Chosen:
    """The condition that an injury left stands before the injury with seventh character S (OG I.B.10)."""
    for cause in [c for c in chosen if c.code[0] in "ST" and c.code.endswith("S") and len(c.code) == 8]:
        residual = next(
            (c for c in chosen if c is not cause and c.code[0] not in "STVWXYZ" and case.phrase(c) == case.phrase(cause)), None
        )
        if residual is not None and chosen.index(cause) < chosen.index(residual):
            chosen = placed(chosen, cause, residual)
    return chosen
