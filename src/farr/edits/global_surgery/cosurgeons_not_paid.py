"""Two surgeons or a team where the fee schedule knows none."""

from collections.abc import Iterator

from farr.edits.billing import graded, modifiers_of
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "GLO-006"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (co-surgeons, team); Medicare Claims Processing Manual, chapter 12, section 40.8"


def check(context: Context) -> Iterator[Fault]:
    if modifiers_of(context).isdisjoint(("62", "66")):
        return
    for line, row in fee_rows(context):
        for modifier, column, what in (("62", "co_surgeon", "two surgeons"), ("66", "team", "a surgical team")):
            if line.has(modifier) and row[column] in ("0", "9"):
                yield Fault(
                    f"{line.where}/modifiers/{line.modifiers.index(modifier)}",
                    (line.code, modifier),
                    f"{what} are not paid for {line.code}",
                    "bill one surgeon, and an assistant where one is paid",
                    severity=graded(context),
                    source=cited_fees(context, line),
                )
