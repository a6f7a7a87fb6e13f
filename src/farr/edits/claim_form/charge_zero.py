"""A service without a charge."""

import re
from collections.abc import Iterator

from farr.edits.billing import billed, professional
from farr.edits.context import Context, Fault

ID = "CLM-017"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 26, section 10.4 (item 24F)"
FREE = re.compile(r"\d{4}F|G\d{4}|M\d{4}|[A-V]9999")


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if line.line.charge is not None and line.line.charge == 0 and professional(context) and not FREE.fullmatch(line.code):
            yield Fault(
                f"{line.where}/charge",
                (line.code,),
                f"{line.code} is billed with a charge of zero; many payers reject the line",
                "give the charge, or a cent where the payer asks for one",
            )
