"""What stands in for the Alphabetic Index where it is not installed: wordings arranged as main term and subterms."""

from __future__ import annotations

import datetime as dt
import re

from farr.pipeline.search import search
from farr.records import IndexedCode, IndexEntry, SearchHit
from farr.tables import as_of
from farr.tables.loaders._index import forms_of

INDEX = "substitute"
LOOKED_AT = 60
BEST = 0.6
STEM = 5
SPLIT = re.compile(r",\s+|\s+(?=(?:with|without|due to|of|in|and|on|by|from)\b)", re.IGNORECASE)


def substitute_entries(words: str, n: int, date: dt.date) -> list[IndexEntry]:
    """Entries built from titles, inclusion terms and synonyms: the wordings that fit, under the word that they have in common."""
    release = as_of(date).icd10cm
    hits = search(words, LOOKED_AT, "icd-10-cm", date)
    query = forms_of(words)
    groups: dict[str, list[tuple[tuple[str, ...], SearchHit]]] = {}
    for hit in hits:
        if hit.score < BEST * hits[0].score:
            continue
        main, *sub = split_wording(hit.matched, query)
        groups.setdefault(main.lower(), []).append(((main, *sub), hit))
    entries = []
    for rows in list(groups.values())[:n]:
        title = rows[0][0][0]
        below, own = [], []
        for path, hit in rows:
            choices = () if hit.billable else release.children(hit.code)
            code = IndexedCode(
                code=hit.code,
                title=hit.title,
                known=True,
                complete=hit.billable,
                choices=tuple((child.code, child.title) for child in choices[:12]),
            )
            if len(path) == 1:
                own.append(code)
            else:
                below.append(IndexEntry(index=INDEX, path=(title, *path[1:]), codes=(code,)))
        entries.append(IndexEntry(index=INDEX, path=(title[:1].upper() + title[1:],), codes=tuple(own), below=tuple(below)))
    return entries


def split_wording(wording: str, query: list[str]) -> tuple[str, ...]:
    """``Acute bronchitis due to streptococcus`` to ``bronchitis``, ``acute``, ``due to streptococcus``.

    The main term is the last word of the first part, or the word of the first part that the query names first.
    """
    first, *rest = [part for part in SPLIT.split(wording) if part]
    parts = first.split()
    named = [place for place, part in enumerate(parts) if query and _says(part, query[-1:])]
    named = named or [place for place, part in enumerate(parts) if _says(part, query)]
    place = named[-1] if named else len(parts) - 1
    modifiers = " ".join((*parts[:place], *parts[place + 1 :]))
    return (parts[place], *((modifiers,) if modifiers else ()), *rest)


def _says(part: str, query: list[str]) -> bool:
    """True where a word is one of the query's, or of the same stem (``diabetes``, ``diabetic``)."""
    own = forms_of(part)
    return any(form == asked or (len(form) > STEM and form[:STEM] == asked[:STEM]) for form in own for asked in query)
