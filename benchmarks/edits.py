"""Speed of the edits on six-line professional claims in one process, against a floor that only decodes the same claims.

Run: ``python benchmarks/edits.py [claims]``.
"""

from __future__ import annotations

import sys
import time

import msgspec

from farr.edits import check, edits
from farr.records import Encounter

DIAGNOSES = ("E11.42", "I10", "E78.5", "M17.0", "J45.41", "N40.1", "K21.9", "F33.1", "R07.9", "Z79.4", "L40.0", "H66.001")
SERVICES = ("99213", "36415", "80053", "83036", "93000", "71046")


def claims(count: int) -> list[bytes]:
    """Six-line claims, no two with the same diagnoses in the same order among neighbours."""
    made = []
    for number in range(count):
        codes = [DIAGNOSES[(number * step + step) % len(DIAGNOSES)] for step in (1, 5, 7)]
        lines = [
            {
                "code": code,
                "units": "1",
                "charge": "50.00",
                "date": "2026-05-04",
                "diagnosis_pointers": [1],
                "place_of_service": "11",
            }
            for code in SERVICES
        ]
        raw = {
            "id": str(number),
            "from": "2026-05-04",
            "diagnoses": [{"code": code} for code in dict.fromkeys(codes)],
            "lines": lines,
        }
        made.append(msgspec.json.encode(raw))
    return made


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    rows = claims(count)
    decoder = msgspec.json.Decoder(Encounter, strict=False)
    start = time.perf_counter()
    decoded = [decoder.decode(row) for row in rows]
    floor = time.perf_counter() - start
    check(decoded[0])
    start = time.perf_counter()
    found = sum(len(check(encounter).findings) for encounter in decoded)
    spent = time.perf_counter() - start
    print(f"{len(edits())} edits, {count} claims, {found} findings")
    print(f"floor (decode only): {count / floor:,.0f} claims/s")
    print(f"edits: {count / spent:,.0f} claims/s, {spent / floor:.0f} times the floor")


if __name__ == "__main__":
    main()
