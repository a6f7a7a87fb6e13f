"""More units on a line than are likely."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.unit_limits import cited_limit, daily_units, limited

ID = "MUE-001"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = (
    "CMS, Medically Unlikely Edits; NCCI Policy Manual for Medicare Services, chapter I, section V (adjudication indicator 1)"
)


def check(context: Context) -> Iterator[Fault]:
    for line, limit in limited(context):
        if limit.indicator == "1" and limit.value > 0 and daily_units(line) > limit.value:
            yield Fault(
                f"{line.where}/units",
                (line.code,),
                f"{daily_units(line)} units of {line.code} a day on one line; the limit of a line is {limit.value}",
                "verify the units; what exceeds the limit goes on a line of its own with the modifier that says why",
                source=cited_limit(context, line),
            )
