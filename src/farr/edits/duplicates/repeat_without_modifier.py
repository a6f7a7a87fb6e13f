"""The same service again on a day without a word on why."""

from collections.abc import Iterator
from itertools import combinations

from farr.edits.billing import billed, professional, same_provider
from farr.edits.context import Context, Fault

ID = "DUP-002"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = (
    "Medicare Claims Processing Manual, chapter 1, section 120; NCCI Policy Manual for Medicare Services, chapter I, section E"
)
REPEATS = frozenset((
    "76", "77", "91", "59", "XE", "XP", "XS", "XU", "25", "27", "50", "RT", "LT", "E1", "E2", "E3", "E4", "FA",
    "F1", "F2", "F3", "F4", "F5", "F6", "F7", "F8", "F9", "TA", "T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8",
    "T9", "LC", "LD", "LM", "RC", "RI", "26", "TC", "JW", "JZ", "GA", "GY", "GZ", "80", "81", "82", "AS", "62",
    "78", "79", "58", "51",
))  # fmt: skip
TIMED = ("visit", "anesthesia", "ambulance", "equipment", "drug", "orthotic")


def check(context: Context) -> Iterator[Fault]:
    lines = billed(context)
    if len(lines) < 2 or len({line.code for line in lines}) == len(lines) or not professional(context):
        return
    for a, b in combinations(lines, 2):
        if a.code != b.code or a.date != b.date or not same_provider(a, b) or a.kind in TIMED or a.kind == "":
            continue
        if REPEATS.intersection(a.modifiers) or REPEATS.intersection(b.modifiers) or set(a.modifiers) != set(b.modifiers):
            continue
        if a.line.charge == b.line.charge and a.line.units == b.line.units:
            continue  # told as a duplicate line
        yield Fault(
            b.where,
            (b.code,),
            f"{b.code} stands twice on one day with other units or charges (line {a.place + 1} is the other)",
            "join the lines with the units of both, or add the modifier that says why (76, 77, 91, 59 or a side)",
        )
