"""A replacement or void that does not name the claim it changes."""

from collections.abc import Iterator

from farr.edits.billing import bill, professional
from farr.edits.context import Context, Fault

ID = "CLM-024"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 REF F8; 005010X223A2 REF F8"


def check(context: Context) -> Iterator[Fault]:
    encounter = context.encounter
    if encounter.original_reference:
        return
    frequency = (encounter.frequency or "1") if professional(context) else bill(context)[2:3]
    if frequency in ("7", "8"):
        yield Fault(
            "/original_reference",
            (),
            "a replacement or void names the claim it changes by the payer's control number, and none is told",
            "add the payer's claim control number from the remittance",
        )
