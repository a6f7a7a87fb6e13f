"""ICD-10-PCS codes and titles as two columns, comma-separated, the way packages carry the official list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables import store
from farr.tables.loaders import Identity
from farr.tables.loaders.icd10pcs import CODE, FILE, create, write
from farr.tables.source import Source

SETS = ("icd-10-pcs",)


def recognise(source: Source) -> Identity | None:
    """Never by itself: two columns say neither set nor release; ``bundled.tsv`` names this loader."""
    return None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the list; returns the number of codes."""
    with store.writing(folder / FILE) as connection:
        create(connection)
        return write(connection, _rows(sources[0]), official=True)


def _rows(source: Source) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for row in source.table(","):
        if len(row.cells) != 2 or not CODE.fullmatch(row.cells[0]) or row.cells[0] in seen:
            raise source.error("expected a code of seven characters that no earlier line has, and its title", row.line)
        seen.add(row.cells[0])
        yield row.cells[0], row.cells[1]
