"""An informational modifier before one that decides the payment."""

from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-029"
SEVERITY = "info"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 26, section 10.4 (item 24D)"
PRICING = frozenset((
    "22", "26", "TC", "50", "51", "52", "53", "54", "55", "56", "62", "66", "73", "74", "78", "80", "81", "82",
    "AS", "AA", "AD", "QK", "QX", "QY", "QZ",
))  # fmt: skip
INFORMATIONAL = frozenset((
    "GA", "GX", "GY", "GZ", "GC", "GE", "KX", "QS", "G8", "G9", "P1", "P2", "P3", "P4", "P5", "P6", "CR", "CS",
    "Q5", "Q6", "GV", "GW", "ET", "RT", "LT", "59", "XE", "XP", "XS", "XU",
))  # fmt: skip


def check(context: Context) -> Iterator[Fault]:
    if PRICING.isdisjoint(modifiers_of(context)):
        return
    for line in billed(context):
        if len(line.modifiers) < 2:
            continue
        for at, modifier in enumerate(line.modifiers):
            if modifier in PRICING and any(before in INFORMATIONAL for before in line.modifiers[:at]):
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, modifier),
                    f"modifier {modifier} decides the payment and stands behind one that informs",
                    "put modifiers that decide the payment first",
                )
                break
