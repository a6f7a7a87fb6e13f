"""More units on a day than clinical data make likely."""

from collections.abc import Iterator

from farr.edits.billing import graded
from farr.edits.context import Context, Fault
from farr.edits.unit_limits import by_day, cited_limit

ID = "MUE-003"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = (
    "CMS, Medically Unlikely Edits; NCCI Policy Manual for Medicare Services, chapter I, section V (adjudication indicator 3)"
)


def check(context: Context) -> Iterator[Fault]:
    for lines, limit, units in by_day(context, "3"):
        if limit.value > 0:
            yield Fault(
                f"{lines[-1].where}/units",
                (limit.code,),
                f"{units} units of {limit.code} on one day over {len(lines)} line(s); above {limit.value} all are denied first",
                "verify the units; where they are right and necessary, keep the record at hand for the appeal",
                severity=graded(context),
                source=cited_limit(context, lines[-1]),
            )
