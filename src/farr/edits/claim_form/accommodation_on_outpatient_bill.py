"""Room and board on an outpatient bill."""

from collections.abc import Iterator

from farr.edits.billing import bill
from farr.edits.context import Context, Fault

ID = "CLM-008"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 25, section 75.4 and chapter 4, section 10"


def check(context: Context) -> Iterator[Fault]:
    if bill(context)[:2] not in ("12", "13", "14", "85", "22", "23", "71", "77"):
        return
    for place, line in enumerate(context.encounter.lines):
        code = line.revenue_code or ""
        if len(code) == 4 and "010" <= code[:3] <= "021" and line.charge:
            yield Fault(
                f"/lines/{place}/revenue_code",
                (code,),
                f"revenue code {code} is room and board, which an outpatient or Part B bill cannot carry",
                "correct the type of bill, or the revenue code: observation is 0762",
            )
