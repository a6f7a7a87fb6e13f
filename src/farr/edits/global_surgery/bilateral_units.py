"""Both sides and two units."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of, payer_kind
from farr.edits.context import Context, Fault

ID = "GLO-008"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Integrated Outpatient Code Editor edit 74; Medicare Claims Processing Manual, chapter 12, section 40.7"


def check(context: Context) -> Iterator[Fault]:
    if "50" not in modifiers_of(context):
        return
    for line in billed(context):
        if line.has("50") and line.units > 1:
            yield Fault(
                f"{line.where}/units",
                (line.code, "50"),
                f"{line.code} with 50 and {line.units} units: 50 says both sides in one unit",
                "one unit with 50, or two lines with RT and LT where the payer asks for it",
                severity="error" if payer_kind(context) == "medicare" else "warning",
            )
