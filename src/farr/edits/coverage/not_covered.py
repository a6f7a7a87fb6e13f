"""A code that Medicare does not cover, billed as if it did."""

from collections.abc import Iterator

from farr.edits.billing import medicare
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "COV-003"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (status code) N"


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context):
        return
    for line, row in fee_rows(context):
        if row["status"] == "N" and not line.has("GY", "GZ", "GA", "GX"):
            yield Fault(
                line.where,
                (line.code,),
                f"Medicare does not cover {line.code} (status N)",
                "add GY (and GX where a voluntary notice was signed) to bill for a denial, or bill the patient",
                source=cited_fees(context, line),
            )
