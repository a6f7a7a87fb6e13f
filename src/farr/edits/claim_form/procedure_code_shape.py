"""A procedure code that cannot be one."""

import re
from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "CLM-026"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "CPT and HCPCS Level II code formats (45 CFR 162.1002)"
SHAPE = re.compile(r"\d{5}|\d{4}[AFMTU]|[A-V]\d{4}")


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if line.line.code_type == "HC" and not SHAPE.fullmatch(line.code):
            yield Fault(
                f"{line.where}/code",
                (line.code,),
                f"{line.code[:8]} is no CPT or HCPCS code: five digits, or four and F, M, T, U or A, or a letter and four digits",
                "give the code without modifiers, blanks or descriptions",
            )
