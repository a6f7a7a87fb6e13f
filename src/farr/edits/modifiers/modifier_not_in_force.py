"""A HCPCS modifier that is not in force on the day of service."""

import re
from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "MOD-034"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "CMS, HCPCS Level II quarterly update (modifiers)"
LEVEL_TWO = re.compile(r"(?!P[1-6])[A-V][0-9A-Z]|X[A-Z]")
ROUTE = re.compile(r"[DEGHIJNPRSX]{2}")


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if line.date is None or not LEVEL_TWO.fullmatch(modifier) or (ROUTE.fullmatch(modifier) and line.kind == "ambulance"):
                continue
            known = context.table("hcpcs", line.date)
            if known is None:
                return
            if known.modifiers.spans and not known.modifiers.has(modifier, line.date):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} is not in force on the day of service",
                    "choose the modifier in force, or remove it",
                    source=f"CMS, HCPCS Level II {known.release}, modifier {modifier}",
                )
