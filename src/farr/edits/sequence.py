"""Questions on the order of diagnoses that many edits ask."""

from __future__ import annotations

from farr.edits.context import Coded, Context


def having(context: Context, *prefixes: str) -> list[Coded]:
    """The valid diagnoses in claim order whose codes begin with one of the prefixes."""
    return [diagnosis for diagnosis in context.sequenced if diagnosis.code.startswith(prefixes)]


def listed_first(context: Context, *prefixes: str) -> Coded | None:
    """The principal or first-listed diagnosis where its code begins with one of the prefixes."""
    first = context.first
    return first if first is not None and first.code.startswith(prefixes) else None
