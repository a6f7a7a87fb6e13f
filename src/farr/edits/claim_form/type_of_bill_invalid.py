"""A type of bill that does not exist."""

import re
from collections.abc import Iterator

from farr.edits.billing import professional
from farr.edits.context import Context, Fault

ID = "CLM-004"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 25, section 75.1 (form locator 4)"
TYPES = re.compile(r"0?(1[1-8]|2[1-358]|3[2-4]|4[1-3]|6[56]|7[1-79]|8[1-79])[0-9A-Z]")
SHAPE = re.compile(r"0?[1-8][1-9][0-9A-Z]")
FREQUENCIES = frozenset("0123456789ABCDEFGHIJKMPQXYZ")


def check(context: Context) -> Iterator[Fault]:
    code = context.encounter.type_of_bill
    if not code or professional(context):
        return
    code = code.strip().upper()
    if not SHAPE.fullmatch(code):
        why = "expected four digits, the first 0: kind of facility, bill classification, frequency"
    elif code[-1] not in FREQUENCIES:
        why = f"{code[-1]} is no frequency code"
    elif not TYPES.fullmatch(code):
        yield Fault(
            "/type_of_bill",
            (code,),
            f"type of bill {code}: this kind of facility and classification are unusual together",
            "compare with the facility's usual bills",
            severity="warning",
        )
        return
    else:
        return
    yield Fault(
        "/type_of_bill", (code,), f"type of bill {code}: {why}", "correct it; 0111 is an inpatient, 0131 an outpatient bill"
    )
