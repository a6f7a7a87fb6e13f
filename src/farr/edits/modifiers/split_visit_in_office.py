"""A split visit in an office."""

from collections.abc import Iterator

from farr.edits.billing import billed, graded, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-025"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.18"


def check(context: Context) -> Iterator[Fault]:
    if "FS" not in modifiers_of(context):
        return
    for line in billed(context):
        if line.has("FS") and line.line.place_of_service in ("11", "12", "20"):
            yield Fault(
                f"{line.where}/modifiers/{line.modifiers.index('FS')}",
                (line.code, "FS"),
                f"split or shared visits are for facilities, and the place of service is {line.line.place_of_service}",
                "bill under the person who did the visit, or as incident to",
                severity=graded(context),
            )
