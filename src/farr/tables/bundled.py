"""Releases that the base install brings, inside packages or farr itself: ``bundled.tsv`` names file and loader of each.

The packages' data files are read where they lie; the packages themselves are never imported (importing one of them parses
everything it has).  A release is compiled when it is first needed for a date.
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib.util
from pathlib import Path
from typing import NamedTuple

from farr.errors import TableMissing
from farr.records import Manifest
from farr.tables import store
from farr.tables.add import Progress, Wanted, describe, install, silent
from farr.tables.loaders import Identity
from farr.tables.sets import read_tsv
from farr.tables.source import Source

OWN = "farr"
"""The package of the lists that farr ships itself."""
BUILT_IN = "built-in"
"""The release name of such a list; it gives way to any release of the publisher's file."""


class Bundled(NamedTuple):
    """A release inside a package."""

    set: str
    release: str
    effective_from: dt.date
    effective_to: dt.date | None
    loader: str
    package: str
    files: tuple[str, ...]


@functools.cache
def bundled() -> tuple[Bundled, ...]:
    """All releases that packages carry, in the order of the data file."""
    return tuple(
        Bundled(
            row[0],
            row[1],
            dt.date.fromisoformat(row[2]),
            dt.date.fromisoformat(row[3]) if row[3] else None,
            row[4],
            row[5],
            tuple(row[6].split(";")),
        )
        for row in read_tsv("bundled.tsv")
    )


def _of(table_set: str | None) -> list[Bundled]:
    """The releases of a set; for all sets, the newest of each (older ones wait until a date needs them)."""
    if table_set is None:
        return list({release.set: release for release in bundled()}.values())
    return [release for release in bundled() if release.set == table_set]


def _path(release: Bundled) -> Path:
    return store.tables_home() / release.set / release.release


def is_compiled(table_set: str | None = None) -> bool:
    """True when the bundled releases of a set (the newest of every set) are in place, or were and their user removed them."""
    return all(_settled(release) for release in _of(table_set))


def _settled(release: Bundled) -> bool:
    if _removed(release).exists():
        return True
    return (_path(release) / "manifest.json").exists() and not (release.package == OWN and _is_outdated(release))


def _is_outdated(release: Bundled) -> bool:
    """True where a list of farr's own was compiled from an earlier version of its file."""
    compiled = next((m.source_sha256 for m in store.installed(release.set) if m.release == release.release), "")
    return compiled != _digest(_package(OWN) / release.files[0])


@functools.cache
def _digest(path: Path) -> str:
    return Source(path).digest()


def _removed(release: Bundled) -> Path:
    return _path(release).with_name(f".removed-{release.release}")


def forget(table_set: str, release: str) -> None:
    """Remember that a user removed a bundled release, so that it does not come back by itself."""
    for found in _of(table_set):
        if found.release == release:
            _removed(found).touch()


def ensure(table_set: str | None = None, progress: Progress = silent) -> None:
    """Compile the bundled releases of a set (the newest of every set) that are not there yet.

    ``progress`` gets the step and the share done (0 to 1).

    Raises:
        TableMissing: the package that carries a release is not installed.
    """
    wanted = [release for release in _of(table_set) if not _settled(release)]
    for place, release in enumerate(wanted):
        progress(f"compiling {release.set} {release.release}", place / len(wanted))
        _compile(release)
    if wanted:
        progress("done", 1.0)


def waiting(table_set: str | None = None) -> list[Manifest]:
    """Manifests of the bundled releases (of a set) that no date has needed yet: their rows are not counted."""
    return [
        describe(release.loader, _sources(release), release.set, release.release, release.effective_from, release.effective_to)
        for release in bundled()
        if table_set in (None, release.set) and not _settled(release)
    ]


def _sources(release: Bundled) -> list[Source]:
    return [Source(_package(release.package) / file) for file in release.files]


def ensure_for(table_set: str, date: dt.date) -> None:
    """Compile the one bundled release of a set that can answer for a date: the last that has begun, or else the first.

    Raises:
        TableMissing: the package that carries it is not installed.
    """
    there = [release for release in _of(table_set) if not _removed(release).exists()]
    begun = [release for release in there if release.effective_from <= date]
    for release in begun[-1:] or there[:1]:
        if not _settled(release):
            _compile(release)


def _compile(release: Bundled) -> None:
    target = _path(release)
    if target.exists() and release.package == OWN and _is_outdated(release):
        store.remove(release.set, release.release)
    if not target.exists():
        said = Wanted(None, release.release, release.effective_from, release.effective_to, accept_fewer_rows=True)
        install(release.loader, Identity(release.set, release.effective_from, release.effective_to), _sources(release), said)


@functools.cache
def _package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise TableMissing(f"the package {name} is not installed; install farr with its dependencies again")
    return Path(spec.origin).parent
