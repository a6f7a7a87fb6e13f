"""Search: how good, by kind of query and chapter, and how fast beside tantivy and SQLite FTS5 in the same run.

The queries (``data/queries.tsv``) were written apart from the term lists.  A hit counts where its code is an acceptable one,
lies below it, or is a category that holds it.  The peers get the same wordings, in the same normal form, and one plain query
a search: they neither forgive typos nor rank by what a wording says beyond the query.  ``--misses`` lists what was not found.
"""

from __future__ import annotations

import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path

from farr.tables import as_of
from farr.tables.search import Search, searchable
from farr.tables.search.forms import forms_of
from farr.tables.search.index import Index

QUERIES = Path(__file__).parent / "data" / "queries.tsv"


def queries() -> list[tuple[str, str, list[str]]]:
    lines = QUERIES.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(kind, words, codes.split()) for kind, words, codes in rows]


def accepted(code: str, wanted: list[str]) -> bool:
    bare = code.replace(".", "")
    return any(bare.startswith(other) or other.startswith(bare) for other in (one.replace(".", "") for one in wanted))


def quality(search: Search) -> None:
    """Share of queries with a right code first, and among the first ten."""
    tables = as_of().icd10cm
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    missed = []
    for kind, words, wanted in queries():
        found = [hit.code for hit in search.find(words, 10)]
        right = [accepted(code, wanted) for code in found]
        node = tables.get(wanted[0][:3])
        for group in ("all", kind, f"chapter {int(node.chapter):02}" if node else "chapter ?"):
            counts[group].update(queries=1, first=any(right[:1]), ten=any(right))
        if not any(right):
            missed.append(f"{words}: expected {' '.join(wanted)}, found {' '.join(found[:5]) or 'nothing'}")
    for group, count in sorted(counts.items()):
        total = count["queries"]
        print(f"{group:12} {total:5} queries, first {count['first'] / total:6.1%}, in the first ten {count['ten'] / total:6.1%}")
    if "--misses" in sys.argv:
        print("\n".join(missed))


def timed(find: Callable[[str], object], repeats: int = 2) -> tuple[float, float]:
    """p50 and p95 in milliseconds over all queries; caches as a running process has them."""
    spent = []
    for _ in range(repeats):
        for _, words, _ in queries():
            start = time.perf_counter()
            find(words)
            spent.append(time.perf_counter() - start)
    spent.sort()
    return 1e3 * spent[len(spent) // 2], 1e3 * spent[int(0.95 * len(spent))]


def wordings(search: Search) -> list[str]:
    """All wordings of all indexes in normal form, for the peers."""
    forms = forms_of()
    return [
        " ".join(forms.keys(row[0])) for index in search.indexes for row in index.database.execute("SELECT text FROM wording")
    ]


def fts5(texts: list[str]) -> Callable[[str], object]:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE wording USING fts5(words, tokenize='ascii')")
    database.executemany("INSERT INTO wording VALUES (?)", ((text,) for text in texts))
    keys = forms_of().keys

    def find(words: str) -> object:
        asked = " OR ".join(f'"{key}"' for key in keys(words))
        return database.execute(
            "SELECT rowid FROM wording WHERE wording MATCH ? ORDER BY bm25(wording) LIMIT 10", (asked,)
        ).fetchall()

    return find


def tantivy_(texts: list[str], folder: str) -> Callable[[str], object]:
    import tantivy

    builder = tantivy.SchemaBuilder()
    builder.add_text_field("words", stored=False, tokenizer_name="whitespace")
    builder.add_unsigned_field("row", stored=True)
    schema = builder.build()
    index = tantivy.Index(schema, path=folder)
    writer = index.writer(heap_size=100_000_000, num_threads=1)
    for row, text in enumerate(texts):
        writer.add_document(tantivy.Document(words=text, row=row))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()
    keys = forms_of().keys

    def find(words: str) -> object:
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "words", key)) for key in keys(words)]
        hits = searcher.search(tantivy.Query.boolean_query(terms), 10).hits
        return [searcher.doc(address)["row"] for _, address in hits]

    return find


def shell() -> None:
    def run(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run(command, capture_output=True, check=True)
        return time.perf_counter() - start

    pairs = [(run(sys.executable, "-m", "farr", "search", "heart attack"), run(sys.executable, "-c", "pass")) for _ in range(7)]
    pairs.sort()
    own, empty = pairs[3]
    print(f"farr search from the shell: median {own:.2f} s, {own / empty:.1f} times an empty Python")


def main() -> None:
    releases = searchable(as_of())
    for release in releases:
        Index(release)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    search = Search(releases)
    opened = time.perf_counter() - start
    sets = ", ".join(f"{index.system} {len(index.codes):,} wordings" for index in search.indexes)
    print(f"opened in {1e3 * opened:.0f} ms: {sets}")
    quality(search)
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"resident after all queries: {after / 1024:.0f} MiB, before {before / 1024:.0f} MiB")
    fresh = Search(releases)
    fresh.find("the first search loads the words")
    cold = timed(lambda words: fresh.find(words, 10), 1)
    warm = timed(lambda words: fresh.find(words, 10))
    texts = wordings(search)
    rows = [("farr, each query once", cold), ("farr, warm", warm), ("FTS5", timed(fts5(texts)))]
    with tempfile.TemporaryDirectory() as folder:
        try:
            rows.append(("tantivy", timed(tantivy_(texts, folder))))
        except ImportError:
            print("tantivy is not installed (pip install tantivy): not compared")
    for name, (p50, p95) in rows:
        print(f"{name:22} p50 {p50:.2f} ms, p95 {p95:.2f} ms, p50 {p50 / rows[2][1][0]:.2f} times that of FTS5")
    shell()


if __name__ == "__main__":
    main()
