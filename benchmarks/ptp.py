"""NCCI pairs at full size: 2.6 million synthetic rows in the published format, loaded and looked up, beside a dict and SQLite.

Codes and pairs are made up (seeded); nothing of a publisher is in them.  Loading runs in a process of its own, so that its peak
memory is its own.  Run: ``python benchmarks/ptp.py [ROWS]``.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROWS = 2_600_000
PARTS = 4
LOOKUPS = 200_000
DAY = dt.date(2026, 8, 1)
HEAD = (
    "Notice of a synthetic table.\t\t\t\t\t\t\nColumn1/Column2 Edits\t\t\t\t\t\t\n"
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\n\t\t\t\t*=no data\t1=allowed\t\n\t\t\t\t\t9=not applicable\t\n"
)
WHY = (
    "Standards of medical/surgical practice",
    "Mutually exclusive procedures",
    "Misuse of Column Two code with Column One code",
)


def make(folder: Path, rows: int) -> list[Path]:
    """Part files with ``rows`` rows in all, sorted by column 1 and column 2 as published."""
    random.seed(20260701)
    codes = [f"{n:05}" for n in range(100, 99_000, 9)]
    per_code = max(1, rows // len(codes))
    paths = [folder / f"ccipra-v322r0-f{part + 1}.TXT" for part in range(PARTS)]
    written = 0
    for part, path in enumerate(paths):
        mine = codes[part * len(codes) // PARTS : (part + 1) * len(codes) // PARTS]
        with path.open("w", newline="") as out:
            out.write(HEAD.replace("\n", "\r\n"))
            for place, one in enumerate(mine):
                left = rows - written if part == PARTS - 1 and place == len(mine) - 1 else per_code
                for two in sorted(random.sample(codes, min(left, len(codes)))):
                    year = random.randrange(1996, 2026)
                    end = random.choice(("*", "*", f"{year + 1}1231", f"{year}0101"))
                    out.write(f"{one}\t{two}\t\t{year}0101\t{end}\t{random.choice('0119')}\t{random.choice(WHY)}\r\n")
                    written += 1
    return paths


def load(paths: list[str]) -> None:
    """The child process: load, and tell seconds, rows and peak memory."""
    from farr.pipeline.tables import add

    start = time.perf_counter()
    manifest = add([Path(path) for path in paths]).manifests[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{time.perf_counter() - start:.1f} {manifest.rows} {peak:.0f}")


def look_up(pairs: list[tuple[str, str]]) -> None:
    from farr.tables.as_of import Tables

    start = time.perf_counter()
    table = Tables(DAY).get("ncci-ptp-practitioner")
    print(f"open: {(time.perf_counter() - start) * 1e3:.0f} ms")
    edits = {(e.column1, e.column2): e for a, b in pairs if (e := table.get(a, b, DAY))}
    for run in ("first", "again"):
        start = time.perf_counter()
        for a, b in pairs:
            table.get(a, b, DAY)
        print(f"look-ups by date, {run}: {len(pairs) / (time.perf_counter() - start):,.0f}/s ({len(edits):,} hits)")
    floor: dict[tuple[str, str], tuple[int, int, str]] = {
        key: (e.effective.toordinal(), (e.deletion or dt.date.max).toordinal(), e.modifier_indicator) for key, e in edits.items()
    }
    start, day = time.perf_counter(), DAY.toordinal()
    for pair in pairs:
        found = floor.get(pair)
        _ = found is not None and found[0] <= day <= found[1]
    print(f"a plain dict of the hits alone: {len(pairs) / (time.perf_counter() - start):,.0f}/s")
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE pair (a TEXT, b TEXT, start INT, stop INT, PRIMARY KEY (a, b)) WITHOUT ROWID")
    database.executemany("INSERT INTO pair VALUES (?, ?, ?, ?)", ((a, b, s, t) for (a, b), (s, t, _) in floor.items()))
    start = time.perf_counter()
    for a, b in pairs[:50_000]:
        database.execute("SELECT 1 FROM pair WHERE a = ? AND b = ? AND ? BETWEEN start AND stop", (a, b, day)).fetchone()
    print(f"SQLite in memory, the hits alone: {50_000 / (time.perf_counter() - start):,.0f}/s")


def main() -> None:
    if sys.argv[1:2] == ["load"]:
        load(sys.argv[2:])
        return
    rows = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FARR_HOME"] = str(Path(folder) / "home")
        paths = make(Path(folder), rows)
        print(f"{rows:,} rows in {PARTS} parts, {sum(path.stat().st_size for path in paths) / 1e6:.0f} MB")
        start = time.perf_counter()
        for path in paths:
            for line in path.open("rb"):
                line.split(b"\t")
        floor = time.perf_counter() - start
        out = subprocess.run([sys.executable, __file__, "load", *map(str, paths)], capture_output=True, text=True, check=True)
        seconds, kept, peak = out.stdout.split()
        print(
            f"load: {seconds} s ({float(seconds) / floor:.1f} times splitting the lines), {int(kept):,} rows kept, peak {peak} MB"
        )
        known = [
            tuple(line.split(b"\t")[:2]) for path in paths for n, line in enumerate(path.open("rb")) if n > 5 and n % 20 == 0
        ]
        chosen = [(a.decode(), b.decode()) for a, b in random.sample(known, min(LOOKUPS, len(known)))]
        look_up(chosen)


if __name__ == "__main__":
    main()
