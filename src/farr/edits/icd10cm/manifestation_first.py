"""A manifestation code in first place."""

import re
from collections.abc import Iterator

from farr.edits.context import Context, Fault, move

ID = "ICD-020"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.A.13; Medicare Code Editor edit 6, Outpatient Code Editor edit 86"
TITLE = re.compile(r"in (?:other )?(?:diseases|conditions|disorders)(?: \w+)* classified elsewhere", re.IGNORECASE)
BY_CODE = ("D63.0", "D63.1", "D63.8", "E08.", "F02.", "G63", "H42", "I43", "J17", "K77", "M90.8", "N08")


def check(context: Context) -> Iterator[Fault]:
    first = context.first
    if first is None or first.node is None:
        return
    if TITLE.search(first.node.title) or first.code.startswith(BY_CODE):
        others = [d for d in context.sequenced if d.place > first.place]
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} is a manifestation and is never first; its underlying disease stands before it",
            "put the underlying disease first" if others else "add the underlying disease before it",
            move(first.place, others[0].place) if len(others) == 1 else (),
        )
