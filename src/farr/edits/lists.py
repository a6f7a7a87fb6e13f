"""Short lists that edits read: tab-separated text beside the edits of a family, with its source in comment lines."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def rows(family: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``<family>/<name>.tsv`` as cells; comment lines (``#``) and blank lines are left out."""
    package = f"farr.edits.{family}" if family else "farr.edits"
    text = resources.files(package).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#"))


@functools.cache
def words(family: str, name: str) -> frozenset[str]:
    """The first cells of a list, for membership tests."""
    return frozenset(row[0] for row in rows(family, name))
