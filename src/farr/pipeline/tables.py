"""``farr tables``: the installed releases, and how they come and go."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from farr import tables
from farr.records import Manifest
from farr.tables import Added, Fetched, Progress, Wanted, bundled, pages, silent, store, table_set, table_sets
from farr.tables.publishers import Address, addresses

__all__ = ["Address", "add", "fetch", "installed", "page", "published", "remove"]


def installed(table_set_name: str | None = None) -> list[Manifest]:
    """Manifests of all installed releases (of one set), by set, oldest first; those that packages carry and no date has
    needed yet stand among them, with their rows not counted.

    Raises:
        UsageError: no such set.
    """
    if table_set_name is not None:
        table_set(table_set_name)
    found = [*store.installed(table_set_name), *bundled.waiting(table_set_name)]
    return sorted(found, key=lambda manifest: (manifest.set, manifest.effective_from))


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


def fetch(
    sets: Sequence[str] = (),
    release: str | None = None,
    *,
    accept_licence: bool = False,
    from_url: str | None = None,
    progress: Progress = silent,
) -> Fetched:
    """Download releases from their publishers and install them beside those that are there.

    Args:
        sets: their names; none means every set in the public domain whose last listed release is not installed.
        release: another release than the last one listed.
        accept_licence: the caller accepts the terms of sets that are not in the public domain.
        from_url: an address to use in place of the listed one, for one set.
    Returns: the manifests put in place, and what was left alone with its reason.
    Raises:
        UsageError: no address is known, or terms were not accepted (the message holds them); nothing was downloaded.
        DownloadFailed: a file could not be had whole; what came is kept for the next call, and the message says how to get the
            file by hand.
        UnreadableInput: what came is not the file; nothing of it is installed.
    """
    return tables.fetch(sets, release, accept_licence=accept_licence, from_url=from_url, progress=progress)


def published(sets: Sequence[str] = ()) -> list[Address]:
    """The publishers' addresses that are known (of some sets), oldest release first.

    Raises:
        UsageError: no such set.
    """
    wanted = {table_set(name).name for name in sets}
    return [address for address in addresses() if not wanted or address.set in wanted]


def page(name: str) -> str | None:
    """The page of a table in Markdown, or of all tables for ``tables``: what it is, which files can be added, how to get them.
    None where no table has that name."""
    if name == "tables":
        return pages.overview()
    return pages.page_of(name) if name in table_sets() else None


def remove(table_set_name: str, release: str) -> Manifest:
    """Take a release away; releases of other sets and dates stay.

    Raises:
        UsageError: it is not installed.
    """
    manifest = store.remove(table_set(table_set_name).name, release)
    bundled.forget(table_set_name, release)
    return manifest
