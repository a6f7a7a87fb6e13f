"""Two codes that a modifier lets through."""

from collections.abc import Iterator

from farr.edits.bundling import bundled, cited, separated
from farr.edits.context import Context, Fault

ID = "NCC-004"
SEVERITY = "info"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI PTP edits (modifier indicator 1); NCCI Policy Manual for Medicare Services, chapter I, section E"


def check(context: Context) -> Iterator[Fault]:
    for edit, paid, denied in bundled(context):
        if edit.modifier_indicator == "1" and separated(paid, denied):
            yield Fault(
                denied.where,
                (edit.column1, edit.column2),
                f"{edit.column2} is paid beside {edit.column1} by its modifier; the record must show that it was distinct",
                "make sure that the record names the other site, session or visit",
                source=cited(context, edit),
                severity="warning" if {"59", "XU"}.intersection(paid.modifiers + denied.modifiers) else "info",
            )
