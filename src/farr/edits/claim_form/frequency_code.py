"""A frequency code that this claim cannot carry."""

from collections.abc import Iterator

from farr.edits.billing import medicare, professional
from farr.edits.context import Context, Fault

ID = "CLM-023"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 CLM05-3; Medicare Claims Processing Manual, chapter 25, section 75.1"


def check(context: Context) -> Iterator[Fault]:
    frequency = context.encounter.frequency
    if not frequency or not professional(context):
        return
    if frequency not in ("1", "7", "8"):
        yield Fault(
            "/frequency", (), "a professional claim is an original (1), a replacement (7) or a void (8)", "choose one of them"
        )
    elif frequency != "1" and medicare(context):
        yield Fault(
            "/frequency",
            (),
            "Medicare Part B contractors take original claims only; others are changed by a reopening or an appeal",
            "ask for a clerical error reopening; a claim that was returned as unprocessable is sent anew as an original",
            severity="warning",
        )
