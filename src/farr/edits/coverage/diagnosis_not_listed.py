"""A service without a diagnosis that its coverage article lists."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.necessity import certain, judged

ID = "COV-004"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Coverage Database, billing and coding articles"


def check(context: Context) -> Iterator[Fault]:
    for line, article, listed, pointed in judged(context, "covered"):
        if not any(code in codes for codes in listed.values() for code in pointed):
            yield Fault(
                line.where,
                (line.code, *pointed),
                f"none of the line's diagnoses is among those that article {article} lists for {line.code}",
                "check whether the record supports a listed diagnosis; else GA with a notice (ABN) signed before, or GZ",
                severity="error" if certain(context) else "warning",
                source=f"CMS, Medicare Coverage Database, {article}",
            )
