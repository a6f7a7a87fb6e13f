"""Two codes whose modifiers do not tell them apart."""

from collections.abc import Iterator

from farr.edits.billing import graded
from farr.edits.bundling import associated, bundled, cited, separated
from farr.edits.context import Context, Fault

ID = "NCC-003"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI PTP edits (modifier indicator 1); NCCI Policy Manual for Medicare Services, chapter I, section E"


def check(context: Context) -> Iterator[Fault]:
    for edit, paid, denied in bundled(context):
        if edit.modifier_indicator == "1" and (associated(paid) or associated(denied)) and not separated(paid, denied):
            yield Fault(
                denied.where,
                (edit.column1, edit.column2),
                f"{edit.column2} is part of {edit.column1} (line {paid.place + 1}), and the modifiers do not tell the two apart",
                "two sites need different modifiers; 24, 25 and 57 belong on the visit",
                severity=graded(context),
                source=cited(context, edit),
            )
