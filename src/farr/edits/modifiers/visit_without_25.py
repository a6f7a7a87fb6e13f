"""A visit beside a procedure of the day without modifier 25 or 57."""

from collections.abc import Iterator

from farr.edits.billing import billed, same_provider
from farr.edits.context import Context, Fault

ID = "MOD-030"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = (
    "NCCI Policy Manual for Medicare Services, chapter I, section D; Medicare Claims Processing Manual, chapter "
    "12, section 30.6.6"
)
VISITS = ("office", "home", "emergency", "preventive", "consultation, office")
EXCUSING = ("25", "57", "24", "27")
SMALL = ("36415", "36416", "51798")


def check(context: Context) -> Iterator[Fault]:
    lines = billed(context)
    if len(lines) < 2:
        return
    for line in lines:
        if not line.family.startswith(VISITS) or line.code == "99211" or line.has(*EXCUSING):
            continue
        done = next(
            (o for o in lines if o.kind == "surgery" and o.code not in SMALL and o.date == line.date and same_provider(line, o)),
            None,
        )
        if done is not None and not done.has("80", "81", "82", "AS", "54", "55", "56"):
            yield Fault(
                line.where,
                (line.code, done.code),
                f"{line.code} and {done.code} on one day: the visit needs 25 (or 57) where it was separate from the procedure",
                "add 25 where the record shows a separate visit; the decision to do a minor procedure is part of it",
            )
