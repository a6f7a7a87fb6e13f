"""A consultation code for Medicare."""

import datetime as dt
from collections.abc import Iterator

from farr.edits.billing import billed, medicare
from farr.edits.context import Context, Fault

ID = "VIS-003"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.10"


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context):
        return
    for line in billed(context):
        if line.family.startswith("consultation") and (line.date is None or line.date >= dt.date(2010, 1, 1)):
            yield Fault(
                line.where,
                (line.code,),
                f"Medicare does not pay consultation codes ({line.code})",
                "report the visit code of the place: office, hospital or nursing facility, by the level that the record supports",
            )
