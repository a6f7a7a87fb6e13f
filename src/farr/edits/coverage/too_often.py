"""A preventive service more often than it is covered."""

from collections.abc import Iterator
from itertools import combinations

from farr.edits.billing import billed, codes_of, payer_kind
from farr.edits.context import Context, Fault
from farr.edits.lists import rows, words

ID = "COV-007"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 18; 42 CFR 410 subpart B (preventive services)"


def check(context: Context) -> Iterator[Fault]:
    known = words("coverage", "frequency")
    if known.isdisjoint(codes_of(context)) or payer_kind(context) not in ("medicare", ""):
        return
    months = {code: int(every) for code, every in rows("coverage", "frequency")}
    lines = [line for line in billed(context) if line.code in months and not line.has("GA", "GY", "GZ", "26", "TC")]
    for line in lines:
        if line.units > 1:
            yield Fault(
                f"{line.where}/units", (line.code,), f"{line.units} units of {line.code}, which is covered once in a period",
                "report one unit",
            )  # fmt: skip
    for a, b in combinations(lines, 2):
        if a.code == b.code and a.date and b.date and a.date != b.date:
            between = abs((b.date.year - a.date.year) * 12 + b.date.month - a.date.month)
            if between < months[a.code]:
                yield Fault(
                    b.where, (b.code,), f"{b.code} is covered once in {months[b.code]} months, here twice within {between}",
                    "verify the dates; a notice (ABN) and GA where the patient wanted it earlier",
                )  # fmt: skip
