"""The tables of the conventions: tab-separated rows with their source and release in the comment lines."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of ``data/<name>``, each padded to the width of the widest."""
    text = resources.files("farr.codes.conventions").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    read = [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")]
    width = max(map(len, read))
    return tuple((*row, *[""] * (width - len(row))) for row in read)
