"""Two of Medicare's wellness visits on one claim."""

from collections.abc import Iterator
from itertools import combinations

from farr.edits.billing import billed, codes_of
from farr.edits.context import Context, Fault

ID = "COV-008"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "42 CFR 410.15 and 410.16; Medicare Claims Processing Manual, chapter 18, section 140"
WELLNESS = ("G0402", "G0438", "G0439")


def check(context: Context) -> Iterator[Fault]:
    if codes_of(context).isdisjoint(WELLNESS):
        return
    lines = [line for line in billed(context) if line.code in WELLNESS]
    for a, b in combinations(lines, 2):
        if a.code != b.code and a.date == b.date:
            yield Fault(
                b.where,
                (a.code, b.code),
                f"{a.code} and {b.code} exclude each other: the first preventive visit, the first wellness visit, the later ones",
                "keep the one that the patient was due",
            )
