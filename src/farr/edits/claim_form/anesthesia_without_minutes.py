"""Anesthesia without its minutes."""

from collections.abc import Iterator

from farr.edits.billing import billed, professional
from farr.edits.context import Context, Fault

ID = "CLM-028"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 50"
DAILY = ("01996", "01953", "01999", "01960")


def check(context: Context) -> Iterator[Fault]:
    if not professional(context):
        return
    for line in billed(context):
        if line.kind == "anesthesia" and line.line.anesthesia_minutes is None and line.code not in DAILY:
            yield Fault(
                f"{line.where}/units",
                (line.code,),
                f"{line.code} is anesthesia, which is told in minutes, and none are given",
                "give the minutes from the anesthesia record in anesthesia_minutes",
            )
        elif line.line.anesthesia_minutes is not None and line.kind not in ("anesthesia", ""):
            yield Fault(
                f"{line.where}/anesthesia_minutes",
                (line.code,),
                f"{line.code} is not anesthesia and is told in units, not minutes",
                "give units",
            )
