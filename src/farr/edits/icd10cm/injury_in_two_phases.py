"""The same injury in two phases of care."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import having

ID = "ICD-047"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.19.a"
TRIGGERS = ("S",)


def check(context: Context) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    for injury in having(context, *TRIGGERS):
        other = seen.setdefault(injury.code[:-1], injury.code) if len(injury.code) == 8 else injury.code
        if other != injury.code:
            message = f"{other} and {injury.code} are one injury in two phases of care"
            yield Fault(injury.where, (other, injury.code), message, "keep the code of the phase of this encounter")
