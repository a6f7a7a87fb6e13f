"""A service of a clinical trial without the diagnosis that says so."""

from collections.abc import Iterator

from farr.edits.billing import billed, graded, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-028"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Integrated Outpatient Code Editor edit 59; Medicare Claims Processing Manual, chapter 32, section 69"


def check(context: Context) -> Iterator[Fault]:
    if modifiers_of(context).isdisjoint(("Q0", "Q1")) or any(d.code == "Z00.6" for d in context.diagnoses):
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if modifier in ("Q0", "Q1"):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} says clinical trial, and Z00.6 is not among the diagnoses",
                    "add Z00.6 as a further diagnosis where the patient takes part in a trial, else remove the modifier",
                    severity=graded(context),
                )
