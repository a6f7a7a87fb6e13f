"""Part of a unit."""

from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "CLM-011"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 26, section 10.4 (item 24G)"


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        units = line.line.units
        if units is not None and units != units.to_integral_value() and line.kind not in ("ambulance", "anesthesia"):
            yield Fault(
                f"{line.where}/units",
                (line.code,),
                f"{units} units of {line.code}: units of this service are whole",
                "round as the payer says: drugs up to the next billing unit, timed services by their minutes",
            )
