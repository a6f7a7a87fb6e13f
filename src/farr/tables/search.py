"""Words to codes: full-text search over titles, inclusion terms and our synonyms, forgiving typos and word order.

Every wording is a row of an FTS5 index, in normal form.  A query's last word may be unfinished; a word that the index
does not know is replaced by the nearest ones that it knows.  The wordings found are ranked by how much of the query and
of the wording agree, weighted by rarity, so that ``knee pain right`` finds ``Pain in right knee`` before anything else.
"""

from __future__ import annotations

import functools
import hashlib
import math
import sqlite3
from pathlib import Path
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from farr import settings
from farr.records import SearchHit
from farr.tables import store
from farr.tables.icd10cm import Icd10Cm, Node
from farr.tables.terms import fingerprint, terms
from farr.words import WORD, normal

FORMAT = 2
CANDIDATES = 400
TRUST = {"title": 0.06, "synonym": 0.05, "inclusion term": 0.03}
PASSED_OVER = frozenset(["the", "of", "a", "an", "in", "and", "with", "to", "for"])


class Found(NamedTuple):
    """A wording of the index that holds words of the query."""

    code: str
    wording: str
    why: str
    forms: tuple[str, ...]


def tokens(text: str) -> tuple[str, ...]:
    """Normal forms of a query or wording; sides stay, since they tell codes apart."""
    return tuple(form for match in WORD.finditer(text) if (form := normal(match.group())) not in PASSED_OVER)


class Search:
    """The index of one release of ICD-10-CM, in one language."""

    def __init__(self, tables: Icd10Cm, language: str = "en") -> None:
        self.tables = tables
        path = _path(tables, language)
        if not path.exists():
            with store.placing(path.parent) as scratch:
                _build(scratch / path.name, tables, language)
        self.database = store.open_read_only(path)

    @functools.cached_property
    def vocabulary(self) -> dict[str, int]:
        """Every word of the index with the number of wordings that hold it."""
        return dict(self.database.execute("SELECT term, doc FROM vocabulary"))

    def find(self, words: str, n: int = 10) -> tuple[SearchHit, ...]:
        """The best codes for words, best first."""
        code = self.tables.get(words)
        if code is not None and code.kind in ("category", "code"):
            return (self._hit(code, 1.0, code.code, "the code itself"),)
        query = tokens(words)
        if not query:
            return ()
        options = [self._options(word, last=place == len(query) - 1) for place, word in enumerate(query)]
        known = [option for option in options if option]
        if not known:
            return ()
        rows = self._match(" AND ".join(known)) if len(known) == len(query) else []
        if len(rows) < n:
            rows += self._match(" OR ".join(known))
        return self._ranked(query, rows, n)

    def _options(self, word: str, last: bool) -> str:
        """The FTS expression for one word of the query: itself, its beginning, or its nearest neighbours."""
        if self._count(word):
            return f'("{word}" OR "{word}"*)' if last and len(word) > 2 else f'"{word}"'
        if (
            last
            and len(word) > 2
            and self.database.execute(
                "SELECT 1 FROM vocabulary WHERE term >= ? AND term < ? LIMIT 1", (word, word + "\uffff")
            ).fetchone()
        ):
            return f'"{word}"*'
        near = [v for v in self.vocabulary if abs(len(v) - len(word)) <= 2 and v[:1] == word[:1]] if len(word) > 3 else []
        found = process.extract(word, near, scorer=DamerauLevenshtein.distance, limit=3, score_cutoff=1 + (len(word) > 6))
        return "(" + " OR ".join(f'"{choice}"' for choice, _, _ in found) + ")" if found else ""

    def _count(self, word: str) -> int:
        row = self.database.execute("SELECT doc FROM vocabulary WHERE term = ?", (word,)).fetchone()
        return row[0] if row else 0

    def _match(self, expression: str) -> list[Found]:
        rows = self.database.execute(
            "SELECT w.code, w.wording, w.why, w.forms FROM fts JOIN wording w ON w.id = fts.rowid"
            " WHERE fts MATCH ? ORDER BY bm25(fts) LIMIT ?",
            (expression, CANDIDATES),
        )
        return [Found(code, wording, why, tuple(text.split())) for code, wording, why, text in rows]

    def _ranked(self, query: tuple[str, ...], rows: list[Found], n: int) -> tuple[SearchHit, ...]:
        best: dict[str, tuple[float, Found]] = {}
        for row in rows:
            score = self._score(query, row)
            if row.code not in best or score > best[row.code][0]:
                best[row.code] = (score, row)
        ordered = sorted(best.values(), key=lambda item: (-item[0], len(item[1].code), item[1].code))
        hits = []
        for score, row in ordered[:n]:
            node = self.tables.get(row.code)
            if node is not None:
                hits.append(self._hit(node, score, row.wording, row.why))
        return tuple(hits)

    def _score(self, query: tuple[str, ...], row: Found) -> float:
        agreed = total = 0.0
        for place, word in enumerate(query):
            weight = self._weight(word)
            total += weight
            if word in row.forms:
                agreed += weight
            elif place == len(query) - 1 and any(form.startswith(word) for form in row.forms):
                agreed += 0.85 * weight
            elif any(DamerauLevenshtein.distance(word, form, score_cutoff=2) <= 2 for form in row.forms if len(form) > 3):
                agreed += 0.7 * weight
        extra = sum(self._weight(form) for form in set(row.forms) if form not in query and form not in ("unspecified", "nos"))
        return round(2 * agreed / (2 * total + 0.6 * extra) + TRUST.get(row.why, 0.0) * (agreed / total), 4)

    @functools.lru_cache(maxsize=50_000)  # noqa: B019 - an index lives as long as the process
    def _weight(self, word: str) -> float:
        return math.log(150_000 / (1 + self._count(word)))

    def _hit(self, node: Node, score: float, matched: str, why: str) -> SearchHit:
        return SearchHit(
            system="icd-10-cm",
            code=node.code,
            title=node.title,
            billable=node.billable,
            score=score,
            matched=matched,
            why=why,
        )


@functools.lru_cache(maxsize=4)
def search_of(tables: Icd10Cm, language: str = "en") -> Search:
    """The search index of a release, built on first use."""
    return Search(tables, language)


def is_built(tables: Icd10Cm, language: str = "en") -> bool:
    return _path(tables, language).exists()


def _path(tables: Icd10Cm, language: str) -> Path:
    state = hashlib.sha256(f"{FORMAT}{tables.manifest.source_sha256}{fingerprint(language)}".encode()).hexdigest()
    return settings.home() / "search" / f"{language}-{tables.release}-{state[:12]}" / "search.sqlite"


def _build(path: Path, tables: Icd10Cm, language: str) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("CREATE TABLE wording (id INTEGER PRIMARY KEY, code TEXT, wording TEXT, why TEXT, forms TEXT)")
        connection.executemany("INSERT INTO wording (code, wording, why, forms) VALUES (?, ?, ?, ?)", _rows(tables, language))
        connection.execute("CREATE VIRTUAL TABLE fts USING fts5(forms, content='wording', content_rowid='id', tokenize='ascii')")
        connection.execute("INSERT INTO fts(fts) VALUES ('rebuild')")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5vocab(fts, 'row')")
        connection.execute("CREATE TABLE vocabulary (term TEXT PRIMARY KEY, doc INT) WITHOUT ROWID")
        connection.execute("INSERT INTO vocabulary SELECT term, doc FROM words")
        connection.commit()
    finally:
        connection.close()


def _rows(tables: Icd10Cm, language: str) -> list[tuple[str, str, str, str]]:
    inclusions = tables.all_notes("inclusion-term")
    rows = []
    for node in tables.nodes.values():
        if node.kind in ("category", "code"):
            rows.append((node.code, node.title, "title", " ".join(tokens(node.title))))
            rows += [(node.code, text, "inclusion term", " ".join(tokens(text))) for text in inclusions.get(node.code, ())]
    rows += [
        (codes[0], term, "synonym", " ".join(tokens(term)))
        for codes, term in terms(language)
        if len(codes) == 1 and codes[0] in tables.nodes
    ]
    return rows
