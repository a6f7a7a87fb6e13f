"""The primary care exception on a service that it does not hold."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault
from farr.edits.lists import words

ID = "MOD-026"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 100.1.1"


def check(context: Context) -> Iterator[Fault]:
    if "GE" not in modifiers_of(context):
        return
    for line in billed(context):
        if line.has("GE") and line.code not in words("modifiers", "care_exception"):
            yield Fault(
                f"{line.where}/modifiers/{line.modifiers.index('GE')}",
                (line.code, "GE"),
                f"{line.code} is not among the services of the primary care exception",
                "GC where the teaching physician was present, else a lower level that the record supports",
            )
