"""An external cause in first place."""

import re
from collections.abc import Iterator

from farr.edits.context import Context, Fault, move

ID = "ICD-022"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.20; Medicare Code Editor edit 2, Outpatient Code Editor edit 5"


def check(context: Context) -> Iterator[Fault]:
    first = context.first
    if first is not None and re.match(r"[VWXY]\d", first.code):
        other = next((d for d in context.sequenced if not re.match(r"[VWXY]\d", d.code)), None)
        yield Fault(
            first.where,
            (first.code,),
            f"{first.code} says how an injury came about and is never first",
            f"put the condition first ({other.code})" if other else "add the condition that it caused before it",
            move(other.place, first.place) if other else (),
        )
