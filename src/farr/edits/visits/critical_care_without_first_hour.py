"""Further critical care without the first hour."""

from collections.abc import Iterator

from farr.edits.billing import billed, codes_of
from farr.edits.context import Context, Fault

ID = "VIS-012"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.12"


def check(context: Context) -> Iterator[Fault]:
    codes = codes_of(context)
    if "99292" not in codes:
        return
    lines = billed(context)
    for line in lines:
        if line.code == "99292" and not any(other.code == "99291" and other.date == line.date for other in lines):
            yield Fault(
                line.where,
                ("99292",),
                "99292 goes on from 99291, which is not billed for this day",
                "bill 99291 for the first 30 to 74 minutes, or verify that a colleague of the group and specialty billed it",
            )
