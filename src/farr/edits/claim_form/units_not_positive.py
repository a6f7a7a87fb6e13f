"""Units of zero or less."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "CLM-010"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "ASC X12N 005010X222A1 SV104 and 005010X223A2 SV205"


def check(context: Context) -> Iterator[Fault]:
    for place, line in enumerate(context.encounter.lines):
        if line.units is not None and line.units <= 0 and not line.anesthesia_minutes:
            if line.units == 0 and not line.charge:
                continue
            yield Fault(
                f"/lines/{place}/units",
                (line.code or line.revenue_code or "",),
                f"{line.units} units: a service is billed with more than none",
                "give the number of services, or remove the line",
            )
