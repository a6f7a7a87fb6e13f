"""Measured values that go with a diagnosis: body mass index, from any clinician (OG I.B.14, I.C.21.c.3)."""

from __future__ import annotations

import re
from decimal import Decimal

from farr.codes.conventions.case import Case, Chosen, having, placed
from farr.codes.conventions.table import rows
from farr.records import Document

WEIGHT = ("E66", "E40", "E41", "E43", "E44", "E45", "E46", "R63.4", "R63.5", "R63.6", "R64", "F50.0", "E88.A")
INDEX = re.compile(
    r"\b(?:bmi|body mass index)\b"
    r"(?:\s*(?:\(?kg/m2?²?\)?|is|was|of|at|today|currently|:|=|now|calculated|approximately|about)){0,4}\s*"
    r"(\d{2}(?:\.\d{1,2})?)(?![\d/-])(?!\s*(?:to|-)\s*\d)",
    re.IGNORECASE,
)
PERCENTILE = re.compile(
    r"\b(?:bmi|body mass index)\b[^.\n]{0,40}?\b(\d{1,2}(?:\.\d)?)(?:st|nd|rd|th)?[ -](?:percentile|%ile)", re.IGNORECASE
)
GROWN = 20


def apply(chosen: Chosen, case: Case) -> Chosen:
    """The BMI stands behind the weight diagnosis that it goes with, never alone and never in pregnancy."""
    weight = next(iter(having(chosen, *WEIGHT)), None)
    if weight is None or having(chosen, "Z68") or having(chosen, "O"):
        return [c for c in chosen if weight is not None or not c.code.startswith("Z68")] if having(chosen, "O") else chosen
    young = PERCENTILE.search(case.text)
    if young is not None:
        value, table = Decimal(young[1]), "bmi_percentiles.tsv"
        found: re.Match[str] | None = young
    else:
        found, table = INDEX.search(case.text), "bmi.tsv"
        age = age_of(case.document)
        if found is None or (age is not None and age < GROWN):
            return chosen
        value = Decimal(found[1])
    for low, high, code in rows(table):
        if found is not None and Decimal(low) <= value < Decimal(high):
            reason = f"the body mass index that {weight.code} asks for"
            return placed(chosen, case.noted(code, *found.span(), reason, "OG I.B.14", True), weight)
    return chosen


def age_of(document: Document) -> int | None:
    """Age in completed years on the date of the document; None where a date is missing."""
    born = document.patient.birth_date if document.patient else None
    if born is None or document.date is None:
        return None
    return document.date.year - born.year - ((document.date.month, document.date.day) < (born.month, born.day))
