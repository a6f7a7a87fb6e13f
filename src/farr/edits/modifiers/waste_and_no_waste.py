"""The same drug with waste and without on one day."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-012"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 17, section 40"


def check(context: Context) -> Iterator[Fault]:
    if not {"JW", "JZ"} <= modifiers_of(context):
        return
    lines = billed(context)
    wasted = {
        (line.code, line.date, line.line.drug and line.line.drug.ndc) for line in lines if line.has("JW") and not line.has("JZ")
    }
    for line in lines:
        if line.has("JZ") and not line.has("JW") and (line.code, line.date, line.line.drug and line.line.drug.ndc) in wasted:
            yield Fault(
                f"{line.where}/modifiers/{line.modifiers.index('JZ')}",
                (line.code, "JZ", "JW"),
                f"{line.code}: JZ says that nothing was discarded, and another line of the day bills a discarded amount",
                "remove JZ from the line of the dose, or the line of the waste",
            )
