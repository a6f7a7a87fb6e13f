"""Is a code valid on a date: the question that is asked most, answered from memory.

A set of codes is read once for each release; which release answers for a date is asked of the store again when a second has
passed, so that a long-running process sees releases that another one installs.
"""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

from farr.records import System
from farr.tables.as_of import Tables, open_release
from farr.tables.listing import Listing, key_of

RENEWED_EVERY = 1.0
_codes: dict[tuple[str, dt.date], frozenset[str]] = {}
_by_release: dict[tuple[str, str, str], frozenset[str]] = {}
_renew_at = 0.0


def is_valid(code: str, date: dt.date, system: System = "icd-10-cm") -> bool:
    """True for a complete code of a system that may stand on a claim on a date of service.

    Args:
        code: with or without the dot; upper case is looked up at full speed, other casing is brought to it first.
        system: a code set (``icd-10-cm``, ``icd-10-pcs``, ``hcpcs``, ``cpt``).
    Raises:
        TableMissing: no release of the system covers the date.
    """
    if time.monotonic() > _renew_at:
        _renew()
    known = _codes.get((system, date))
    if known is None:
        known = _codes[system, date] = valid_codes(system, date)
    return code in known or code.strip().upper() in known


def valid_codes(system: str, date: dt.date) -> frozenset[str]:
    """Every valid code of a system on a date, dotted and undotted.

    Raises:
        TableMissing: no release of the system covers the date.
    """
    manifest = Tables(date).choice(system).manifest
    table: Any = open_release(manifest)
    if isinstance(table, Listing):
        day = date.isoformat()
        return frozenset(key for key, spans in table.spans.items() if any(a <= day <= b for a, b in spans))
    release = (manifest.set, manifest.release, manifest.source_sha256)
    known = _by_release.get(release)
    if known is None:
        codes = table.valid_codes()
        known = _by_release[release] = frozenset(codes) | frozenset(map(key_of, codes))
    return known


def _renew() -> None:
    global _renew_at  # noqa: PLW0603 - the moment of the next look at the store
    _codes.clear()
    _renew_at = time.monotonic() + RENEWED_EVERY
