"""A second operation within the days after the first."""

from collections.abc import Iterator

from farr.edits.billing import same_provider
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, operations

ID = "GLO-004"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (global days); Medicare Claims Processing Manual, chapter 12, section 40"


def check(context: Context) -> Iterator[Fault]:
    done = operations(context)
    for first, days, day in done:
        for line, _, other in done:
            if 0 < (other - day).days <= days and same_provider(line, first) and not line.has("58", "78", "79"):
                yield Fault(
                    line.where,
                    (line.code, first.code),
                    f"{line.code} lies on day {(other - day).days} of the {days} days after {first.code}",
                    "58 (planned or staged), 78 (unplanned return, related) or 79 (unrelated), as the record says",
                    source=cited_fees(context, first),
                )
