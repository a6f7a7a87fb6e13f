"""What a first run compiles: the bundled releases, the lexicon, the search index."""

from __future__ import annotations

import enum

from farr.tables import Progress, as_of, bundled, silent
from farr.tables.as_of import ICD10CM


class Part(enum.Enum):
    """What a command needs compiled."""

    tables = "tables"
    procedures = "procedures"
    every_set = "every set"
    search = "search"
    lexicon = "lexicon"


SETS: dict[Part, str | None] = {Part.every_set: None, Part.procedures: "icd-10-pcs"}
"""Which set a part needs, where it is not ICD-10-CM; None: all of them."""


def is_ready(part: Part, language: str = "en") -> bool:
    """True when nothing has to be compiled before the part is used."""
    if not bundled.is_compiled(SETS.get(part, ICD10CM)):
        return False
    if part is Part.search:
        from farr.tables.search import is_built, searchable

        return is_built(searchable(as_of(), language=language), language)
    if part is Part.lexicon:
        from farr.facts.lexicon import is_compiled

        return is_compiled(as_of().icd10cm, language)
    return True


def prepare(part: Part, progress: Progress = silent, language: str = "en") -> None:
    """Compile what a part needs and is missing; ``progress`` gets the step and the share done (0 to 1)."""
    share_of_base = 1.0 if part in (Part.tables, Part.every_set) else 0.4
    bundled.ensure(SETS.get(part, ICD10CM), lambda step, share: progress(step, share_of_base * share))
    if part is Part.procedures:
        progress("done", 1.0)
        return
    tables = as_of().icd10cm
    if part is Part.lexicon:
        from farr.facts.lexicon import lexicon

        progress("compiling the lexicon", share_of_base)
        lexicon(tables, language)
    elif part is Part.search:
        from farr.tables.search import search_of, searchable

        progress("building the search index", share_of_base)
        search_of(searchable(as_of(), language=language), language)
    progress("done", 1.0)
