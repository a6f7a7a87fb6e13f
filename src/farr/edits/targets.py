"""The codes that a note of the Tabular List names: ``(E10.-)``, ``(I60-I69)``, ``E08-E13 with .42`` ..."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from farr.tables import Icd10Cm

CODE = r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?"
TARGET = re.compile(rf"\b({CODE})(?:\.?-(?![0-9A-Z])|\s*-\s*({CODE})(?:\.-)?)?")
ENDING = re.compile(r"with (?:[a-z0-9 -]*?characters? )?((?:[.-]?\d[0-9A-Z]*-?(?:, | or )?)+)$")


class Target(NamedTuple):
    """Codes from ``low`` to ``high`` (inclusive, with everything below them), cut to those that end as ``endings``."""

    low: str
    high: str
    endings: tuple[str, ...]

    def holds(self, code: str) -> bool:
        bare = code.replace(".", "")
        if not (self.low <= bare and (bare <= self.high or bare.startswith(self.high))):
            return False
        return not self.endings or any(bare[3:].startswith(ending) or bare.endswith(ending) for ending in self.endings)


@functools.lru_cache(maxsize=30_000)
def targets(text: str) -> tuple[Target, ...]:
    """The targets of a note's text; empty where it names no code, or only by a suffix that cannot be read."""
    found: list[Target] = []
    for group in re.findall(r"\(([^()]*)\)", text) or [text]:
        if not re.search(CODE, group):
            continue
        ending = ENDING.search(group)
        if " with " in group and (ending is None or "seventh" in group):
            continue
        endings = tuple(re.findall(r"\d[0-9A-Z]*", ending.group(1))) if ending else ()
        for low, high in TARGET.findall(group[: ending.start()].replace(". ", " ") if ending else group):
            found.append(Target(low.replace(".", ""), (high or low).replace(".", ""), endings))
    return tuple(found)


@functools.lru_cache(maxsize=8)
def note_targets(tables: Icd10Cm, kind: str) -> dict[str, tuple[Target, ...]]:
    """Targets of all notes of a kind, by the node that the note stands on."""
    return {node: tuple(target for text in texts for target in targets(text)) for node, texts in tables.all_notes(kind).items()}
