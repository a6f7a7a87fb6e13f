"""Fetching releases from their publishers: addresses from the dated list, licence first, then download, proof, installation."""

from __future__ import annotations

import datetime as dt
import hashlib
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from farr.errors import UnreadableInput, UsageError
from farr.records import Manifest
from farr.tables import store
from farr.tables.add import Progress, Wanted, add, silent
from farr.tables.download import DownloadFailed, download, forget
from farr.tables.loaders import Identity, recognise
from farr.tables.publishers import Address, addresses, parts
from farr.tables.sets import table_set
from farr.tables.source import SPREADSHEETS, sources

PUBLIC, CURRENT = "public", "current"


class Fetched(NamedTuple):
    """What came of a call: the releases put in place, and what was left alone, each with its reason."""

    manifests: tuple[Manifest, ...]
    remarks: tuple[str, ...]


def fetch(
    names: Sequence[str] = (),
    release: str | None = None,
    *,
    accept_licence: bool = False,
    from_url: str | None = None,
    progress: Progress = silent,
) -> Fetched:
    """Download releases from their publishers and install them beside those that are there.

    Args:
        names: sets; none means every set in the public domain whose last listed release is not installed.
        release: another release than the last one listed.
        accept_licence: the caller accepts the terms of sets that are not in the public domain (their notice is in the error).
        from_url: an address to use in place of the listed one, for one set.
    Raises:
        UsageError: no address is known, or terms were not accepted; nothing was downloaded.
        DownloadFailed: the file could not be had whole; it says how to get and add it by hand.
        UnreadableInput: what came is not the file; nothing of it is installed.
    """
    wanted = _wanted(names, release, from_url)
    for name in dict.fromkeys(address.set for group in wanted for address in group):
        known = table_set(name)
        if known.licence != PUBLIC and not accept_licence:
            raise UsageError(f"{known.notice}. --accept-licence says that you accept this", name)
    manifests: list[Manifest] = []
    remarks: list[str] = []
    kept: set[Path] = set()
    try:
        for group in wanted:
            name, listed = group[0].set, group[0].release
            if any(manifest.release == listed for manifest in store.installed(name)):
                remarks.append(f"{name} {listed}: installed already")
                continue
            manifests += _install(group, kept, progress)
    except (UnreadableInput, UsageError):
        _forget_all(kept)
        raise
    _forget_all(kept)
    progress("done", 1.0)
    return Fetched(tuple(manifests), tuple(remarks))


def _forget_all(kept: set[Path]) -> None:
    """Downloads are not kept once they were installed or proved wrong; those of a call that broke off are."""
    for path in kept:
        forget(path)


def _wanted(names: Sequence[str], release: str | None, from_url: str | None) -> list[tuple[Address, ...]]:
    if from_url is not None:
        if len(names) != 1:
            raise UsageError("give the one set that the address holds", "--from-url")
        if urlsplit(from_url).scheme not in ("https", "http"):
            raise UsageError("expected an address that begins with https:// or http://", "--from-url")
        table_set(names[0])
        return [(Address(names[0], release or "", None, from_url, "", "", ""),)]
    if names:
        return [parts(name, release) for name in dict.fromkeys(names)]
    every = dict.fromkeys(address.set for address in addresses())
    return [parts(name) for name in every if table_set(name).licence == PUBLIC]


def _install(group: Sequence[Address], kept: set[Path], progress: Progress) -> Sequence[Manifest]:
    """Download the parts of a release and install it; what is not the file is thrown away."""
    paths = []
    for place, address in enumerate(group):
        paths.append(_get(address, place / len(group), 1 / len(group), progress))
        kept.add(paths[-1])
    name, first = group[0].set, group[0]
    found = _identities(paths, first)
    if name not in {identity.set for identity in found}:
        there = "no loader knows its format"
        if found:
            there = f"it holds {', '.join(sorted({identity.set for identity in found}))}"
        raise UnreadableInput(f"the file is not {name}: {there}; nothing was installed. {first.by_hand()}", first.url)
    start = first.effective_from
    if start is None and first.release == CURRENT and not any(i.effective_from for i in found if i.set == name):
        start = dt.date.today()  # a page that is always the newest and says no day: in force as of the day it was fetched
    said = Wanted(effective_from=start, release=None if first.page else first.release or None, only=name)
    try:
        return add(paths, said).manifests
    except UnreadableInput as error:
        raise UnreadableInput(f"{error.message}. Nothing was installed; {first.by_hand()}", error.where or first.url) from None


def _identities(paths: Sequence[Path], address: Address) -> set[Identity]:
    """What the files are, as far as a loader knows.

    Raises:
        UnreadableInput: an archive is cut off.
    """
    try:
        return {known[1] for source in sources(paths) if (known := recognise(source)) is not None}
    except UnreadableInput as error:
        raise UnreadableInput(f"{error.message}. {address.by_hand()}", address.url) from None


def _get(address: Address, begun: float, share: float, progress: Progress) -> Path:
    """Download one file and prove that it is what the list says.

    Raises:
        DownloadFailed: with the way to get it by hand.
        UnreadableInput: another file, or a web page in its place.
    """

    def watch(done: int, total: int | None) -> None:
        size = f"{done / 1e6:.1f} of {total / 1e6:.1f} MB" if total else f"{done / 1e6:.1f} MB"
        progress(f"{address.set}: {address.file_name} {size}", begun + share * (done / total if total else 0.0))

    if urlsplit(address.url).scheme != "https" and address.page:
        raise UsageError("a listed address must be https", address.url)
    try:
        path = download(address.url, address.file_name, watch)
    except DownloadFailed as error:
        raise DownloadFailed(f"{error.message}. By hand: {address.by_hand()}", address.url) from None
    if address.sha256 and _digest(path) != address.sha256:
        forget(path)
        raise UnreadableInput(
            f"the file is not the one that was published when the list was made (seen {address.seen}): its hash differs. "
            f"Nothing was installed; if the publisher replaced it, {address.by_hand()}",
            address.url,
        )
    if address.file_name.lower().endswith((".zip", *SPREADSHEETS[:2])) and not zipfile.is_zipfile(path):
        page = path.read_bytes()[:200].lstrip().startswith(b"<")
        forget(path)
        what = "the publisher's server answered with a web page in place of the file" if page else "half a file, or none, came"
        raise UnreadableInput(f"{what}; nothing was installed. {address.by_hand()}", address.url)
    return path


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
