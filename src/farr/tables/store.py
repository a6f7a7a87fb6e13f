"""The store of installed releases: one folder per release, put in place whole or not at all.

Layout below the data folder: ``tables/v<schema>/<set>/<release>/`` with ``manifest.json`` and the compiled files of the set.
A release is built in a scratch folder beside its place and renamed into it, so that a crash at any moment leaves either the
old state or the new one; a scratch folder that a crash left behind is never read and is swept away by the next install.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import itertools
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from farr import settings
from farr.errors import UsageError
from farr.records import Manifest

SCHEMA_VERSION = 3
LEFT_BEHIND = 24 * 3600.0
"""Seconds after which a scratch folder is surely not being written any more."""


def tables_home() -> Path:
    """The folder of the installed releases; the schema's version is part of it, so an old one is never misread."""
    return _below(settings.home())


@functools.lru_cache(maxsize=16)
def _below(home: Path) -> Path:
    return home / "tables" / f"v{SCHEMA_VERSION}"


def stamp(table_set: str) -> int:
    """Changes whenever a release of the set is put in place or removed, by any process."""
    try:
        return os.stat(tables_home() / table_set).st_mtime_ns  # noqa: PTH116 - called for every look-up by date
    except OSError:
        return 0


_changes = itertools.count(1)
_generation = 0


def generation() -> int:
    """Counts what this process installed and removed, for memories that need not see other processes' changes at once."""
    return _generation


def _changed() -> None:
    global _generation  # noqa: PLW0603 - the one thing that every memory of tables looks at
    _generation = next(_changes)


def installed(table_set: str | None = None) -> list[Manifest]:
    """Manifests of all installed releases (of one set), oldest first."""
    if table_set is not None:
        return list(_installed(str(tables_home()), table_set, stamp(table_set)))
    home = tables_home()
    names = sorted(path.name for path in home.iterdir() if path.is_dir()) if home.is_dir() else []
    return [manifest for name in names for manifest in installed(name)]


@functools.lru_cache(maxsize=256)
def _installed(home: str, table_set: str, _stamp: int) -> tuple[Manifest, ...]:
    found = [
        msgspec.json.decode(path.read_bytes(), type=Manifest)
        for path in (Path(home) / table_set).glob("*/manifest.json")
        if not path.parent.name.startswith(".")
    ]
    return tuple(sorted(found, key=lambda manifest: (manifest.effective_from, manifest.release)))


def folder(manifest: Manifest) -> Path:
    """Where the compiled files of a release lie."""
    return tables_home() / manifest.set / manifest.release


@contextlib.contextmanager
def placing(target: Path) -> Iterator[Path]:
    """A scratch folder that becomes ``target`` when the block ends well and vanishes when it does not.

    When another process has put the same target in place meanwhile, theirs stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    sweep(target.parent)
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield scratch
        for path in scratch.iterdir():
            _to_disk(path)
        try:
            scratch.rename(target)
        except OSError:
            if not target.exists():
                raise
        _to_disk(target.parent)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove scratch folders that a crash left behind a day ago or earlier."""
    for path in parent.glob(".*-*"):
        with contextlib.suppress(OSError):
            if time.time() - path.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(path, ignore_errors=True)


def _to_disk(path: Path) -> None:
    """Have the file or folder written to the disk before its name becomes visible."""
    with contextlib.suppress(OSError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def install(manifest: Manifest, build: Callable[[Path], int]) -> Manifest:
    """Compile a release into its place.

    Args:
        manifest: of the release; its ``rows`` are set to what ``build`` counts.
        build: writes the compiled files into the folder it is given and returns the number of rows.
    Returns: the manifest as stored.
    Raises:
        UsageError: the release is installed already (remove it first; nothing is overwritten).
    """
    target = folder(manifest)
    if target.exists():
        raise UsageError(
            f"release {manifest.release} of {manifest.set} is installed already; "
            f"farr tables remove {manifest.set} {manifest.release} removes it, or give this one another name with --release"
        )
    with placing(target) as scratch:
        counted = msgspec.structs.replace(manifest, rows=build(scratch))
        (scratch / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(counted), indent=1))
    _changed()
    return counted


def remove(table_set: str, release: str) -> Manifest:
    """Take a release away: it is renamed out of sight first, so that it is never seen half gone.

    Raises:
        UsageError: no such release is installed.
    """
    manifest = next((m for m in installed(table_set) if m.release == release), None)
    if manifest is None:
        there = ", ".join(m.release for m in installed(table_set)) or "none"
        raise UsageError(f"no release {release} of {table_set} is installed; installed: {there}")
    hidden = Path(tempfile.mkdtemp(prefix=f".{release}-", dir=folder(manifest).parent))
    folder(manifest).rename(hidden / release)
    shutil.rmtree(hidden, ignore_errors=True)
    _changed()
    return manifest


@contextlib.contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that compiles a new database fast; safe because the folder that holds it is not in place yet."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        yield connection
        connection.commit()
    finally:
        connection.close()


def open_read_only(path: Path) -> sqlite3.Connection:
    """A read-only connection to a compiled file, usable from several threads."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def sha256(path: Path) -> str:
    """Hash of a source file, for its manifest."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
