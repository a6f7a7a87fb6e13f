"""A waived test without the laboratory's certificate number."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-019"
SEVERITY = "warning"
STAGE = "claim"
SOURCE = "Medicare Claims Processing Manual, chapter 16, section 70; 42 CFR 493"


def check(context: Context) -> Iterator[Fault]:
    if "QW" not in modifiers_of(context):
        return
    encounter = context.encounter
    for line in billed(context):
        own = line.line.references.clia if line.line.references else None
        if line.has("QW") and not (own or (encounter.references and encounter.references.clia)):
            yield Fault(
                line.where,
                (line.code, "QW"),
                f"{line.code} with QW needs the laboratory's CLIA number on the claim",
                "add it to references.clia of the encounter",
            )
