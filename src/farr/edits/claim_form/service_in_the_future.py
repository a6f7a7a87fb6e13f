"""A service that has not happened yet."""

from collections.abc import Iterator

from farr.edits import billing
from farr.edits.context import Context, Fault

ID = "CLM-015"
SEVERITY = "error"
STAGE = "claim"
SOURCE = "Medicare Claims Processing Manual, chapter 1, section 80.3.2; Integrated Outpatient Code Editor edit 23"


def check(context: Context) -> Iterator[Fault]:
    now = billing.today()
    for place, line in enumerate(context.encounter.lines):
        last = line.through or line.date
        if last and last > now:
            yield Fault(
                f"/lines/{place}/date", (line.code or "",), "the day of service lies in the future", "correct the date, or wait"
            )
