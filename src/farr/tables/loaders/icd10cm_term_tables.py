"""ICD-10-CM Table of Neoplasms (sites by behavior) and Table of Drugs and Chemicals (substances by intent), NCHS XML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, head_of, stated_year
from farr.tables.loaders._index import DIAGNOSIS, compile_index
from farr.tables.source import Source

ROOT = "ICD10CM.index"
FIRST_COLUMN = re.compile(r'<head col="1">\s*(Neoplasm|Substance)', re.IGNORECASE)
SET_OF = {"neoplasm": "icd-10-cm-neoplasms", "substance": "icd-10-cm-drugs"}
SETS = tuple(SET_OF.values())


def recognise(source: Source) -> Identity | None:
    """By the root element and the heading of the first column."""
    head = head_of(source)
    first = FIRST_COLUMN.search(head[:2000]) if f"<{ROOT}>" in head[:400] else None
    return fiscal_identity(SET_OF[first[1].lower()], source, stated_year(head)) if first else None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile a table; returns the number of its lines."""
    return compile_index(sources, folder, ROOT, DIAGNOSIS)
