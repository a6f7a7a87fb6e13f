"""An interim bill with a discharge, or a final bill without."""

from collections.abc import Iterator

from farr.edits.billing import bill
from farr.edits.context import Context, Fault

ID = "CLM-025"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 3, section 10 and chapter 25, section 75.1"


def check(context: Context) -> Iterator[Fault]:
    code = bill(context)
    admission = context.encounter.admission
    status = admission.discharge_status if admission else None
    if code[:2] != "11" or not status:
        return
    if code[2:3] in ("2", "3") and status != "30":
        yield Fault(
            "/admission/discharge_status", (status,), f"type of bill 0{code} is interim, and status {status} is a discharge",
            "status 30 (still a patient), or a type of bill that ends the stay",
        )  # fmt: skip
    elif code[2:3] in ("1", "4") and status == "30":
        yield Fault(
            "/admission/discharge_status", (status,), f"type of bill 0{code} ends the stay, and status 30 says still a patient",
            "the status of the discharge, or an interim type of bill",
        )  # fmt: skip
