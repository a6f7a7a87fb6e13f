"""``farr lookup`` from the shell against the start of Python, validity in process, search latency beside plain FTS5."""

from __future__ import annotations

import sqlite3
import statistics
import subprocess
import sys
import time

from farr.tables import as_of
from farr.tables.search import search_of

QUERIES = ("right knee pain", "copd flare", "high blood pressure", "diabetic neuropathy", "otitis media left", "broken wrist",
           "migrane with aura", "uti", "lumbar stenosis", "depression major recurrent")  # fmt: skip


def shell(*command: str) -> float:
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> None:
    pairs = [(shell(sys.executable, "-m", "farr", "lookup", "E11.9"), shell(sys.executable, "-c", "pass")) for _ in range(7)]
    own, times = statistics.median(a for a, _ in pairs), statistics.median(a / b for a, b in pairs)
    print(f"farr lookup: median {own:.2f} s, {times:.1f} times an empty Python")
    release = as_of().icd10cm
    codes = [node.code for node in release.nodes.values()]
    start = time.perf_counter()
    for code in codes:
        release.is_valid(code)
    print(f"is valid: {len(codes) / (time.perf_counter() - start) / 1e6:.2f} M/s")
    index = search_of(release)
    index.find("warm")
    plain: sqlite3.Connection = index.database
    mine, floor = [], []
    for query in QUERIES * 10:
        start = time.perf_counter()
        index.find(query)
        mine.append(time.perf_counter() - start)
        start = time.perf_counter()
        plain.execute(
            "SELECT rowid FROM fts WHERE fts MATCH ? ORDER BY bm25(fts) LIMIT 10", (" OR ".join(query.split()),)
        ).fetchall()
        floor.append(time.perf_counter() - start)
    print(f"search: p50 {statistics.median(mine) * 1e3:.1f} ms, bare FTS5 p50 {statistics.median(floor) * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
