"""A place of service that is not in the code set."""

from collections.abc import Iterator

from farr.edits.billing import professional
from farr.edits.context import Context, Fault

ID = "CLM-003"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Place of Service Code Set"


def check(context: Context) -> Iterator[Fault]:
    if not professional(context):
        return
    for line in context.encounter.lines:
        if line.place_of_service:
            break
    else:
        return
    known = context.table("place-of-service", context.date)
    if known is None:
        return
    for place, line in enumerate(context.encounter.lines):
        code = line.place_of_service
        if code and not known.has(code, line.date or context.date):
            yield Fault(
                f"/lines/{place}/place_of_service",
                (code,),
                f"place of service {code} is not in the code set on the day of service",
                "give the two digits of the place where the patient was",
            )
