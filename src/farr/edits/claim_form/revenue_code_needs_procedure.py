"""A revenue code of an outpatient bill without the procedure code that it needs."""

from collections.abc import Iterator

from farr.edits.billing import bill, graded
from farr.edits.context import Context, Fault
from farr.edits.lists import words

ID = "CLM-006"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Integrated Outpatient Code Editor edit 48; Medicare Claims Processing Manual, chapter 4, section 20"


def check(context: Context) -> Iterator[Fault]:
    if bill(context)[:2] not in ("13", "14"):
        return
    for place, line in enumerate(context.encounter.lines):
        code = line.revenue_code or ""
        if line.code or code[:3] not in words("claim_form", "revenue_with_procedure") or not line.charge:
            continue
        yield Fault(
            f"/lines/{place}",
            (code,),
            f"revenue code {code} on an outpatient bill needs a HCPCS code",
            "add the HCPCS code of the service",
            severity=graded(context),
        )
