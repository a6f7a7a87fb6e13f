"""Spinal manipulation for Medicare without the modifier of active treatment."""

from collections.abc import Iterator

from farr.edits.billing import billed, medicare
from farr.edits.context import Context, Fault

ID = "MOD-024"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 220"


def check(context: Context) -> Iterator[Fault]:
    if not medicare(context):
        return
    for line in billed(context):
        if line.code in ("98940", "98941", "98942") and not line.has("AT", "GY", "GZ", "GA"):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} without AT is denied as maintenance",
                "add AT where the treatment is active or corrective; GA where it is maintenance and a notice was signed",
            )
