"""A visit code that was deleted before the day of service."""

import datetime as dt
from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "VIS-004"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "CPT code changes for 2021 and 2023 as adopted in the Medicare Physician Fee Schedule"


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if line.date is None or line.code[:2] != "99":
            continue
        for first, last, deleted, instead in rows("visits", "deleted"):
            if first <= line.code <= last and line.date >= dt.date.fromisoformat(deleted):
                yield Fault(
                    line.where,
                    (line.code,),
                    f"{line.code} was deleted on {deleted}, before the day of service",
                    f"report {instead}",
                )
