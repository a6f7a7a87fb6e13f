"""A visit on the day of a minor procedure."""

from collections.abc import Iterator

from farr.edits.billing import billed, graded, same_provider
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, operations

ID = "GLO-001"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (global days); Medicare Claims Processing Manual, chapter 12, section 40"


def check(context: Context) -> Iterator[Fault]:
    for done, days, day in operations(context):
        if days > 10:
            continue
        for line in billed(context):
            if line.family and line.date == day and same_provider(line, done) and not line.has("25", "57", "24", "FT"):
                yield Fault(
                    line.where,
                    (line.code, done.code),
                    f"{line.code} on the day of {done.code} is part of it ({days} days after it are, too), without modifier 25",
                    "add 25 where the record shows a visit beyond the procedure; else remove the visit",
                    severity=graded(context),
                    source=cited_fees(context, done),
                )
