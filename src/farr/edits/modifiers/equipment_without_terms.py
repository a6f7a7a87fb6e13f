"""Equipment without a word on purchase or rental."""

from collections.abc import Iterator

from farr.edits.billing import billed, professional
from farr.edits.context import Context, Fault

ID = "MOD-022"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 20, section 30"
TERMS = ("NU", "UE", "RR", "MS", "RA", "RB", "BP", "BR", "BU", "KH", "KI", "KJ", "LL", "NR")


def check(context: Context) -> Iterator[Fault]:
    if not professional(context):
        return
    for line in billed(context):
        if line.kind == "equipment" and not line.has(*TERMS):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code}: was the item new (NU), used (UE) or rented (RR)?",
                "add the modifier of the terms",
            )
