"""Discarded drug without the dose given."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-011"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 17, section 40"


def check(context: Context) -> Iterator[Fault]:
    if "JW" not in modifiers_of(context):
        return
    lines = billed(context)
    for line in lines:
        if line.has("JW") and not any(o.code == line.code and o.date == line.date and not o.has("JW") for o in lines):
            yield Fault(
                line.where,
                (line.code, "JW"),
                f"{line.code} is billed as discarded (JW), and no dose of it is billed for the day",
                "add the line of the dose that was given, without JW",
            )
