"""A therapy revenue code without its discipline's modifier."""

from collections.abc import Iterator

from farr.edits.billing import bill, billed, payer_kind, professional
from farr.edits.context import Context, Fault

ID = "MOD-010"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 5, sections 20.1 and 40.2"
DISCIPLINES = {"042": "GP", "043": "GO", "044": "GN"}


def check(context: Context) -> Iterator[Fault]:
    if professional(context) or bill(context)[:2] in ("11", "21", "32", "18"):
        return
    for line in billed(context):
        wanted = DISCIPLINES.get((line.line.revenue_code or "")[:3])
        if wanted and wanted not in line.modifiers:
            yield Fault(
                line.where,
                (line.code, line.line.revenue_code or ""),
                f"revenue code {line.line.revenue_code} needs modifier {wanted} on the line",
                f"add {wanted}, or correct the revenue code",
                severity="error" if payer_kind(context) == "medicare" else "warning",
            )
