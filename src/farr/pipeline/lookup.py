"""``farr.lookup`` and ``farr.search``: what a code is, and which code words mean."""

from __future__ import annotations

import datetime as dt

from farr.errors import TableMissing, UnknownCode
from farr.records import CodeEntry, SearchHit, System
from farr.tables import as_of
from farr.tables.search import search_of


def lookup(code: str, date: dt.date | None = None) -> CodeEntry:
    """Everything known of a code, category, block or chapter on a date (default: today).

    Raises:
        UnknownCode: not in the release in force; its ``nearest`` holds valid codes that look alike.
        TableMissing: no installed release covers the date.
    """
    tables = as_of(date)
    release = tables.icd10cm
    node = release.get(code)
    if node is None:
        nearest = release.nearest(code)
        hint = "; nearest valid codes: " + ", ".join(f"{c} {release.title(c)}" for c in nearest) if nearest else ""
        raise UnknownCode(f"{code.strip()[:12]!r} is not a code of {release.release}{hint}", nearest=nearest)
    return CodeEntry(
        system="icd-10-cm",
        code=node.code,
        title=node.title,
        billable=node.billable,
        chapter=node.chapter,
        path=tuple((ancestor.code, ancestor.title) for ancestor in release.ancestors(node.code)),
        children=tuple((child.code, child.title) for child in release.children(node.code)),
        notes=release.notes(node.code),
        seventh_characters=release.seventh_characters(node.code),
        tables=tables.releases,
        effective_from=release.manifest.effective_from,
        effective_to=release.manifest.effective_to,
        warnings=tables.warnings,
    )


def search(words: str, n: int = 10, system: System | None = None, date: dt.date | None = None) -> tuple[SearchHit, ...]:
    """The best codes for words, synonyms, abbreviations or a code, best first; typos and word order are forgiven.

    Raises:
        TableMissing: no release of ``system`` is installed.
    """
    if system not in (None, "icd-10-cm"):
        raise TableMissing(f"no release of {system} is installed; farr tables list shows what is", "--system")
    return search_of(as_of(date).icd10cm).find(words, n)
