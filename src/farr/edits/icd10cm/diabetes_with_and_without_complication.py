"""Diabetes without complications beside a complication."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault, remove
from farr.edits.sequence import having

ID = "ICD-040"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.4.a"
TRIGGERS = ("E08.9", "E09.9", "E10.9", "E11.9", "E13.9")


def check(context: Context) -> Iterator[Fault]:
    for plain in having(context, "E08.9", "E09.9", "E10.9", "E11.9", "E13.9"):
        other = next((d for d in having(context, plain.code[:3]) if d.code != plain.code), None)
        if other is not None:
            message = f"{plain.code} says without complications, {other.code} says with one"
            yield Fault(plain.where, (plain.code, other.code), message, f"remove {plain.code}", remove(plain.place))
