"""The store of installed releases: one folder per release, put in place whole or not at all.

Layout below the data folder: ``tables/<set>/<release>/`` with ``manifest.json`` and the compiled ``codes.sqlite``.
A release is built in a folder of its own beside its place and renamed into it, so that a crash leaves either the old
state or the new one.
"""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from farr import settings
from farr.errors import UsageError
from farr.records import Manifest

SCHEMA_VERSION = 2


def tables_home() -> Path:
    """The folder of the installed releases; the schema's version is part of it, so an old one is never misread."""
    return settings.home() / "tables" / f"v{SCHEMA_VERSION}"


def installed(table_set: str | None = None) -> list[Manifest]:
    """Manifests of all installed releases (of one set), oldest first."""
    pattern = f"{table_set or '*'}/*/manifest.json"
    found = [
        msgspec.json.decode(path.read_bytes(), type=Manifest)
        for path in tables_home().glob(pattern)
        if not path.parent.name.startswith(".")
    ]
    return sorted(found, key=lambda manifest: (manifest.set, manifest.effective_from, manifest.release))


def folder(manifest: Manifest) -> Path:
    """Where the compiled files of a release lie."""
    return tables_home() / manifest.set / manifest.release


@contextlib.contextmanager
def placing(target: Path) -> Iterator[Path]:
    """A scratch folder that becomes ``target`` when the block ends well and vanishes when it does not.

    When another process has put the same target in place meanwhile, theirs stays.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        yield scratch
        try:
            scratch.rename(target)
        except OSError:
            if not target.exists():
                raise
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def install(manifest: Manifest, build: Callable[[sqlite3.Connection], None]) -> None:
    """Compile a release with ``build`` into its place.

    Raises:
        UsageError: the release is installed already (remove it first; nothing is overwritten).
    """
    target = folder(manifest)
    if target.exists():
        raise UsageError(f"release {manifest.release} of {manifest.set} is installed already; remove it first")
    with placing(target) as scratch:
        connection = sqlite3.connect(scratch / "codes.sqlite")
        try:
            connection.execute("PRAGMA journal_mode=OFF")
            connection.execute("PRAGMA synchronous=OFF")
            build(connection)
            connection.commit()
        finally:
            connection.close()
        (scratch / "manifest.json").write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1))


def open_read_only(path: Path) -> sqlite3.Connection:
    """A read-only connection to a compiled file, usable from several threads."""
    return sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def sha256(path: Path) -> str:
    """Hash of a source file, for its manifest."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
