"""A symptom that belongs to a diagnosis on the same claim."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib import resources

from farr.edits.context import Context, Fault, remove

ID = "ICD-025"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.B.5"


@functools.cache
def _integral() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    text = resources.files("farr.edits.icd10cm").joinpath("integral_symptoms.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((tuple(row[0].split()), tuple(row[1].split())) for row in rows)


def check(context: Context) -> Iterator[Fault]:
    for symptom in context.sequenced:
        for definite in context.sequenced:
            if definite is not symptom and _belongs(symptom.code, definite.code):
                yield Fault(
                    symptom.where,
                    (symptom.code, definite.code),
                    f"{symptom.code} is a routine part of {definite.code} and is not coded beside it",
                    f"remove {symptom.code} unless the record gives it another cause",
                    remove(symptom.place),
                )
                break


def _belongs(symptom: str, definite: str) -> bool:
    return any(definite.startswith(diseases) and symptom.startswith(symptoms) for diseases, symptoms in _integral())
