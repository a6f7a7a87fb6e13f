"""The same line twice on a claim."""

from collections.abc import Iterator

from farr.edits.billing import billed, professional
from farr.edits.context import Context, Fault

ID = "DUP-001"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = "Medicare Claims Processing Manual, chapter 1, section 120"


def check(context: Context) -> Iterator[Fault]:
    lines = billed(context)
    if len(lines) < 2 or len({line.code for line in lines}) == len(lines):
        return
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        own = line.line
        key = (
            line.code, tuple(sorted(line.modifiers)), line.date, line.through, own.units, own.anesthesia_minutes, own.charge,
            line.provider, own.place_of_service, own.revenue_code, own.drug and own.drug.ndc, own.description,
            own.pick_up, own.drop_off,
        )  # fmt: skip
        first = seen.setdefault(key, line.place)
        if first != line.place:
            yield Fault(
                line.where,
                (line.code,),
                f"{line.code} stands twice with the same day, modifiers, units and charge (line {first + 1} is the other)",
                "remove one; a service that was rendered twice is told by its units, or by modifier 76, 77, 91 or 59",
                remove_line(line.place),
                severity="error" if professional(context) else "warning",
            )


def remove_line(place: int) -> tuple[dict[str, object], ...]:
    """The patch that removes a line."""
    return ({"op": "remove", "path": f"/lines/{place}"},)
