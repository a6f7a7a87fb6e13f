"""Appendices A, B and C of the MS-DRG Definitions Manual, as CMS publishes them in text.

A: MS-DRG, MDC, ``M`` or ``P``, title, in columns.  B: diagnosis, MDC, MS-DRGs (``371-373``), title; a further line of a diagnosis
begins with its MDC.  C part 1: diagnosis, ``CC`` or ``MCC``, hospital-acquired condition (or blank), collection of excluded
principal diagnoses (``0002:...``); then each ``PDX collection`` with its codes.  C part 2: diagnoses that count only for patients
discharged alive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from farr.tables.source import Source

CODE = re.compile(r"\s*([A-Z][0-9A-Z]{2,6})(?:\s|$)")
DRG = re.compile(r"(\d{3})\s+(\d\d|PRE)?\s+([MP])\s+(\S.*)")
INDEX = re.compile(r"([A-Z][0-9A-Z]{2,6})?\s+(\d\d)\s+(\d{3}(?:-\d{3})?(?:\s*,\s*\d{3}(?:-\d{3})?)*)(?:\s+(\S.*))?")
SEVERITY = re.compile(r"\s*([A-Z][0-9A-Z]{2,6})\s+(MCC|CC)(?:\s+(\d{2}))?\s+(\d{4}):")
COLLECTION = re.compile(r"PDX collection\s+(\d{4})", re.IGNORECASE)


class Severity(NamedTuple):
    """The standing of a secondary diagnosis."""

    level: str
    collection: str
    acquired: str
    alive: bool


class Severities(NamedTuple):
    of: dict[str, Severity]
    exclusions: dict[str, set[str]]


def read_list(source: Source) -> Iterator[tuple[str, str, str, str]]:
    """MS-DRG, MDC, type and title of appendix A."""
    for _, text in source.lines():
        match = DRG.fullmatch(text.strip())
        if match:
            yield match[1], (match[2] or "").replace("PRE", "00"), "surgical" if match[3] == "P" else "medical", match[4].strip()


def read_index(source: Source) -> dict[str, list[tuple[str, str]]]:
    """MDC and MS-DRGs of every diagnosis, from appendix B."""
    found: dict[str, list[tuple[str, str]]] = {}
    code = ""
    for number, text in source.lines():
        match = INDEX.fullmatch(text.rstrip())
        if match is None:
            continue
        code = match[1] or code
        if not code:
            raise source.error("a line that continues a diagnosis stands before the first one", number, 1)
        found.setdefault(code, []).append((match[2], match[3].replace(" ", "")))
    return found


def read_severities(source: Source) -> Severities:
    """CC and MCC with their exclusions, from appendix C."""
    of: dict[str, Severity] = {}
    exclusions: dict[str, set[str]] = {}
    collection, part = "", 1
    for _, text in source.lines():
        line = text.strip()
        begun = COLLECTION.search(line)
        severity = SEVERITY.match(text)
        if line.startswith("Appendix C Part") and line[15:].strip()[:1].isdigit():
            part, collection = int(line[15:].strip()[:1]), ""
        elif severity and part == 1:
            of[severity[1]] = Severity(severity[2], severity[4], severity[3] or "", False)
        elif begun and part == 1:
            collection = begun[1]
            exclusions.setdefault(collection, set())
        else:
            code = CODE.match(text)
            if code and collection:
                exclusions[collection].add(code[1])
            elif code and part == 2 and code[1] in of:
                of[code[1]] = of[code[1]]._replace(alive=True)
    return Severities(of, exclusions)
