"""A modifier twice on a line."""

from collections.abc import Iterator

from farr.edits.billing import billed
from farr.edits.context import Context, Fault

ID = "MOD-003"
SEVERITY = "warning"
STAGE = "pre-bill"
SOURCE = "NCCI Policy Manual for Medicare Services, chapter I, section E"


def check(context: Context) -> Iterator[Fault]:
    for line in billed(context):
        if len(line.modifiers) < 2 or len(set(line.modifiers)) == len(line.modifiers):
            continue
        once = list(dict.fromkeys(line.modifiers))
        at = next(place for place, modifier in enumerate(line.modifiers) if modifier in line.modifiers[:place])
        yield Fault(
            f"{line.where}/modifiers/{at}",
            (line.code, line.modifiers[at]),
            f"modifier {line.modifiers[at]} stands twice on the line",
            "remove one",
            ({"op": "replace", "path": f"{line.where}/modifiers", "value": once},),
            safe=True,
        )
