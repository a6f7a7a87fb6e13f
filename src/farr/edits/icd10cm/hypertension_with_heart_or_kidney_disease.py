"""Hypertension, and apart from it a disease that it is presumed to cause."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import having

ID = "ICD-041"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.C.9.a.1 to a.3"
TRIGGERS = ("I10",)


def check(context: Context) -> Iterator[Fault]:
    causes = having(context, "I50", "N18")
    for plain in having(context, "I10"):
        if causes and not having(context, "I11", "I12", "I13", "I15"):
            heart = any(d.code.startswith("I50") for d in causes)
            kidney = any(d.code.startswith("N18") for d in causes)
            family = "I13" if heart and kidney else "I11" if heart else "I12"
            yield Fault(
                plain.where,
                (plain.code, *(d.code for d in causes)),
                f"hypertension beside {causes[0].code} is presumed to be related to it ({family}.-)",
                f"use a code of {family}, unless the record says that the two are unrelated",
            )
