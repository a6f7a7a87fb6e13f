"""The conventions of ICD-10-CM, one file for each chapter or convention, applied to what belongs on the claim.

Each rule looks at the codes present and the words behind them, and replaces, adds, drops or reorders candidates; the facts
of all parts stay as evidence.  Sources are sections of the ICD-10-CM Official Guidelines for Coding and Reporting, FY2026
(in force 2025-10-01 to 2026-09-30), and the Tabular List of that year.
"""

from farr.codes.conventions import (
    circulatory,
    companions,
    diabetes,
    drugs,
    excluded,
    external,
    infection,
    injury,
    measurements,
    neoplasm,
    newborn,
    pregnancy,
    respiratory,
    skin,
    status,
    stroke,
)
from farr.codes.conventions.case import Case, Chosen

RULES = (
    stroke.apply,
    infection.apply,
    neoplasm.apply,
    circulatory.apply,
    skin.apply,
    diabetes.apply,
    respiratory.apply,
    injury.apply,
    drugs.apply,
    newborn.apply,
    pregnancy.apply,
    measurements.apply,
    status.apply,
    companions.apply,
    excluded.apply,
    external.apply,
)


def conventions(chosen: Chosen, case: Case) -> Chosen:
    """Apply every convention in order to the candidates of the claim."""
    for rule in RULES:
        chosen = rule(chosen, case)
    return chosen


__all__ = ["Case", "conventions"]
