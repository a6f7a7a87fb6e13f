"""Who is touched by a release: encounters, problem lists, favourites and edits that use codes which it changes.

A deleted code, or one that became a heading, must be replaced; a revised title or note may change what the code means.  An
encounter counts only where its date of service falls into the release; lists without dates always do.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.resources.abc import Traversable

from farr.records import TableChange, TableDiff, TableImpact
from farr.tables.listing import key_of

CODE = re.compile(r"\b[A-Z][0-9A-Z]{2}\.?[0-9A-Z]{0,4}\b")
SERIOUS = ("deleted", "revised", "title-revised", "note-deleted", "note-added")


class Used:
    """A place that uses codes: what kind of place, where it stands, whose it is, on which date, and the codes."""

    def __init__(self, use: str, where: str, codes: Iterable[str], id: str | None = None, date: dt.date | None = None) -> None:
        self.use = use
        self.where = where
        self.id = id
        self.date = date
        self.codes = tuple(codes)


def impact(changes: TableDiff, starts: dt.date, uses: Iterable[Used]) -> Iterator[TableImpact]:
    """The uses that the changes of a release touch, in the order given, the gravest change of each code first.

    Args:
        starts: the first day of the later release; uses of an earlier date are answered by earlier releases.
    """
    by_code: dict[str, list[TableChange]] = {}
    for change in changes.changes:
        if change.kind in SERIOUS:
            by_code.setdefault(key_of(change.key), []).append(change)
    for found in by_code.values():
        found.sort(key=lambda change: SERIOUS.index(change.kind))
    for use in uses:
        if use.date is not None and use.date < starts:
            continue
        for code in dict.fromkeys(use.codes):
            for change in by_code.get(key_of(code), ())[:1]:
                yield TableImpact(where=use.where, use=use.use, id=use.id, code=code, change=change)


def codes_in(text: str) -> list[str]:
    """Everything in a line that has the shape of a code."""
    return CODE.findall(text)


def own_uses() -> Iterator[Used]:
    """The codes in farr's own word lists and in the data and pages of its edits."""
    for package, use, suffixes in (("farr.tables.terms", "term", (".tsv",)), ("farr.edits", "edit", (".tsv", ".md", ".py"))):
        for name, file in _files(resources.files(package), package.replace(".", "/")):
            if file.name.endswith(suffixes):
                for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
                    found = codes_in(line)
                    if found and not line.startswith("#"):
                        yield Used(use, f"{name}:{number}", found)


def _files(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        path = f"{name}/{item.name}"
        if item.is_dir():
            yield from _files(item, path)
        else:
            yield path, item
