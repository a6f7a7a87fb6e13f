"""The visit complexity add-on to a visit with modifier 25."""

import datetime as dt
from collections.abc import Iterator

from farr.edits.billing import billed, codes_of, same_provider
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "VIS-010"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Physician Fee Schedule final rules for 2024 (88 FR 78818) and 2025 (89 FR 97710)"
PREVENTIVE_FROM = dt.date(2025, 1, 1)


def check(context: Context) -> Iterator[Fault]:
    if "G2211" not in codes_of(context):
        return
    lines = billed(context)
    preventive = {row[0] for row in rows("visits", "preventive")}
    for line in lines:
        if line.code != "G2211":
            continue
        day = [other for other in lines if other.date == line.date]
        visit = next((other for other in day if other.family and other.has("25") and same_provider(line, other)), None)
        excused = line.date is not None and line.date >= PREVENTIVE_FROM and any(other.code in preventive for other in day)
        if visit is not None and not excused:
            yield Fault(
                line.where,
                ("G2211", visit.code),
                f"G2211 is not paid where the visit ({visit.code}) carries modifier 25 for a service that is not preventive",
                "remove G2211, or modifier 25 where no other service of the day asks for it",
            )
