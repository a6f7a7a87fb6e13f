"""``farr tables``: the installed releases, and how they come and go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from farr import tables
from farr.records import Manifest
from farr.tables import Added, Progress, Wanted, bundled, silent, store, table_set


def installed(table_set_name: str | None = None) -> list[Manifest]:
    """Manifests of all installed releases (of one set), by set, oldest first.

    Raises:
        UsageError: no such set.
    """
    if table_set_name is not None:
        table_set(table_set_name)
    return store.installed(table_set_name)


def add(
    paths: Sequence[Path],
    table_set_name: str | None = None,
    release: str | None = None,
    effective_from: dt.date | None = None,
    effective_to: dt.date | None = None,
    progress: Progress = silent,
    *,
    accept_fewer_rows: bool = False,
) -> Added:
    """Install the releases that official files hold; zip archives are opened.

    Args:
        paths: files of one or several releases; parts of a release belong into one call.
        table_set_name, release, effective_from, effective_to: said where the files do not say it themselves.
        accept_fewer_rows: install a release too that has more than a fifth fewer rows than the installed one before it.
    Returns: the manifests put in place, the names of files that no loader knows, and what was repaired on the way.
    Raises:
        UnreadableInput: a file is damaged or not in the published layout; it names file, line and column, and nothing of the
            release is installed.
        UsageError: the release is installed already.
    """
    return tables.add(paths, Wanted(table_set_name, release, effective_from, effective_to, accept_fewer_rows), progress)


def remove(table_set_name: str, release: str) -> Manifest:
    """Take a release away; releases of other sets and dates stay.

    Raises:
        UsageError: it is not installed.
    """
    manifest = store.remove(table_set(table_set_name).name, release)
    bundled.forget(table_set_name, release)
    return manifest
