"""The compiled index of one release, read on demand: sets of documents as the bits of large integers."""

from __future__ import annotations

import array
import functools
import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from farr import settings
from farr.tables import store
from farr.tables.search.bits import bitmap
from farr.tables.search.forms import search_fingerprint
from farr.tables.search.sets import Searchable

FORMAT = 7
DESCRIBED = (
    "SELECT w.id, c.code, c.title, c.billable, c.chapter, w.text, w.why FROM wording w JOIN code c ON c.id = w.code"
    " WHERE w.id IN ({})"
)
CACHED_SETS = 600
COMMON = 60


class Documents(NamedTuple):
    """The documents that hold a word, twice: as an integer for set operations, as bytes to ask for one; and its weight."""

    bits: int
    members: bytes
    weight: float


NOTHING = Documents(0, b"", 0.0)


class CodeRow(NamedTuple):
    """A code of the index."""

    code: str
    title: str
    billable: bool
    chapter: str


class Index:
    """Read access to the index of one release; built on first use and then read by page."""

    def __init__(self, release: Searchable, language: str = "en") -> None:
        self.system = release.system
        self.release = release.release
        path = index_path(release, language)
        if not path.exists():
            from farr.tables.search.build import build

            with store.placing(path.parent) as scratch:
                connection = sqlite3.connect(scratch / path.name)
                try:
                    connection.execute("PRAGMA journal_mode=OFF")
                    connection.execute("PRAGMA synchronous=OFF")
                    build(connection, release, language)
                    connection.commit()
                finally:
                    connection.close()
        self.database = store.open_read_only(path)
        self.totals: array.array[float] = array.array("f", self._column("total"))
        self.trusts: array.array[float] = array.array("f", self._column("trust"))
        self.codes: array.array[int] = array.array("I", self._column("code"))
        self._categories: array.array[int] = array.array("I", self._column("category"))
        self.documents = functools.lru_cache(maxsize=CACHED_SETS)(self._documents)

    def _column(self, name: str) -> bytes:
        found: bytes = self.database.execute("SELECT data FROM column_ WHERE name = ?", (name,)).fetchone()[0]
        return found

    def _documents(self, key: str) -> Documents:
        row = self.database.execute("SELECT dense, documents, weight FROM word WHERE key = ?", (key,)).fetchone()
        if row is None:
            return NOTHING
        members = row[1]
        if not row[0]:
            ids = array.array("I")
            ids.frombytes(members)
            members = bitmap(ids)
        return Documents(int.from_bytes(members, "little"), members, row[2])

    @functools.cache  # noqa: B019 - an index lives as long as the process
    def filtered(self, name: str) -> int:
        """The documents of a filter: ``billable``, ``first``, ``later``, ``chapter N``."""
        row = self.database.execute("SELECT documents FROM filter WHERE name = ?", (name,)).fetchone()
        return int.from_bytes(row[0], "little") if row else 0

    @functools.cache  # noqa: B019 - an index lives as long as the process
    def shown(self, chapter: str | None, billable: bool, later: bool) -> int:
        """The documents that a search may show; ``later``: also those of later encounters."""
        shown = (1 << len(self.codes)) - 1
        if chapter is not None:
            shown &= self.filtered(f"chapter {chapter}")
        if billable:
            shown &= self.filtered("billable")
        if not later:
            shown &= ~self.filtered("later")
            if not billable:
                shown &= ~self.filtered("first")
        return shown

    def beginning(self, start: str, limit: int) -> list[str]:
        """Keys of the most frequent forms that begin so."""
        rows = self.database.execute(
            "SELECT key FROM form WHERE form >= ? AND form < ? ORDER BY count DESC LIMIT ?", (start, start + "\uffff", limit)
        )
        return list(dict.fromkeys(row[0] for row in rows))

    @functools.cached_property
    def spellings(self) -> dict[str, tuple[str, int]]:
        """Every form with its key and how often it stands in wordings."""
        return {row[0]: (row[1], row[2]) for row in self.database.execute("SELECT form, key, count FROM form")}

    def by_length(self, length: int, within: int) -> list[str]:
        """Forms whose length differs from ``length`` by no more than ``within``."""
        return [form for size in range(length - within, length + within + 1) for form in self._by_length.get(size, ())]

    @functools.cached_property
    def common(self) -> list[str]:
        """Forms that stand in many wordings."""
        return [form for form, (_, count) in self.spellings.items() if count >= COMMON and form.isalpha() and len(form) > 4]

    @functools.cached_property
    def _by_length(self) -> dict[int, list[str]]:
        found: dict[int, list[str]] = {}
        for form in self.spellings:
            if len(form) > 2 and form.isalpha():
                found.setdefault(len(form), []).append(form)
        return found

    def category(self, document: int) -> int:
        """A number for the category of a document's code."""
        return int(self._categories[document])

    def described(self, documents: Sequence[int]) -> dict[int, tuple[CodeRow, str, str]]:
        """Documents with their code, text and origin."""
        marks = ",".join("?" * len(documents))
        rows = self.database.execute(DESCRIBED.format(marks), tuple(documents))
        return {row[0]: (CodeRow(row[1], row[2], bool(row[3]), row[4]), row[5], row[6]) for row in rows}

    def codes_from(self, start: str, limit: int) -> list[CodeRow]:
        """Codes that begin so, in their order."""
        rows = self.database.execute(
            "SELECT code, title, billable, chapter FROM code WHERE code >= ? AND code < ? ORDER BY code LIMIT ?",
            (start, start + "\uffff", limit),
        )
        return [CodeRow(row[0], row[1], bool(row[2]), row[3]) for row in rows]


def index_path(release: Searchable, language: str = "en") -> Path:
    """Where the index of a release lies; the name changes with all that it is built from."""
    state = hashlib.sha256(f"{FORMAT}{release.state}{search_fingerprint(language)}".encode()).hexdigest()
    return settings.home() / "search" / f"{language}-{release.system}-{release.release}-{state[:12]}" / "search.sqlite"
