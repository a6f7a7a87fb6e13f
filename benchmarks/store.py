"""Opening the compiled store and asking for valid codes, beside simple-icd-10-cm; each side in a process of its own.

Run: ``python benchmarks/store.py``.
"""

from __future__ import annotations

import datetime as dt
import resource
import subprocess
import sys
import time
from pathlib import Path

DAY = dt.date(2026, 5, 1)
REPEATS = 5


def resident() -> float:
    """Megabytes that this process holds now."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def own() -> None:
    start = time.perf_counter()
    from farr.tables.as_of import Tables

    imported = time.perf_counter()
    release = Tables(DAY).icd10cm
    assert release.get("E11.9") is not None
    opened, held = time.perf_counter(), resident()
    from farr.tables import is_valid

    codes = [node.code for node in release.nodes.values()]
    is_valid("E11.9", DAY)
    start_valid = time.perf_counter()
    found = sum(is_valid(code, DAY) for _ in range(REPEATS) for code in codes) // REPEATS
    rate = REPEATS * len(codes) / (time.perf_counter() - start_valid)
    print(
        f"farr: import {(imported - start) * 1e3:.0f} ms, open and one code {(opened - imported) * 1e3:.0f} ms, {held:.0f} MB "
        f"resident; is valid on a date: {rate / 1e6:.2f} M/s ({found:,} of {len(codes):,} valid)"
    )


def peer() -> None:
    start = time.perf_counter()
    import simple_icd_10_cm as peer_codes

    opened, held = time.perf_counter(), resident()
    codes = peer_codes.get_all_codes(with_dots=True)[:20_000]
    start_valid = time.perf_counter()
    found = sum(peer_codes.is_leaf(code) for code in codes if peer_codes.is_valid_item(code))
    rate = len(codes) / (time.perf_counter() - start_valid)
    print(
        f"simple-icd-10-cm: import {(opened - start) * 1e3:.0f} ms, {held:.0f} MB resident; "
        f"valid and complete, without a date: {rate / 1e6:.2f} M/s ({found:,} of {len(codes):,})"
    )


def main() -> None:
    if sys.argv[1:] in (["own"], ["peer"]):
        own() if sys.argv[1] == "own" else peer()
        return
    subprocess.run(
        [sys.executable, "-m", "farr", "lookup", "E11.9"], capture_output=True, check=True
    )  # compiled before measuring
    for side in ("own", "peer"):
        subprocess.run([sys.executable, __file__, side], check=True)


if __name__ == "__main__":
    main()
