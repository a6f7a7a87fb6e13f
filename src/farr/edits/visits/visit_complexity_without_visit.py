"""The visit complexity add-on without its visit."""

import datetime as dt
from collections.abc import Iterator

from farr.edits.billing import billed, codes_of, same_provider
from farr.edits.context import Context, Fault

ID = "VIS-009"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Physician Fee Schedule final rules for 2024 (88 FR 78818) and 2026"
BASES = ("office", "home")
HOME_FROM = dt.date(2026, 1, 1)


def check(context: Context) -> Iterator[Fault]:
    if "G2211" not in codes_of(context):
        return
    lines = billed(context)
    for line in lines:
        if line.code != "G2211":
            continue
        bases = BASES if line.date and line.date >= HOME_FROM else BASES[:1]
        if not any(other.family.startswith(bases) and other.date == line.date and same_provider(line, other) for other in lines):
            yield Fault(
                line.where,
                ("G2211",),
                "G2211 adds to an office visit (from 2026 also a home visit) of the same day, and none is billed",
                "bill it beside 99202 to 99215 (from 2026 also 99341 to 99350), else remove it",
            )
