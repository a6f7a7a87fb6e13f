"""A code that Medicare does not take."""

from collections.abc import Iterator

from farr.edits.billing import medicare
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "COV-001"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (status code) I"


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context):
        return
    for line, row in fee_rows(context):
        if row["status"] == "I" and not line.has("GY"):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} is not valid for Medicare, which uses another code for the service",
                "report Medicare's code",
                source=cited_fees(context, line),
            )
