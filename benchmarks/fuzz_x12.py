"""Fuzzes the X12 reader and check for as long as asked: no exception but ours, no hang, nothing lost.

    python benchmarks/fuzz_x12.py --seconds 900 --seed 1

Valid sets of every kind are mutated (bytes, elements, segments, cuts, delimiters, splices) and read, checked, acknowledged
and written again.  Prints what it did; stops with the file beside it (``fuzz-failure.x12``) at the first fault.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.x12_mutations import mutated, survive

SLOWEST = 5.0


def main() -> None:
    parser = argparse.ArgumentParser(description="Fuzz the X12 reader and check.")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.randrange(1 << 30)
    random_, begun, count, whole, slowest = random.Random(seed), time.monotonic(), 0, 0, 0.0
    while time.monotonic() - begun < given.seconds:
        data = mutated(random_)
        started = time.process_time()
        try:
            whole += survive(data)
        except Exception:
            Path("fuzz-failure.x12").write_bytes(data)
            traceback.print_exc()
            sys.exit(f"seed {seed}, file {count}: see fuzz-failure.x12")
        slowest = max(slowest, time.process_time() - started)
        if slowest > SLOWEST:
            Path("fuzz-failure.x12").write_bytes(data)
            sys.exit(f"seed {seed}, file {count}: took {slowest:.1f} s; see fuzz-failure.x12")
        count += 1
    print(f"seed {seed}: {count} files, {whole} of them X12 to the end; slowest {slowest * 1000:.0f} ms; nothing failed")


if __name__ == "__main__":
    main()
