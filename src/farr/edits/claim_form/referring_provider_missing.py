"""A service that somebody must have ordered, without the name of who did."""

from collections.abc import Iterator

from farr.edits.billing import billed, medicare, professional
from farr.edits.context import Context, Fault

ID = "CLM-029"
SEVERITY = "warning"
STAGE = "claim"
SOURCE = "Medicare Claims Processing Manual, chapter 26, section 10.4 (item 17); 42 CFR 424.507"
ORDERED = ("radiology", "laboratory", "equipment", "orthotic")


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context) or not professional(context) or context.encounter.referring_provider is not None:
        return
    for line in billed(context):
        if line.kind in ORDERED and line.line.ordering_provider is None and line.line.referring_provider is None:
            yield Fault(
                line.where,
                (line.code,),
                f"Medicare asks who ordered {line.code}",
                "name the ordering or referring provider with the NPI",
            )
