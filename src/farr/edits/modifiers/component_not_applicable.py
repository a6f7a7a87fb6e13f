"""A component of a service that has none."""

from collections.abc import Iterator

from farr.edits.billing import graded, modifiers_of
from farr.edits.context import Context, Fault
from farr.edits.fee_rows import cited_fees, fee_rows

ID = "MOD-031"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare Physician Fee Schedule (PC/TC indicator)"
NONE = {"26": ("0", "2", "3", "4", "5"), "TC": ("0", "2", "3", "4", "5", "6", "8")}


def check(context: Context) -> Iterator[Fault]:
    if NONE.keys().isdisjoint(modifiers_of(context)):
        return
    for line, row in fee_rows(context):
        for modifier, indicators in NONE.items():
            if line.has(modifier) and row["pc_tc"] in indicators:
                yield Fault(
                    f"{line.where}/modifiers/{line.modifiers.index(modifier)}",
                    (line.code, modifier),
                    f"{line.code} has no component {modifier} (PC/TC indicator {row['pc_tc']})",
                    "remove the modifier, or choose the code of the component",
                    severity=graded(context),
                    source=cited_fees(context, line),
                )
