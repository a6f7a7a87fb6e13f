"""The stage of kidney disease contradicts the code of the hypertension."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault
from farr.edits.sequence import having

ID = "ICD-042"
SEVERITY = "error"
STAGE = "coding"
SOURCE = "ICD-10-CM Tabular List FY2026, titles of I12 and I13; Official Guidelines I.C.9.a.2"
TRIGGERS = ("I12.0", "I12.9", "I13.0", "I13.1", "I13.2")


def check(context: Context) -> Iterator[Fault]:
    stages = having(context, "N18")
    for holder in having(context, *TRIGGERS):
        late = holder.code in ("I12.0", "I13.11", "I13.2")
        if stages and not any((stage.code in ("N18.5", "N18.6")) == late for stage in stages):
            said = "stage 5 or end stage" if late else "a stage below 5"
            yield Fault(
                holder.where,
                (holder.code, stages[0].code),
                f"{holder.code} is for {said}, {stages[0].code} is another stage",
                "use the code of I12 or I13 that fits the documented stage",
            )
