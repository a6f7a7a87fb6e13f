"""A visit within the days after surgery."""

from collections.abc import Iterator

from farr.edits.billing import billed, graded, same_provider
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, operations

ID = "GLO-003"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (global days); Medicare Claims Processing Manual, chapter 12, section 40"


def check(context: Context) -> Iterator[Fault]:
    for done, days, day in operations(context):
        for line in billed(context):
            after = (line.date - day).days if line.date else 0
            if line.family and 0 < after <= days and same_provider(line, done) and not line.has("24", "57", "FT"):
                yield Fault(
                    line.where,
                    (line.code, done.code),
                    f"{line.code} lies on day {after} of the {days} days after {done.code} and is part of it",
                    "add 24 where the visit was for something else; else remove it",
                    severity=graded(context),
                    source=cited_fees(context, done),
                )
