"""Sets of document numbers as bits: lowest number first."""

from __future__ import annotations

import array
import re

FILLED = re.compile(rb"\0*[^\0]")
BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))


def bitmap(ids: array.array[int]) -> bytes:
    """Document numbers as a set of bits, lowest first."""
    bits = bytearray((ids[-1] >> 3) + 1) if ids else bytearray()
    for number in ids:
        bits[number >> 3] |= 1 << (number & 7)
    return bytes(bits)


def lowest(bits: int, limit: int) -> list[int]:
    """The lowest members of a set, at most about ``limit``."""
    found: list[int] = []
    data = bits.to_bytes((bits.bit_length() + 7) >> 3, "little")
    for match in FILLED.finditer(data):
        place = match.end() - 1
        start = place << 3
        found.extend(start + bit for bit in BITS[data[place]])
        if len(found) >= limit:
            break
    return found
