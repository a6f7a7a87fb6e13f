"""A HCPCS Level II code that is not in force on the day of service."""

from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "CLM-027"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "CMS, HCPCS Level II quarterly update"


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if not ("A" <= line.code[:1] <= "V") or line.code[0] == "D" or len(line.code) != 5 or line.date is None:
            continue
        known = context.table("hcpcs", line.date)
        if known is None:
            return
        entries = known.rows(line.code)
        if not known.has(line.code, line.date):
            ended = entries[-1].effective_to if entries else ""
            why = f"ended on {ended}" if ended and ended < line.date.isoformat() else "is not in force"
            yield Fault(
                f"{line.where}/code",
                (line.code,),
                f"{line.code} {why if entries else 'is not in HCPCS Level II'} on the day of service",
                "look up what took its place; there is no period of grace",
                source=f"CMS, HCPCS Level II {known.release}, {line.code}",
            )
