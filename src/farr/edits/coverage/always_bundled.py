"""A code that is never paid by itself."""

from collections.abc import Iterator

from farr.edits.billing import medicare
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "COV-002"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (status code) B and P"


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context):
        return
    for line, row in fee_rows(context):
        if row["status"] in ("B", "P"):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} is always part of other services (status {row['status']}) and never paid by itself",
                "remove the line; the patient cannot be billed for it",
                source=cited_fees(context, line),
            )
