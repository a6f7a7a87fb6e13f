"""An assistant at an operation that has none."""

from collections.abc import Iterator

from farr.edits.billing import graded, modifiers_of
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "GLO-005"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = (
    "CMS, Medicare Physician Fee Schedule (assistant at surgery); Medicare Claims Processing Manual, chapter 12, section 20.4.3"
)
ASSISTANTS = ("80", "81", "82", "AS")


def check(context: Context) -> Iterator[Fault]:
    if modifiers_of(context).isdisjoint(ASSISTANTS):
        return
    for line, row in fee_rows(context):
        if line.has(*ASSISTANTS) and row["assistant"] in ("0", "1"):
            never = row["assistant"] == "1"
            yield Fault(
                line.where,
                (line.code,),
                f"an assistant at {line.code} is {'never paid' if never else 'paid only with documents that show the need'}",
                "remove the assistant's line" if never else "send the operation note with the claim",
                severity=graded(context) if never else "warning",
                source=cited_fees(context, line),
            )
