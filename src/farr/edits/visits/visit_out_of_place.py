"""A visit code in a place where such visits do not happen."""

from collections.abc import Iterator

from farr.edits.billing import billed, professional
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "VIS-008"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6; place of service code set"


def check(context: Context) -> Iterator[Fault]:
    if not professional(context):
        return
    for line in billed(context):
        place = line.line.place_of_service
        if not place or not line.family:
            continue
        for family, wrong, doubtful in rows("visits", "places"):
            if line.family.startswith(family) and (place in wrong.split() or place in doubtful.split()):
                yield Fault(
                    f"{line.where}/place_of_service",
                    (line.code, place),
                    f"{line.code} ({line.family}) at place of service {place}",
                    "correct the place of service, or choose the visit code of the place",
                    severity="error" if place in wrong.split() else "warning",
                )
