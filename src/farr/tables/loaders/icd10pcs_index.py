"""ICD-10-PCS Index (CMS XML): terms to tables, values and codes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, head_of, stated_year
from farr.tables.loaders._index import PROCEDURE, compile_index
from farr.tables.source import Source

SETS = ("icd-10-pcs-index",)
ROOT = "ICD10PCS.index"


def recognise(source: Source) -> Identity | None:
    """By the root element."""
    head = head_of(source)
    return fiscal_identity(SETS[0], source, stated_year(head)) if f"<{ROOT}>" in head[:400] else None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the index; returns the number of entries."""
    return compile_index(sources, folder, ROOT, PROCEDURE)
