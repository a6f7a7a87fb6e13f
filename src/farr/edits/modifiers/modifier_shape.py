"""A modifier that cannot be one."""

import re
from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault

ID = "MOD-001"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ASC X12N 005010X222A1 SV101-3 to -6; CPT and HCPCS modifiers have two characters"
SHAPE = re.compile(r"[0-9A-Z]{2}")


def check(context: Context) -> Iterator[Fault]:
    for modifier in modifiers_of(context):
        if not SHAPE.fullmatch(modifier):
            break
    else:
        return
    for line in billed(context):
        for at, modifier in enumerate(line.modifiers):
            if not SHAPE.fullmatch(modifier):
                yield Fault(
                    f"{line.where}/modifiers/{at}", (line.code,), "a modifier has two letters or digits", "correct or remove it"
                )
