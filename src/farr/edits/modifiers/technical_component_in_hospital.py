"""The technical component of a service in hospital on a professional claim."""

from collections.abc import Iterator

from farr.edits.billing import payer_kind
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "MOD-032"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (PC/TC indicator 1); Medicare Claims Processing Manual, chapter 13, section 20.2"
HOSPITAL = ("19", "21", "22", "23")


def check(context: Context) -> Iterator[Fault]:
    for line in context.encounter.lines:
        if line.place_of_service in HOSPITAL:
            break
    else:
        return
    for billed_line, row in fee_rows(context):
        if row["pc_tc"] == "1" and billed_line.line.place_of_service in HOSPITAL and not billed_line.has("26"):
            yield Fault(
                billed_line.where,
                (billed_line.code,),
                f"{billed_line.code} at place {billed_line.line.place_of_service}: the technical component is the hospital's",
                "bill the professional component (26)",
                severity="error" if payer_kind(context) == "medicare" else "warning",
                source=cited_fees(context, billed_line),
            )
