"""``farr lookup`` from the shell against the start of Python, validity in process."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

from farr.tables import as_of


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


if __name__ == "__main__":
    main()
