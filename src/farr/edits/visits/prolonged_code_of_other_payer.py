"""CPT's prolonged service code for Medicare."""

from collections.abc import Iterator

from farr.edits.billing import billed, codes_of, medicare
from farr.edits.context import Context, Fault

ID = "VIS-006"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 30.6.15"
INSTEAD = {"99417": "G2212 (office) or G0318 (home)", "99418": "G0316 (hospital) or G0317 (nursing facility)"}


def check(context: Context) -> Iterator[Fault]:
    if not INSTEAD.keys() & codes_of(context) or not medicare(context):
        return
    for line in billed(context):
        if line.code in INSTEAD:
            yield Fault(
                line.where,
                (line.code,),
                f"Medicare does not pay {line.code}; it has prolonged service codes of its own, with later starts",
                f"report {INSTEAD[line.code]} where the minutes reach it, else nothing",
            )
