"""Two modifiers on a line that exclude each other."""

import functools
from collections.abc import Iterator

from farr.edits.billing import billed, modifiers_of
from farr.edits.context import Context, Fault
from farr.edits.lists import rows

ID = "MOD-004"
SEVERITY = "error"
STAGE = "pre-bill"
SOURCE = (
    "NCCI Policy Manual for Medicare Services, chapter I, section E; Medicare Claims Processing Manual, chapter "
    "12, sections 20 to 50"
)


@functools.cache
def _sets() -> tuple[tuple[frozenset[str], str, str], ...]:
    return tuple((frozenset(members.split()), severity, why) for members, severity, why in rows("modifiers", "exclusive"))


@functools.cache
def _members() -> frozenset[str]:
    return frozenset().union(*(members for members, _, _ in _sets()))


def check(context: Context) -> Iterator[Fault]:
    if len(modifiers_of(context)) < 2 or len(modifiers_of(context) & _members()) < 2:
        return
    for line in billed(context):
        if len(line.modifiers) < 2:
            continue
        for members, severity, why in _sets():
            found = [modifier for modifier in dict.fromkeys(line.modifiers) if modifier in members]
            if len(found) > 1:
                at = line.modifiers.index(found[1])
                yield Fault(
                    f"{line.where}/modifiers/{at}",
                    (line.code, *found),
                    f"{' and '.join(found)} exclude each other on one line: {why}",
                    "keep the one that the record supports",
                    severity=severity,
                )
