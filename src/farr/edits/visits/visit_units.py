"""More visits than days."""

from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "VIS-002"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6; code descriptions (one visit a day)"


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if line.line.units is None or line.line.units <= 1 or not line.family:
            continue
        days = (line.through - line.date).days + 1 if line.date and line.through else 1
        if line.units > max(days, 1):
            yield Fault(
                f"{line.where}/units",
                (line.code,),
                f"{line.code} is a visit, of which there is one a day: {line.units} units for {max(days, 1)} day(s)",
                "report one unit a day; minutes and problems decide the code, not the units",
            )
