"""A therapy assistant's modifier without the plan of care."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-009"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 5, section 20.1"
PLANS = {"CQ": "GP", "CO": "GO"}


def check(context: Context) -> Iterator[Fault]:
    if PLANS.keys().isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if modifier in PLANS and PLANS[modifier] not in line.modifiers:
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} is billed with {PLANS[modifier]} on the same line",
                    f"add {PLANS[modifier]} where the service was under that plan of care, else remove {modifier}",
                )
