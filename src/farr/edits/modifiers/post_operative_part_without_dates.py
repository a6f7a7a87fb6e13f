"""Post-operative care without the dates of the transfer."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-027"
SEVERITY = "warning"
STAGE = "claim"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 40.2"


def check(context: Context) -> Iterator[Fault]:
    if "55" not in modifiers_of(context):
        return
    told = context.encounter.dates
    for line in billed(context):
        own = line.line.dates
        if line.has("55") and not ((told and told.assumed_care) or (own and own.assumed_care)):
            yield Fault(
                line.where,
                (line.code, "55"),
                f"{line.code} with 55 needs the day on which the care was assumed",
                "add dates.assumed_care (and relinquished_care where the care was given on)",
            )
