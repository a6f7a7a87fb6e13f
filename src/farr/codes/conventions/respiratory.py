"""Chronic obstructive lung disease with infection and exacerbation (OG I.C.10.a; Tabular J44)."""

from __future__ import annotations

import dataclasses

from farr.codes.conventions.case import Case, Chosen, having, recode

LOWER_INFECTION = ("J12", "J13", "J14", "J15", "J16", "J17", "J18", "J20")


def apply(chosen: Chosen, case: Case) -> Chosen:  # noqa: ARG001
    """COPD with an acute lower respiratory infection is J44.0 beside the infection (Tabular, J44.0 code also).

    An exacerbation is coded too: J44.0 and J44.1 may stand together (OG I.C.10.a).
    """
    infection = next(iter(having(chosen, *LOWER_INFECTION)), None)
    plain = next(iter(having(chosen, "J44.9")), None)
    exacerbated = next(iter(having(chosen, "J44.1")), None)
    if infection is None:
        return chosen
    if plain is not None:
        recode(plain, "J44.0", "Tabular J44.0", infection)
    elif exacerbated is not None and not having(chosen, "J44.0"):
        both = dataclasses.replace(exacerbated, facts=list(exacerbated.facts), rules=list(exacerbated.rules))
        recode(both, "J44.0", "Tabular J44.0", infection)
        place = chosen.index(exacerbated)
        return [*chosen[:place], both, *chosen[place:]]
    return chosen
