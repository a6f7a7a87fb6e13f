"""Hospital observation codes on a bill that cannot carry them."""

from collections.abc import Iterator

from farr.edits.billing import bill, billed, codes_of
from farr.edits.context import Context, Fault

ID = "VIS-014"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Integrated Outpatient Code Editor edits 53 and 58; Medicare Claims Processing Manual, chapter 4, section 290"


def check(context: Context) -> Iterator[Fault]:
    codes = codes_of(context)
    if "G0378" not in codes and "G0379" not in codes:
        return
    allowed = bill(context)[:2] in ("13", "85")
    for line in billed(context):
        if line.code not in ("G0378", "G0379"):
            continue
        if not allowed:
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} is reported on hospital outpatient bills (013x, 085x) only",
                "correct the type of bill; a physician reports a hospital visit code",
            )
        elif line.code == "G0379" and "G0378" not in codes:
            yield Fault(
                line.where,
                ("G0379",),
                "G0379 (direct referral for observation) needs the observation hours, G0378, on the same claim",
                "add G0378 with its hours",
            )
