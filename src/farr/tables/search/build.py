"""Building the index of one release.

Every wording is a document.  Documents are numbered by what they say in total (the sum of the weights of their keys), least
first: among the documents that hold the same words of a query, the one with the least left over is the best, so that the
best ones are always the lowest bits of a set.  Codes of seventh characters, which most searches leave out, come last.
"""

from __future__ import annotations

import array
import math
import sqlite3
from collections import Counter
from typing import NamedTuple

from farr.tables.search.bits import bitmap
from farr.tables.search.forms import forms_of, lines
from farr.tables.search.sets import Searchable

BITMAP_FROM = 1024


class Posted(NamedTuple):
    """A wording on its way into the index."""

    total: float
    trust: float
    code: int
    text: str
    why: str
    keys: tuple[str, ...]


def weak_shares(language: str) -> dict[str, float]:
    """Key to the share of its weight that counts, for words that say little."""
    forms = forms_of(language)
    return {forms.key(form): float(share) for word, share in lines(language, "weak.tsv") for form in forms.forms(word)}


def build(connection: sqlite3.Connection, release: Searchable, language: str) -> None:
    """Write the index of a release into an empty database."""
    forms = forms_of(language)
    shares = weak_shares(language)
    codes: list[tuple[int, str, str, bool, str, str]] = []
    drafts: list[tuple[int, float, str, str, tuple[str, ...]]] = []
    spelled: dict[str, Counter[str]] = {}
    for number, entry in enumerate(release.entries()):
        codes.append((number, entry.code, entry.title, entry.billable, entry.chapter, entry.variant))
        said: set[tuple[str, ...]] = set()
        for text, why, trust in entry.wordings:
            keys = forms.keys(text)
            known = tuple(sorted(keys))
            if not keys or known in said:
                continue
            said.add(known)
            drafts.append((number, trust, text, why, keys))
            for form in forms.forms(text):
                spelled.setdefault(form, Counter())[forms.key(form)] += 1
    counts = Counter(key for draft in drafts for key in draft[4])
    weights = {key: _weight(key, count, len(drafts), shares) for key, count in counts.items()}
    posted = sorted(
        (Posted(sum(weights[key] for key in keys), trust, code, text, why, keys) for code, trust, text, why, keys in drafts),
        key=lambda row: (codes[row.code][5] != "", row.total, -row.trust, not codes[row.code][3], row.code),
    )
    _write(connection, codes, posted, weights, spelled)


def _weight(key: str, count: int, total: int, shares: dict[str, float]) -> float:
    rarity = min(math.log((total + 1) / count), 9.0)
    return round(max(rarity, 0.5) * shares.get(key, 1.0), 4)


def _write(
    connection: sqlite3.Connection,
    codes: list[tuple[int, str, str, bool, str, str]],
    posted: list[Posted],
    weights: dict[str, float],
    spelled: dict[str, Counter[str]],
) -> None:
    connection.executescript(
        """
        CREATE TABLE code (id INTEGER PRIMARY KEY, code TEXT, title TEXT, billable INT, chapter TEXT, variant TEXT);
        CREATE TABLE wording (id INTEGER PRIMARY KEY, code INT, text TEXT, why TEXT);
        CREATE TABLE word (key TEXT PRIMARY KEY, weight REAL, dense INT, documents BLOB) WITHOUT ROWID;
        CREATE TABLE form (form TEXT PRIMARY KEY, key TEXT, count INT) WITHOUT ROWID;
        CREATE TABLE column_ (name TEXT PRIMARY KEY, data BLOB);
        CREATE TABLE filter (name TEXT PRIMARY KEY, documents BLOB) WITHOUT ROWID;
        """
    )
    connection.executemany("INSERT INTO code VALUES (?, ?, ?, ?, ?, ?)", codes)
    connection.executemany(
        "INSERT INTO wording VALUES (?, ?, ?, ?)", ((i, row.code, row.text, row.why) for i, row in enumerate(posted))
    )
    postings: dict[str, array.array[int]] = {}
    filters: dict[str, array.array[int]] = {}
    for number, row in enumerate(posted):
        for key in row.keys:
            postings.setdefault(key, array.array("I")).append(number)
        _, _, _, billable, chapter, variant = codes[row.code]
        for name in (f"chapter {chapter}", "billable" if billable else "", variant):
            if name:
                filters.setdefault(name, array.array("I")).append(number)
    connection.executemany(
        "INSERT INTO word VALUES (?, ?, ?, ?)",
        (
            (key, weights[key], len(ids) >= BITMAP_FROM, bitmap(ids) if len(ids) >= BITMAP_FROM else ids.tobytes())
            for key, ids in postings.items()
        ),
    )
    connection.executemany("INSERT INTO filter VALUES (?, ?)", ((name, bitmap(ids)) for name, ids in filters.items()))
    connection.executemany(
        "INSERT INTO form VALUES (?, ?, ?)", ((form, *found.most_common(1)[0]) for form, found in spelled.items())
    )
    categories: dict[str, int] = {}
    columns: dict[str, array.array[float] | array.array[int]] = {
        "total": array.array("f", (row.total for row in posted)),
        "trust": array.array("f", (row.trust for row in posted)),
        "code": array.array("I", (row.code for row in posted)),
        "category": array.array("I", (categories.setdefault(codes[row.code][1][:3], len(categories)) for row in posted)),
    }
    connection.executemany("INSERT INTO column_ VALUES (?, ?)", ((name, data.tobytes()) for name, data in columns.items()))
    connection.execute("CREATE INDEX code_code ON code (code)")
