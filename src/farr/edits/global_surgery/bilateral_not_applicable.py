"""Both sides of a procedure that is not paid by sides."""

from collections.abc import Iterator

from farr.edits.billing import modifiers_of
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "GLO-007"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (bilateral surgery); Medicare Claims Processing Manual, chapter 12, section 40.7"
WHY = {"0": "payment is not raised for two sides", "2": "the code is for both sides already", "9": "the code has no sides"}


def check(context: Context) -> Iterator[Fault]:
    if "50" not in modifiers_of(context):
        return
    for line, row in fee_rows(context):
        if line.has("50") and row["bilateral"] in WHY:
            yield Fault(
                f"{line.where}/modifiers/{line.modifiers.index('50')}",
                (line.code, "50"),
                f"{line.code} with 50: {WHY[row['bilateral']]}",
                "remove 50",
                source=cited_fees(context, line),
            )
