"""ICD-10-CM Table of Drugs and Chemicals: substances by intent (NCHS XML)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, head_of, stated_year
from farr.tables.loaders._index import DIAGNOSIS, compile_index
from farr.tables.source import Source

SETS = ("icd-10-cm-drugs",)
ROOT = "ICD10CM.index"
FIRST_COLUMN = re.compile(r'<head col="1">\s*Substance', re.IGNORECASE)


def recognise(source: Source) -> Identity | None:
    """By the root element and the heading of the first column."""
    head = head_of(source)
    if f"<{ROOT}>" not in head[:400] or not FIRST_COLUMN.search(head[:2000]):
        return None
    return fiscal_identity(SETS[0], source, stated_year(head))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the table; returns the number of its lines."""
    return compile_index(sources, folder, ROOT, DIAGNOSIS)
