"""A normal delivery that was not."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import having

ID = "ICD-043"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.15.n"
TRIGGERS = ("O80",)


def check(context: Context) -> Iterator[Fault]:
    for normal in having(context, "O80"):
        against = next((d for d in having(context, "O", "Z37") if d.code not in ("O80", "Z37.0")), None)
        if against is not None:
            message = f"O80 is for an uncomplicated delivery of one liveborn child; {against.code} says otherwise"
            yield Fault(normal.where, (normal.code, against.code), message, "remove O80 and keep what complicated the delivery")
