"""Two codes that are paid together only where a modifier says that they were distinct."""

from collections.abc import Iterator

from farr.edits.billing import graded
from farr.edits.bundling import associated, bundled, cited
from farr.edits.context import Context, Fault

ID = "NCC-002"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI PTP edits (modifier indicator 1); NCCI Policy Manual for Medicare Services, chapter I, section E"


def check(context: Context) -> Iterator[Fault]:
    for edit, paid, denied in bundled(context):
        if edit.modifier_indicator == "1" and not associated(paid) and not associated(denied):
            yield Fault(
                denied.where,
                (edit.column1, edit.column2),
                f"{edit.column2} is part of {edit.column1} on one day (line {paid.place + 1}), and no modifier says otherwise",
                f"remove {edit.column2}; where the record shows another site, session or visit, add the modifier that says so",
                severity=graded(context),
                source=cited(context, edit),
            )
