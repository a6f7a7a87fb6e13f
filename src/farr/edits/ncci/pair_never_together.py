"""Two codes that are never paid together for one day."""

from collections.abc import Iterator

from farr.edits.billing import graded
from farr.edits.bundling import bundled, cited
from farr.edits.context import Context, Fault

ID = "NCC-001"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI PTP edits (modifier indicator 0)"


def check(context: Context) -> Iterator[Fault]:
    for edit, paid, denied in bundled(context):
        if edit.modifier_indicator == "0":
            yield Fault(
                denied.where,
                (edit.column1, edit.column2),
                f"{edit.column2} is not paid beside {edit.column1} on one day, whatever the modifier (line {paid.place + 1})",
                f"remove {edit.column2}, unless {edit.column1} is the code that was not rendered",
                severity=graded(context),
                source=cited(context, edit),
            )
