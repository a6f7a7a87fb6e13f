"""A pregnancy code behind a condition of another chapter."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault, move
from farr.edits.sequence import having

ID = "ICD-044"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.15.a.1"
TRIGGERS = ("O",)


def check(context: Context) -> Iterator[Fault]:
    first = context.first
    pregnant = having(context, "O")
    if first is not None and pregnant and not first.code.startswith(("O", "S", "T", "V", "W", "X", "Y", "Z", "P")):
        message = f"{pregnant[0].code} goes before {first.code}: chapter 15 codes take priority"
        move_it = move(pregnant[0].place, first.place)
        yield Fault(pregnant[0].where, (pregnant[0].code, first.code), message, f"put {pregnant[0].code} first", move_it)
