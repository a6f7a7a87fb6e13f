"""What a first run compiles: the base release, the lexicon, the search index."""

from __future__ import annotations

from farr.facts.lexicon import is_compiled, lexicon
from farr.tables import as_of, base
from farr.tables.base import Progress
from farr.tables.search import search_of


def is_ready(language: str = "en") -> bool:
    """True when nothing has to be compiled before the first document."""
    return base.is_installed() and is_compiled(as_of().icd10cm, language)


def prepare(progress: Progress = base.silent, language: str = "en") -> None:
    """Compile everything that is missing; ``progress`` gets the step and the share done (0 to 1)."""
    base.ensure(lambda step, share: progress(step, 0.3 * share))
    tables = as_of().icd10cm
    progress("compiling the lexicon", 0.3)
    lexicon(tables, language)
    progress("building the search index", 0.75)
    search_of(tables, language)
    progress("done", 1.0)
