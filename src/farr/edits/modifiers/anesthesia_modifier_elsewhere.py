"""An anesthesia modifier on another service."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-017"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 50"
STATUS = ("P1", "P2", "P3", "P4", "P5", "P6")
ALL = frozenset(("AA", "AD", "QK", "QX", "QY", "QZ", "QS", "G8", "G9", "23", *STATUS))
OTHERS = ("visit", "radiology", "laboratory", "surgery", "equipment", "drug", "ambulance")


def check(context: Context) -> Iterator[Fault]:
    if ALL.isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        if line.kind not in OTHERS:
            continue
        for at, modifier in enumerate(line.modifiers):
            if modifier in ALL:
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} is for anesthesia, and {line.code} is none",
                    "remove it, or bill the anesthesia code",
                    severity="error" if modifier in STATUS else "warning",
                )
