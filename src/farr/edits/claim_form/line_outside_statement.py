"""A service outside the dates of the statement."""

from collections.abc import Iterator

from farr.edits.billing import bill
from farr.edits.context import Context, Fault

ID = "CLM-013"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 25, section 75.1; Integrated Outpatient Code Editor edit 24"


def check(context: Context) -> Iterator[Fault]:
    encounter = context.encounter
    first, last = encounter.from_, encounter.through
    if first is None:
        return
    outpatient = bill(context)[:2] in ("13", "14", "85")
    for place, line in enumerate(encounter.lines):
        if line.date is None:
            continue
        end = line.through or line.date
        if line.date < first or (last is not None and (line.date > last or end > last)):
            yield Fault(
                f"/lines/{place}/date",
                (line.code or line.revenue_code or "",),
                "the day of service lies outside the dates of the encounter",
                "correct the line's date, or widen the dates of the encounter",
                severity="error" if outpatient else "warning",
            )
