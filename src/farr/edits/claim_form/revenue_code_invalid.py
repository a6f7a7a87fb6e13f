"""A revenue code that cannot be one."""

from collections.abc import Iterator

from farr.edits.billing import professional
from farr.edits.context import Context, Fault

ID = "CLM-005"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "NUBC revenue codes; Medicare Claims Processing Manual, chapter 25, section 75.4 (form locator 42)"


def check(context: Context) -> Iterator[Fault]:
    if professional(context):
        return
    for place, line in enumerate(context.encounter.lines):
        code = line.revenue_code
        if not code:
            continue
        if not (len(code) == 4 and code.isascii() and code.isdigit()):
            yield Fault(
                f"/lines/{place}/revenue_code",
                (code,),
                "a revenue code has four digits, a leading 0 included",
                "give all four digits",
            )
            continue
        known = context.table("revenue-codes", context.date)
        if known is not None and known.complete and not known.has(code, line.date or context.date):
            yield Fault(
                f"/lines/{place}/revenue_code",
                (code,),
                f"{code} is not in the list of revenue codes on this date",
                "choose the revenue code of the department and service",
            )
