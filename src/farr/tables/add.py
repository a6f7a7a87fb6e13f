"""Installing official files: recognise, group by release, compile, put in place; all or nothing for each release."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from farr.errors import UnreadableInput, UsageError
from farr.records import Manifest
from farr.tables import store
from farr.tables.loaders import Identity, loaders, recognise
from farr.tables.sets import last_day, licences, release_name, table_set
from farr.tables.source import Source, sources

NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,30}")
OWN_LIST, OWN_LICENCE = "own_list", "own"
SHRUNK = 0.8
"""The share of the previous release's rows below which a release is taken for incomplete."""
Progress = Callable[[str, float], None]


class Wanted(NamedTuple):
    """What the caller says of the files where they do not say it themselves, or say it wrongly; ``only``: the one set to take
    from files that hold several."""

    set: str | None = None
    release: str | None = None
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    accept_fewer_rows: bool = False
    only: str | None = None


NOTHING_SAID = Wanted()


class Added(NamedTuple):
    """What came of a call: the releases put in place, the files passed over because no loader knows them, and what was
    repaired or left out on the way, with its place."""

    manifests: tuple[Manifest, ...]
    passed_over: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def silent(_step: str, _share: float) -> None:
    """Progress nobody watches."""


def add(paths: Sequence[Path], wanted: Wanted = NOTHING_SAID, progress: Progress = silent) -> Added:
    """Install the releases that the files hold.  Files of one release (parts, or a tabular list and its order file) belong
    into one call.

    Raises:
        UnreadableInput: a file is damaged, of no known format, or its release cannot be told; nothing of it is installed.
        UsageError: the release is installed already.
    """
    groups: dict[tuple[str, Identity], list[Source]] = {}
    passed_over: list[str] = []
    for source in sources(paths):
        known = recognise(source) if wanted.set is None else _as(wanted.set, source)
        if known is None:
            passed_over.append(source.name)
        elif wanted.only in (None, known[1].set):
            groups.setdefault(known, []).append(source)
    merged = _merged(groups)
    if not merged:
        raise UnreadableInput(
            "no loader knows the format of this file; farr explain tables lists the files that can be added, "
            "and --set NAME says which one it is",
            ", ".join(passed_over),
        )
    manifests = []
    for place, ((name, identity), group) in enumerate(merged.items()):
        progress(f"{identity.set}: reading {group[0].file_name}", place / len(merged))
        manifests.append(install(name, identity, group, wanted))
    progress("done", 1.0)
    remarks = tuple(remark for group in merged.values() for source in group for remark in source.remarks)
    return Added(tuple(manifests), tuple(passed_over), remarks)


def _as(wanted: str, source: Source) -> tuple[str, Identity] | None:
    """The file taken as the set that the caller names."""
    table_set(wanted)
    known = recognise(source)
    if known is not None and known[1].set == wanted:
        return known
    names = [name for name, loader in loaders().items() if wanted in loader.SETS]
    return (names[0], Identity(wanted)) if names else None


def _merged(groups: dict[tuple[str, Identity], list[Source]]) -> dict[tuple[str, Identity], list[Source]]:
    """Files of one set of which some do not say their dates go with those that do, when only one release is named."""
    merged: dict[tuple[str, Identity], list[Source]] = {}
    for (name, identity), group in groups.items():
        dated = [other for loader, other in groups if loader == name and other.set == identity.set and other.effective_from]
        target = dated[0] if identity.effective_from is None and len(set(dated)) == 1 else identity
        merged.setdefault((name, target), []).extend(group)
    return merged


def install(loader: str, identity: Identity, group: Sequence[Source], wanted: Wanted = NOTHING_SAID) -> Manifest:
    """Compile one release and put it in place.

    Raises:
        UnreadableInput: see :func:`add`.
        UsageError: the release is installed already.
    """
    known = table_set(identity.set)
    if wanted.release is not None and not NAME.fullmatch(wanted.release):
        raise UsageError("expected a short name of letters, digits, dots and dashes, such as FY2027-04", "--release")
    start = wanted.effective_from or identity.effective_from
    if start is None:
        raise UnreadableInput(
            f"neither the name nor the first lines say from when this release of {identity.set} is in force; "
            "say it with --from YYYY-MM-DD",
            ", ".join(source.name for source in group),
        )
    end = wanted.effective_to or identity.effective_to or last_day(known.cadence, start)
    if end is not None and end < start:
        raise UsageError(f"the release would end ({end}) before it begins ({start})", "--to")
    manifest = describe(loader, group, identity.set, wanted.release or release_name(known.cadence, start), start, end)
    manifest = msgspec.structs.replace(manifest, loaded=dt.datetime.now(dt.UTC).replace(microsecond=0))
    settled = identity._replace(effective_from=start, effective_to=end)

    def build(folder: Path) -> int:
        rows = loaders()[loader].compile(group, folder, settled)
        if not wanted.accept_fewer_rows:
            _refuse_shrunk(manifest, rows)
        return rows

    return store.install(manifest, build)


def describe(loader: str, group: Sequence[Source], name: str, release: str, start: dt.date, end: dt.date | None) -> Manifest:
    """The manifest of a release before it is compiled."""
    known = table_set(name)
    return Manifest(
        set=name,
        release=release,
        publisher=known.publisher,
        title=known.title,
        licence=licences()[OWN_LICENCE] if loader == OWN_LIST else known.notice,
        effective_from=start,
        effective_to=end,
        source_file=", ".join(source.name for source in group),
        source_sha256=_digest(group),
        rows=None,
        loader=loader,
        loaded=None,
    )


def _refuse_shrunk(manifest: Manifest, rows: int) -> None:
    """Refuse a release that lost more than a fifth of the rows of the one before it: a part or the end of the file is missing.

    Raises:
        UnreadableInput: it did; nothing of it is installed.
    """
    there = [m for m in store.installed(manifest.set) if m.loader != OWN_LIST]
    earlier = [m for m in there if m.effective_from < manifest.effective_from]
    before = (earlier[-1].rows or 0) if earlier else 0
    if rows < SHRUNK * before:
        raise UnreadableInput(
            f"{manifest.set} {manifest.release} would have {rows:,} rows, more than a fifth fewer than the "
            f"{before:,} of {earlier[-1].release}; is a part missing? --accept-fewer-rows installs it all the same",
            manifest.source_file,
        )


def _digest(group: Sequence[Source]) -> str:
    """The hash of the file; of several files, the hash of their hashes."""
    digests = list(dict.fromkeys(source.digest() for source in group))
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
