"""An office visit code on a hospital's outpatient claim for Medicare."""

import datetime as dt
from collections.abc import Iterator

from farr.edits.billing import bill, billed, medicare
from farr.edits.context import Context, Fault

ID = "VIS-011"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Integrated Outpatient Code Editor edit 62; Medicare Claims Processing Manual, chapter 4, section 160"


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context) or bill(context)[:2] != "13":
        return
    for line in billed(context):
        if line.family.startswith("office") and (line.date is None or line.date >= dt.date(2014, 1, 1)):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} is not recognised on hospital outpatient claims for Medicare",
                "the hospital's clinic visit is G0463",
            )
