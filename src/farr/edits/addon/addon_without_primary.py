"""An add-on code without any of its primary codes."""

from collections.abc import Iterator

from farr.edits.add_ons import lonely
from farr.edits.billing import graded
from farr.edits.context import Context, Fault

ID = "ADD-001"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI add-on code edits (type 1)"


def check(context: Context) -> Iterator[Fault]:
    for line, edit in lonely(context):
        if edit.type == "1":
            shown = ", ".join(edit.primaries[:6]) + (" ..." if len(edit.primaries) > 6 else "")
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} adds to another service of the day ({shown}), and none is billed",
                "add the primary service where it was rendered, else remove the add-on",
                severity=graded(context),
                source=f"{SOURCE}, {line.code}",
            )
