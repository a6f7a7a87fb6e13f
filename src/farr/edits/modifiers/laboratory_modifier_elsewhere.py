"""A laboratory modifier on another service."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-018"
SEVERITY = "error"
STAGE = "coding"
SOURCE = (
    "Medicare Claims Processing Manual, chapter 16, section 100.5; NCCI Policy Manual for Medicare Services, chapter I, section E"
)
LABORATORY = frozenset(("90", "91", "QW", "92"))
OTHERS = ("visit", "surgery", "radiology", "anesthesia", "equipment", "drug", "ambulance", "orthotic")


def check(context: Context) -> Iterator[Fault]:
    if LABORATORY.isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        if line.kind in OTHERS:
            for at, modifier in enumerate(line.modifiers):
                if modifier in LABORATORY:
                    yield Fault(
                        f"{line.where}/modifiers/{at}",
                        (line.code, modifier),
                        f"modifier {modifier} is for laboratory tests, and {line.code} is none",
                        "remove it; a repeated procedure carries 76 or 77",
                    )
