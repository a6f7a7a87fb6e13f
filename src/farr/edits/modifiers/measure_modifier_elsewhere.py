"""A performance measure modifier on another code."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-020"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "CPT Category II codes and their modifiers; CMS, Quality Payment Program"
MEASURE = frozenset(("1P", "2P", "3P", "8P"))


def check(context: Context) -> Iterator[Fault]:
    if MEASURE.isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if modifier in MEASURE and not line.code.endswith("F"):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} is for performance measures (codes that end with F)",
                    "move it to the measure's code, or remove it",
                )
