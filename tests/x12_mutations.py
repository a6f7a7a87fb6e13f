"""Valid X12 files mutated, and what must hold for each: no exception but ours, nothing lost."""

from __future__ import annotations

import datetime as dt
import json
import random
from collections.abc import Callable

from farr.errors import FarrError
from farr.x12 import exchange, units, validate
from farr.x12.acknowledge import Answer, Results, claim_acknowledgement, implementation_acknowledgement
from farr.x12.syntax import emit
from tests.x12_samples import KINDS, file

ANSWER = Answer(1, dt.datetime(2026, 6, 1, 12, 0))
VALUES = [
    "",
    "0",
    "-1",
    "1e9",
    "NaN",
    "99999999999",
    "20260230",
    "A" * 70,
    ":",
    "^",
    "::",
    " ",
    "\x00",
    "é",
    "~",
    "*",
    "ISA",
    "1.2.3",
    "Infinity",
]


def _lines(text: str) -> list[str]:
    return text.split("\n")


def _elements(random_: random.Random, text: str) -> str:
    lines = _lines(text)
    at = random_.randrange(len(lines))
    parts = lines[at].rstrip("~").split("*")
    place = random_.randrange(len(parts))
    choice = random_.randrange(4)
    if choice == 0:
        parts[place] = random_.choice(VALUES)
    elif choice == 1:
        parts.pop(place)
    elif choice == 2:
        parts.insert(place, random_.choice(VALUES))
    else:
        parts[place] = parts[place] + random_.choice(VALUES)
    lines[at] = "*".join(parts) + "~"
    return "\n".join(lines)


def _segments(random_: random.Random, text: str) -> str:
    lines = _lines(text)
    at, other = random_.randrange(len(lines)), random_.randrange(len(lines))
    choice = random_.randrange(4)
    if choice == 0:
        lines.pop(at)
    elif choice == 1:
        lines.insert(at, lines[other])
    elif choice == 2:
        lines[at], lines[other] = lines[other], lines[at]
    else:
        lines[at:at] = lines[min(at, other) : max(at, other)]
    return "\n".join(lines)


def _bytes(random_: random.Random, text: str) -> str:
    at = random_.randrange(len(text))
    return text[:at] + chr(random_.randrange(256)) + text[at + random_.randrange(2) :]


def _cut(random_: random.Random, text: str) -> str:
    return text[: random_.randrange(len(text))]


def _signs(random_: random.Random, text: str) -> str:
    return text.replace(random_.choice("*:^~"), random_.choice("|>!'\x1d\n\t*:~^AZ0 "))


def _breaks(random_: random.Random, text: str) -> str:
    return text.replace("\n", random_.choice(["", "\r\n", "\n\n", "  ", "\x1a"]))


def _splice(random_: random.Random, text: str) -> str:
    other = file(random_.choice(list(KINDS)))
    return text[: random_.randrange(len(text))] + other[random_.randrange(len(other)) :]


MUTATIONS: list[Callable[[random.Random, str], str]] = [
    _elements,
    _elements,
    _segments,
    _segments,
    _bytes,
    _cut,
    _signs,
    _breaks,
    _splice,
]


def mutated(random_: random.Random) -> bytes:
    """One mutated file."""
    text = "".join(file(random_.choice(list(KINDS))) for _ in range(random_.choice([1, 1, 1, 2, 3])))
    for _ in range(random_.choice([1, 1, 2, 3, 8])):
        if text:
            text = random_.choice(MUTATIONS)(random_, text)
    return text.encode("latin-1", "replace")


def survive(data: bytes) -> bool:
    """Read, check, acknowledge and write one file; True where it was X12 to its end.

    Raises:
        AssertionError: something was lost.
    """
    read, whole = [], True
    try:
        read.extend(units(data))
    except FarrError:
        whole = False
    again = b"".join(piece for unit in read for piece in emit(unit.segments))
    assert again == data if whole else data.startswith(again), "bytes were lost"
    lines = [json.dumps(exchange.to_dict(unit)) for unit in read]
    assert b"".join(exchange.write(lines)) == again, "the JSON lines lost bytes"
    results = Results(claims=True)
    try:
        validate.run(data, results)
    except FarrError:
        return False
    implementation_acknowledgement(results, ANSWER)
    claim_acknowledgement(results, ANSWER)
    return whole
