"""A service for a diagnosis that its coverage article excludes."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.necessity import certain, judged

ID = "COV-005"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Coverage Database, billing and coding articles"


def check(context: Context) -> Iterator[Fault]:
    for line, article, listed, pointed in judged(context, "noncovered"):
        excluded = [code for code in pointed if any(code in codes for codes in listed.values())]
        if excluded:
            yield Fault(
                line.where,
                (line.code, *excluded),
                f"article {article} names {', '.join(excluded)} as not covered for {line.code}",
                "check the pointers; else a notice (ABN) before the service and GA, or GZ without one",
                severity="error" if certain(context) and len(excluded) == len(pointed) else "warning",
                source=f"CMS, Medicare Coverage Database, {article}",
            )
