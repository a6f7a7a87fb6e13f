"""One loader per official file format: bytes of a publisher's file in, rows of a release out.  The folder is the registry.

A loader is a module with

``SETS``
    the names of the sets (``sets.tsv``) that it compiles;
``recognise(source) -> Identity | None``
    whether a file is of its format, by name and first bytes, and of which set and release (dates may be None where the file
    does not say them);
``compile(sources, folder, identity) -> int``
    reads the files of one release in a stream and writes the compiled form into ``folder``; returns the number of rows.
    It raises :class:`farr.errors.UnreadableInput` with file, line and column for anything that it cannot read as published.

Modules whose name begins with an underscore hold what loaders share.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import pkgutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, cast

from farr.tables.source import Source


class Identity(NamedTuple):
    """Which release a file belongs to, as far as it says: set, first day, and the version that it states of itself."""

    set: str
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    stated: str = ""


class Loader(Protocol):
    """What a module of this folder provides."""

    SETS: tuple[str, ...]

    def recognise(self, source: Source) -> Identity | None: ...

    def compile(self, sources: Sequence[Source], folder: Path, identity: Identity) -> int: ...


@functools.cache
def loaders() -> dict[str, Loader]:
    """All loaders by name."""
    names = sorted(m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if not m.name.startswith("_"))
    return {name: cast("Loader", importlib.import_module(f"farr.tables.loaders.{name}")) for name in names}


def recognise(source: Source) -> tuple[str, Identity] | None:
    """The loader that knows a file's format, and the release that the file belongs to; None where none does."""
    for name, loader in loaders().items():
        identity = loader.recognise(source)
        if identity is not None:
            return name, identity
    return None
