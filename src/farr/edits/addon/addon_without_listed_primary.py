"""An add-on code without one of the primary codes that are listed for it."""

from collections.abc import Iterator

from farr.edits.add_ons import lonely
from farr.edits.context import Context, Fault

ID = "ADD-003"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI add-on code edits (type 3)"


def check(context: Context) -> Iterator[Fault]:
    for line, edit in lonely(context):
        if edit.type == "3":
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} adds to another service of the day, and none listed ({', '.join(edit.primaries[:6])}) is billed",
                "verify the primary; the contractor may take others than those listed",
                source=f"{SOURCE}, {line.code}",
            )
