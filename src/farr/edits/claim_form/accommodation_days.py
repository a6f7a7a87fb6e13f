"""Days of room and board that are not the days of the stay."""

from collections.abc import Iterator
from decimal import Decimal

from farr.edits.billing import bill
from farr.edits.context import Context, Fault

ID = "CLM-009"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 3, section 40.2 and chapter 25, section 75.4"


def check(context: Context) -> Iterator[Fault]:
    encounter = context.encounter
    kind = bill(context)
    start = encounter.admission.date if encounter.admission and encounter.admission.date else encounter.from_
    if kind[:2] not in ("11", "21") or start is None or encounter.through is None:
        return
    rooms = [
        (n, line) for n, line in enumerate(encounter.lines) if "010" <= (line.revenue_code or "")[:3] <= "021" and line.units
    ]
    if not rooms or kind[-1:] in "23459":
        return
    still_there = encounter.admission is not None and encounter.admission.discharge_status == "30"
    days = max((encounter.through - start).days + still_there, 1)
    told = sum((line.units for _, line in rooms if line.units), Decimal(0))
    if told != days:
        yield Fault(
            f"/lines/{rooms[0][0]}/units",
            tuple(dict.fromkeys(line.revenue_code or "" for _, line in rooms)),
            f"{told} days of room and board, and the stay has {days} (the day of discharge is not counted)",
            "correct the days or the dates of the stay",
        )
