"""A modifier of visits on a code that is no visit."""

from collections.abc import Iterator

from farr.edits.billing import billed, is_visit, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-005"
SEVERITY = "error"
STAGE = "coding"
SOURCE = (
    "NCCI Policy Manual for Medicare Services, chapter I, sections D and E; Medicare Claims Processing Manual, "
    "chapter 12, section 30.6"
)
VISIT_MODIFIERS = frozenset(("24", "25", "57", "AI", "FS"))
NO_VISITS = frozenset(
    ("surgery", "radiology", "laboratory", "anesthesia", "ambulance", "equipment", "drug", "orthotic", "medicine")
)


def check(context: Context) -> Iterator[Fault]:
    if VISIT_MODIFIERS.isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if modifier in VISIT_MODIFIERS and line.kind in NO_VISITS and not is_visit(line.code):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} belongs to a visit, and {line.code} is none",
                    "put it on the visit of the day, where there is one and the record supports it; else remove it",
                    severity="warning" if line.kind == "medicine" else "error",
                )
