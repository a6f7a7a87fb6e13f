"""A code whose limit in this setting is zero."""

from collections.abc import Iterator

from farr.edits.billing import graded
from farr.edits.context import Context, Fault
from farr.edits.unit_limits import cited_limit, limited

ID = "MUE-004"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medically Unlikely Edits; NCCI Policy Manual for Medicare Services, chapter I, section V (value 0)"


def check(context: Context) -> Iterator[Fault]:
    for line, limit in limited(context):
        if limit.value == 0 and not line.has("GY", "GZ"):
            yield Fault(
                line.where,
                (line.code,),
                f"the limit of {line.code} in this setting is 0 units: it is not paid here",
                "choose the code that this setting reports, or leave the line out",
                severity=graded(context),
                source=cited_limit(context, line),
            )
