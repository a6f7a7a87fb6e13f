"""Two visits of one provider on one day."""

from collections.abc import Iterator
from itertools import combinations

from farr.edits.billing import billed, graded, professional, same_provider
from farr.edits.context import Context, Fault

ID = "VIS-001"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.7 and 30.6.9"
NEEDS_NO_MODIFIER = ("hospital, discharge", "nursing facility, discharge")


def check(context: Context) -> Iterator[Fault]:
    visits = [line for line in billed(context) if line.family]
    if len(visits) < 2:
        return
    for a, b in combinations(visits, 2):
        if a.date != b.date or not same_provider(a, b) or a.has("25", "27") or b.has("25", "27"):
            continue
        if a.code == b.code and a.line == b.line:
            continue  # told as a duplicate line
        same = a.family.partition(",")[0] == b.family.partition(",")[0]
        yield Fault(
            b.where,
            (a.code, b.code),
            f"{a.code} and {b.code} are visits of one provider on one day; payers pay one visit a day",
            "report one visit whose level counts both; where the second was for another problem, add modifier 25 to it",
            severity=graded(context) if same and professional(context) else "warning",
        )
