"""Read access to billing and coding articles: which articles hold a procedure on a date, and the diagnoses of their groups."""

from __future__ import annotations

import datetime as dt
import functools

from farr.records import Manifest
from farr.tables.listing import Entry, Listing
from farr.tables.loaders.lcd_articles import ARTICLES, DIAGNOSES


class Articles(Listing):
    """A download of the Medicare Coverage Database, from ``Tables.get("lcd-articles")``: rows of a procedure with ``article``
    (``A56789``) and ``group``."""

    def __init__(self, manifest: Manifest) -> None:
        super().__init__(manifest)
        self._diagnoses = Listing(manifest, DIAGNOSES)
        self._articles = Listing(manifest, ARTICLES)

    def article(self, name: str, date: dt.date) -> Entry | None:
        """Title, contractors and states of an article in force on a date."""
        return self._articles.get(name, date)

    @functools.lru_cache(maxsize=2_000)  # noqa: B019 - an installed release lives as long as the process
    def diagnoses(self, article: str, kind: str, date: dt.date) -> dict[str, frozenset[str]]:
        """Group to diagnoses (without dot) of an article; ``kind`` is ``covered`` or ``noncovered``."""
        found: dict[str, set[str]] = {}
        for row in self._diagnoses.on(article, date):
            if row.cells["kind"] == kind:
                found.setdefault(row.cells["group"], set()).add(row.cells["code"])
        return {group: frozenset(codes) for group, codes in found.items()}
