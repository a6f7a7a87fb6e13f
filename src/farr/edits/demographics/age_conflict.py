"""A diagnosis of an age that the patient does not have."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from importlib import resources

from farr.edits.context import Context, Fault

ID = "DEM-002"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = (
    "Medicare Code Editor edit 4 (newborn 0, paediatric 0-17, maternity 9-64, adult 15-124); derived from chapters and titles"
)


@functools.cache
def _bands() -> tuple[tuple[str, int, int, re.Pattern[str]], ...]:
    text = resources.files("farr.edits.demographics").joinpath("age_bands.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return tuple((name, int(low), int(high), re.compile(codes)) for name, low, high, codes in rows)


def check(context: Context) -> Iterator[Fault]:
    age = context.age
    if age is None:
        return
    if not 0 <= age <= 124:
        yield Fault("/patient/birth_date", (), "the age on the day of service is not between 0 and 124", "check the birth date")
        return
    for diagnosis in context.valid:
        for name, low, high, codes in _bands():
            if codes.match(diagnosis.code) and not low <= age <= high:
                yield Fault(
                    diagnosis.where,
                    (diagnosis.code,),
                    f"{diagnosis.code} is a {name} code (age {low} to {high}); the patient is {age}",
                    "verify the code and the birth date",
                )
