"""An add-on code with nothing that it could add to."""

from collections.abc import Iterator

from farr.edits.add_ons import lonely
from farr.edits.context import Context, Fault

ID = "ADD-002"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "CMS, Medicare NCCI add-on code edits (type 2)"


def check(context: Context) -> Iterator[Fault]:
    for line, edit in lonely(context):
        if edit.type == "2":
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} is an add-on code, and no other service of the provider is billed for the day",
                "add the service that it adds to; the contractor decides which ones count",
                source=f"{SOURCE}, {line.code}",
            )
