"""What changes from one release to another: added, deleted and revised rows, and notes that came or went.

Both sides are read in the order of their keys and merged, so that tables of millions of rows take no more memory than small
ones.  A table takes part by offering ``comparable(date)``: keys in ascending order, each with its named cells; the cell
``title`` is what people call the row, cells whose name begins with ``note:`` are compared as notes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from farr.errors import UsageError
from farr.records import Manifest, TableChange, TableDiff
from farr.tables import store
from farr.tables.as_of import open_release

Comparable = Iterator[tuple[str, Mapping[str, str]]]
NOTE = "note:"


class HasRows(Protocol):
    """A table that can be compared with another release of itself."""

    def comparable(self, date: dt.date) -> Comparable: ...


def diff(before: Manifest, after: Manifest) -> TableDiff:
    """Everything that differs between two releases of a set; the successors of deleted codes come from the conversion table
    where it is installed.

    Raises:
        UsageError: the releases are of different sets.
    """
    if before.set != after.set:
        raise UsageError(f"{before.set} and {after.set} cannot be compared; name two releases of one set")
    old: HasRows = open_release(before)
    new: HasRows = open_release(after)
    changes = list(changes_between(old.comparable(before.effective_from), new.comparable(after.effective_from)))
    return TableDiff(set=before.set, before=before.release, after=after.release, changes=tuple(_with_successors(changes, before)))


def changes_between(old: Comparable, new: Comparable) -> Iterator[TableChange]:
    """The changes between two sides, by key."""
    left, right = next(old, None), next(new, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield TableChange(kind="deleted", key=left[0], title=left[1].get("title", ""))
            left = next(old, None)
        elif left is None or right[0] < left[0]:
            yield TableChange(kind="added", key=right[0], title=right[1].get("title", ""))
            right = next(new, None)
        else:
            yield from _revised(right[0], left[1], right[1])
            left, right = next(old, None), next(new, None)


def _revised(key: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TableChange]:
    title = new.get("title", "")
    for name in {**old, **new}:
        was, now = old.get(name, ""), new.get(name, "")
        if was == now:
            continue
        if not name.startswith(NOTE):
            kind = "title-revised" if name == "title" else "revised"
            yield TableChange(kind=kind, key=key, title=title, field=name, before=was, after=now)
            continue
        gone, come = _lines(was), _lines(now)
        for text in [line for line in gone if line not in come]:
            yield TableChange(kind="note-deleted", key=key, title=title, field=name.removeprefix(NOTE), before=text)
        for text in [line for line in come if line not in gone]:
            yield TableChange(kind="note-added", key=key, title=title, field=name.removeprefix(NOTE), after=text)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]


def _with_successors(changes: Iterable[TableChange], before: Manifest) -> Iterator[TableChange]:
    """Deleted codes with what replaces them, as the conversion table says, or, for a code that was refined, what is below it."""
    found = list(changes)
    table = _conversion(before.set)
    added = [change.key for change in found if change.kind == "added"]
    for change in found:
        if change.kind == "deleted" or (change.kind == "revised" and change.field == "billable" and change.after == "no"):
            following = tuple(table.successors(change.key)) if table is not None else ()
            below = tuple(key for key in added if key.startswith(change.key) and key != change.key)
            yield TableChange(
                kind=change.kind, key=change.key, title=change.title, field=change.field, before=change.before,
                after=change.after, successors=following or below,
            )  # fmt: skip
        else:
            yield change


class Conversion(Protocol):
    """The conversion table: which codes follow a code that was deleted."""

    def successors(self, code: str) -> Iterable[str]: ...


def _conversion(table_set: str) -> Conversion | None:
    releases = store.installed(f"{table_set}-conversion")
    if not releases:
        return None
    found: Conversion = open_release(releases[-1])
    return found
