"""ICD-10-CM Alphabetic Index to Diseases and Injuries, and External Cause of Injuries Index (NCHS XML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, head_of, stated_year
from farr.tables.loaders._index import DIAGNOSIS, compile_index
from farr.tables.source import Source

SETS = ("icd-10-cm-index", "icd-10-cm-external-index")
ROOT = "ICD10CM.index"
TITLE = re.compile(r"<title>([^<]*)</title>")


def recognise(source: Source) -> Identity | None:
    """By the root element and the title of the book; the tables of terms have headings in its place."""
    head = head_of(source)
    if f"<{ROOT}>" not in head[:400] or "<indexHeading>" in head[:2000]:
        return None
    title = TITLE.search(head[:2000])
    external = title is not None and "external cause" in title[1].lower()
    return fiscal_identity(SETS[1] if external else SETS[0], source, stated_year(head))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile an index; returns the number of entries."""
    return compile_index(sources, folder, ROOT, DIAGNOSIS)
