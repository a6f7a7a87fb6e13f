"""Anesthesia without the role of who gave it."""

from collections.abc import Iterator

from farr.edits.billing import billed, payer_kind, professional
from farr.edits.context import Context, Fault

ID = "MOD-016"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 12, section 50"
ROLES = ("AA", "AD", "QK", "QX", "QY", "QZ")
EXEMPT = ("01996", "01999")


def check(context: Context) -> Iterator[Fault]:
    if not professional(context):
        return
    for line in billed(context):
        if line.kind == "anesthesia" and line.code not in EXEMPT and not line.has(*ROLES):
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} needs a modifier for the role of who gave the anesthesia",
                "AA, AD, QK or QY for the physician, QX or QZ for the nurse anesthetist",
                severity="error" if payer_kind(context) == "medicare" else "warning",
            )
