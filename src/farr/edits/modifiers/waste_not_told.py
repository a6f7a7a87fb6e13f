"""A drug for Medicare without a word on waste."""

import datetime as dt
from collections.abc import Iterator

from farr.edits.billing import billed, medicare
from farr.edits.context import Context, Fault

ID = "MOD-013"
SEVERITY = "info"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 17, section 40"
FROM = dt.date(2023, 7, 1)


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context):
        return
    lines = billed(context)
    for line in lines:
        if line.kind != "drug" or line.has("JW", "JZ", "GY", "GZ", "GA") or (line.date and line.date < FROM):
            continue
        if not any(o.code == line.code and o.date == line.date and o.has("JW") for o in lines):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code}: from a single-dose container it needs JZ (nothing discarded) or a line with JW",
                "add JZ or the JW line; a drug from a multiple-dose container needs neither",
            )
