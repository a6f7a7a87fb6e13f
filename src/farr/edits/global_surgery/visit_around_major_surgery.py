"""A visit on the day of major surgery or the day before."""

from collections.abc import Iterator

from farr.edits.billing import billed, graded, same_provider
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, operations

ID = "GLO-002"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (global days); Medicare Claims Processing Manual, chapter 12, section 40"


def check(context: Context) -> Iterator[Fault]:
    for done, days, day in operations(context):
        if days < 90:
            continue
        for line in billed(context):
            near = line.date is not None and 0 <= (day - line.date).days <= 1
            if line.family and near and same_provider(line, done) and not line.has("57", "24", "FT"):
                yield Fault(
                    line.where,
                    (line.code, done.code),
                    f"{line.code} on the day of {done.code} or the day before is part of it; 57 marks the decision for surgery",
                    "add 57 where the decision was made in this visit; else remove the visit",
                    severity="warning" if line.has("25") else graded(context),
                    source=cited_fees(context, done),
                )
