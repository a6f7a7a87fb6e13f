"""Two new-patient visits of one provider."""

from collections.abc import Iterator
from itertools import combinations

from farr.edits.billing import billed, same_provider
from farr.edits.context import Context, Fault

ID = "VIS-013"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.7 A"


def check(context: Context) -> Iterator[Fault]:
    new = [line for line in billed(context) if line.family.endswith("new patient")]
    for a, b in combinations(new, 2):
        if a.date != b.date and same_provider(a, b):
            yield Fault(
                b.where,
                (a.code, b.code),
                f"{b.code}: the patient was seen as new ({a.code}) on {a.date} and is new once in three years",
                "report an established-patient visit for the later day",
            )
