"""A therapy service without its plan of care."""

from collections.abc import Iterator

from farr.edits.billing import payer_kind
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "MOD-033"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = (
    "CMS, Medicare Physician Fee Schedule (multiple procedure indicator 5); Medicare Claims Processing Manual, "
    "chapter 5, section 20.1"
)


def check(context: Context) -> Iterator[Fault]:
    for line, row in fee_rows(context):
        if row["multiple_procedure"] == "5" and not line.has("GP", "GO", "GN"):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} is always therapy and needs GP, GO or GN",
                "add the modifier of the plan of care: physical (GP), occupational (GO), speech-language (GN)",
                severity="error" if payer_kind(context) == "medicare" else "warning",
                source=cited_fees(context, line),
            )
