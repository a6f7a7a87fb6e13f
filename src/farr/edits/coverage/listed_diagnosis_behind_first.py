"""A listed diagnosis that is not the line's first."""

from collections.abc import Iterator

from farr.edits.billing import professional
from farr.edits.context import Context, Fault
from farr.edits.necessity import judged

ID = "COV-006"
SEVERITY = "info"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Coverage Database, billing and coding articles"


def check(context: Context) -> Iterator[Fault]:
    for line, article, listed, pointed in judged(context, "covered"):
        supporting = [code for code in pointed if any(code in codes for codes in listed.values())]
        if professional(context) and supporting and supporting[0] != pointed[0]:
            yield Fault(
                line.where,
                (line.code, supporting[0]),
                f"article {article} lists {supporting[0]}, not the first pointer; some contractors look at that only",
                "point to it first where it is the main reason for the service",
                source=f"CMS, Medicare Coverage Database, {article}",
            )
