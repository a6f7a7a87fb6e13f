"""A procedure under a revenue code of another kind of service."""

import re
from collections.abc import Iterator

from farr.edits.billing import billed, professional
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "CLM-007"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 25, section 75.4 (form locator 42)"


def check(context: Context) -> Iterator[Fault]:
    if professional(context):
        return
    for line in billed(context):
        revenue = line.line.revenue_code or ""
        if line.line.code_type != "HC":
            continue
        for prefix, pattern, what in rows("claim_form", "revenue_services"):
            if revenue.startswith(prefix) and not re.match(pattern, line.code):
                yield Fault(
                    line.where,
                    (line.code, revenue),
                    f"{line.code} under revenue code {revenue}, which is for {what}",
                    "correct the revenue code or the procedure code",
                )
