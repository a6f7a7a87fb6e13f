"""An ambulance service without origin and destination."""

import re
from collections.abc import Iterator

from farr.edits.billing import billed, graded
from farr.edits.context import Context, Fault

ID = "MOD-021"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 15, section 30"
ROUTE = re.compile(r"[DEGHIJNPRSX]{2}")
TRANSPORTS = ("A0425", "A0426", "A0427", "A0428", "A0429", "A0430", "A0431", "A0432", "A0433", "A0434", "A0435", "A0436")


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if line.code in TRANSPORTS and not line.has("QL") and not any(ROUTE.fullmatch(modifier) for modifier in line.modifiers):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} needs a modifier of two letters for where the trip began and ended",
                "add it, as RH from a residence to a hospital",
                severity=graded(context),
            )
