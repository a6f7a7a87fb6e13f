"""Two codes that the Tabular List says cannot be coded together."""

from collections.abc import Iterator

from farr.edits.context import Coded, Context, Fault
from farr.edits.targets import note_targets

ID = "ICD-014"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.A.12.a; Tabular List, Excludes1"


def check(context: Context) -> Iterator[Fault]:
    listed = context.sequenced
    for index, second in enumerate(listed):
        for first in listed[:index]:
            origin = _note_between(context, first, second) or _note_between(context, second, first)
            if origin and first.code != second.code:
                yield Fault(
                    second.where,
                    (first.code, second.code),
                    f"{first.code} and {second.code} exclude each other (Excludes1 note at {origin}); both may stand only "
                    "where the record shows that the two conditions are unrelated",
                    "keep the code that the record supports, or document that the conditions are unrelated",
                    source=f"{context.tables.release} ICD-10-CM Tabular, {origin} Excludes1",
                )


def _note_between(context: Context, holder: Coded, other: Coded) -> str | None:
    """The node whose Excludes1 note, in force for ``holder``, names ``other``."""
    notes = note_targets(context.tables, "excludes1")
    path = [*(node.code for node in context.tables.ancestors(holder.code)), holder.code]
    above = {node.code for node in context.tables.ancestors(other.code)} | {other.code}
    for origin in path:
        for target in notes.get(origin, ()):
            if target.holds(other.code) and origin not in above:
                return origin
    return None
