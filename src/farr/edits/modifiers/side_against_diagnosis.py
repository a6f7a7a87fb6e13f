"""A procedure on one side for a diagnosis of the other."""

import functools
import re
from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-014"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines, I.B.13; NCCI Policy Manual for Medicare Services, chapter I, section E"
SIDES = {
    "RT": "right", "LT": "left",
    **dict.fromkeys(("FA", "F1", "F2", "F3", "F4", "TA", "T1", "T2", "T3", "T4", "E1", "E2"), "left"),
    **dict.fromkeys(("F5", "F6", "F7", "F8", "F9", "T5", "T6", "T7", "T8", "T9", "E3", "E4"), "right"),
}  # fmt: skip
SIDE = re.compile(r"\b(right|left|bilateral)\b")


@functools.lru_cache(maxsize=1 << 15)
def side_of(title: str) -> str:
    """``right``, ``left`` or ``bilateral`` where a title tells exactly one of them."""
    found = set(SIDE.findall(title.lower()))
    return found.pop() if len(found) == 1 else ""


def check(context: Context) -> Iterator[Fault]:
    if SIDES.keys().isdisjoint(modifiers_of(context)):
        return
    by_place = {diagnosis.place + 1: diagnosis for diagnosis in context.valid}
    for line in billed(context):
        sides = {SIDES[modifier] for modifier in line.modifiers if modifier in SIDES}
        if len(sides) != 1:
            continue
        pointed = [by_place[p] for p in line.line.diagnosis_pointers if p in by_place]
        told = [(d.code, side) for d in pointed if d.node is not None and (side := side_of(d.node.title))]
        if told and all(side not in ("bilateral", *sides) for _, side in told) and len(told) == len(pointed):
            side = sides.pop()
            yield Fault(
                line.where,
                (line.code, *(code for code, _ in told)),
                f"the modifier says {side}, and the diagnoses that the line points to say the other side",
                "correct the modifier, the diagnosis or the pointer from the record",
            )
