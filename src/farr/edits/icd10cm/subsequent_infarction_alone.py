"""A subsequent infarction without the first."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import having

ID = "ICD-045"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.9.e.4"
TRIGGERS = ("I22",)


def check(context: Context) -> Iterator[Fault]:
    firsts = [d for d in having(context, "I21") if d.code != "I21.A1"]
    for second in having(context, "I22"):
        if not firsts:
            message = f"{second.code} is used only with a code of I21 for the first infarction"
            yield Fault(second.where, (second.code,), message, "add the first infarction, or use I21 where there was none")
