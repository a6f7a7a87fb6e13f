"""Admission and discharge on one day, billed in pieces or twice."""

from collections.abc import Iterator
from itertools import combinations

from farr.edits.billing import billed, same_provider
from farr.edits.context import Context, Fault

ID = "VIS-007"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.9.1"


def check(context: Context) -> Iterator[Fault]:
    visits = [line for line in billed(context) if line.family.startswith("hospital")]
    for a, b in combinations(visits, 2):
        if a.date != b.date or not same_provider(a, b):
            continue
        families = {a.family, b.family}
        if "hospital, admission and discharge on one day" in families and len(families) == 2:
            yield Fault(
                b.where,
                (a.code, b.code),
                f"{a.code} and {b.code}: the same-day stay code already holds the admission and the discharge",
                "keep the same-day stay code and remove the other",
            )
        elif families == {"hospital, initial", "hospital, discharge"}:
            yield Fault(
                b.where,
                (a.code, b.code),
                f"{a.code} and {b.code}: an admission and a discharge of one day are one code",
                "stay of 8 hours or more: one code of 99234 to 99236; shorter: the initial visit alone",
            )
