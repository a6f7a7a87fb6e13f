"""A claim beyond the payer's time for filing."""

import datetime as dt
from collections.abc import Iterator

from farr.edits import billing
from farr.edits.billing import medicare, payer_kind, professional
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "COV-009"
SEVERITY = "error"
STAGE = "claim"
SOURCE = "42 CFR 424.44; Medicare Claims Processing Manual, chapter 1, section 70"
NEAR = 15


def check(context: Context) -> Iterator[Fault]:
    encounter = context.encounter
    limit = next((int(months) for kind, months in rows("coverage", "timely_filing") if kind == payer_kind(context)), None)
    if limit is None or (encounter.frequency or "1") != "1" or encounter.delay_reason:
        return
    started = encounter.from_ if professional(context) else encounter.through
    if started is None:
        return
    left = (months_after(started, limit) - billing.today()).days
    if left < 0:
        yield Fault(
            "/from" if professional(context) else "/through",
            (),
            f"the payer takes claims for {limit} months after the service, and {-left} more days have passed",
            "file with the reason for the delay (delay_reason) where an exception holds; else write it off",
            severity="error" if medicare(context) else "warning",
        )
    elif left <= NEAR:
        yield Fault(
            "/from" if professional(context) else "/through", (), f"{left} days are left to file this claim", "send it now",
            severity="warning",
        )  # fmt: skip


def months_after(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or the first day of the month behind it where there is none."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return dt.date(day.year + year, month + 1, day.day)
    except ValueError:
        return dt.date(day.year + year, month + 2, 1)
