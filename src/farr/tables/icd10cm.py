"""One release of ICD-10-CM: validity, titles, hierarchy, notes and seventh characters.

Codes are accepted with or without the dot, in any case, and always answered with the dot.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from farr.records import Manifest, Note
from farr.tables import store

SHAPE = re.compile(r"[A-Z][0-9A-Z]{2}[0-9A-Z]{0,4}")
FIELDS = "node, kind, title, billable, parent, chapter"


class Node(NamedTuple):
    """A chapter, block, category or code as it stands in the Tabular List."""

    code: str
    kind: str
    title: str
    billable: bool
    parent: str
    chapter: str


def _node(row: tuple[str, str, str, int, str, str]) -> Node:
    return Node(row[0], row[1], row[2], bool(row[3]), row[4], row[5])


def dotted(code: str) -> str | None:
    """``e119`` or ``E11.9`` to ``E11.9``; None where the text cannot be an ICD-10-CM code at all."""
    bare = code.strip().upper().replace(".", "")
    if not SHAPE.fullmatch(bare):
        return None
    return bare if len(bare) == 3 else f"{bare[:3]}.{bare[3:]}"


class Icd10Cm:
    """Read access to one compiled release.  A look-up reads its category once; :attr:`nodes` loads everything."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._categories: dict[str, dict[str, Node]] = {}
        self._below: dict[str, list[Node]] = {}
        self._database = store.open_read_only(store.folder(manifest) / "codes.sqlite")

    @functools.cached_property
    def nodes(self) -> dict[str, Node]:
        """All chapters, blocks, categories and codes in the order of the Tabular List."""
        rows = self._database.execute(f"SELECT {FIELDS} FROM node ORDER BY place")  # noqa: S608
        return {row[0]: _node(row) for row in rows}

    def _category(self, category: str) -> dict[str, Node]:
        """All nodes of a category with their children, read once; empty where there is none."""
        known = self._categories.get(category)
        if len(category) < 3:
            return {}
        if known is None:
            rows = self._database.execute(
                f"SELECT {FIELDS} FROM node WHERE node >= ? AND node < ? AND kind IN ('category', 'code') ORDER BY place",  # noqa: S608
                (category, category + "\uffff"),
            )
            known = {row[0]: _node(row) for row in rows}
            if known:
                self._categories[category] = known
                for node in known.values():
                    if node.parent in known:
                        self._below.setdefault(node.parent, []).append(node)
        return known

    def get(self, code: str) -> Node | None:
        """The node of a code, category, block or chapter, or None."""
        found = self._category(code[:3]).get(code)
        if found is not None:
            return found
        plain = dotted(code)
        if plain is not None:
            return self._category(plain[:3]).get(plain)
        key = code.strip().upper()
        row = self._database.execute(f"SELECT {FIELDS} FROM node WHERE node = ?", (key,)).fetchone()  # noqa: S608
        return _node(row) if row else None

    def is_valid(self, code: str) -> bool:
        """True for a complete code that may stand on a claim."""
        node = self.get(code)
        return node is not None and node.billable

    def comparable(self, _date: dt.date) -> Iterator[tuple[str, dict[str, str]]]:
        """Codes and categories by code, with title, validity and their own notes, for comparison with another release."""
        notes: dict[str, dict[str, list[str]]] = {}
        for code, kind, text in self._database.execute("SELECT node, kind, text FROM note ORDER BY rowid"):
            notes.setdefault(code, {}).setdefault(f"note:{kind}", []).append(text)
        rows = self._database.execute("SELECT node, title, billable FROM node WHERE kind IN ('category', 'code') ORDER BY node")
        for code, title, billable in rows:
            own = {kind: "\n".join(texts) for kind, texts in notes.get(code, {}).items()}
            yield code, {"title": title, "billable": "yes" if billable else "no", **own}

    def valid_codes(self) -> list[str]:
        """Every complete code, dotted, in the order of the Tabular List."""
        return [row[0] for row in self._database.execute("SELECT node FROM node WHERE billable = 1 ORDER BY place")]

    def title(self, code: str) -> str:
        node = self.get(code)
        return node.title if node else ""

    def ancestors(self, code: str) -> tuple[Node, ...]:
        """From the chapter down to the code's parent."""
        path: list[Node] = []
        node = self.get(code)
        while node is not None and node.parent:
            node = self.get(node.parent)
            if node is not None:
                path.append(node)
        return tuple(reversed(path))

    def children(self, code: str) -> tuple[Node, ...]:
        """The nodes directly below, in the order of the Tabular List."""
        if self._category(code[:3]).get(code) is not None:
            return tuple(self._below.get(code, ()))
        rows = self._database.execute(f"SELECT {FIELDS} FROM node WHERE parent = ? ORDER BY place", (code,))  # noqa: S608
        return tuple(_node(row) for row in rows)

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - releases live as long as the process
    def leaves(self, code: str) -> tuple[Node, ...]:
        """All complete codes below a node, or the code itself when it is complete."""
        node = self.get(code)
        if node is None:
            return ()
        if node.billable:
            return (node,)
        return tuple(leaf for child in self.children(node.code) for leaf in self.leaves(child.code))

    def own_notes(self, code: str) -> tuple[Note, ...]:
        """The notes that stand on the node itself."""
        rows = self._database.execute("SELECT kind, text FROM note WHERE node = ? ORDER BY rowid", (code,))
        return tuple(Note(kind=kind, text=text, origin=code) for kind, text in rows)

    def notes(self, code: str) -> tuple[Note, ...]:
        """The notes in force for a code: its own, then those of its ancestors, nearest first.

        Inclusion terms describe only the node that they stand on and are not inherited.
        """
        node = self.get(code)
        if node is None:
            return ()
        inherited = [
            note
            for ancestor in reversed(self.ancestors(node.code))
            for note in self.own_notes(ancestor.code)
            if note.kind != "inclusion-term"
        ]
        return (*self.own_notes(node.code), *inherited)

    def all_notes(self, kind: str) -> dict[str, list[str]]:
        """Every note of one kind, by the node that it stands on."""
        found: dict[str, list[str]] = {}
        for node, text in self._database.execute("SELECT node, text FROM note WHERE kind = ? ORDER BY rowid", (kind,)):
            found.setdefault(node, []).append(text)
        return found

    def seventh_characters(self, code: str) -> dict[str, str]:
        """The seventh characters defined for a code, on itself or its nearest ancestor, with their meanings."""
        node = self.get(code)
        while node is not None and node.kind in ("category", "code"):
            rows = self._database.execute(
                "SELECT character, meaning FROM seventh WHERE node = ? ORDER BY rowid", (node.code,)
            ).fetchall()
            if rows:
                return dict(rows)
            node = self.get(node.parent)
        return {}

    def nearest(self, code: str, limit: int = 3) -> tuple[str, ...]:
        """Valid codes that a mistyped one may have meant, closest first."""
        from rapidfuzz import process
        from rapidfuzz.distance import DamerauLevenshtein

        bare = code.strip().upper().replace(".", "")[:8]
        if not bare:
            return ()
        first = bare[0] if bare[0].isalpha() else ""
        rows = self._database.execute("SELECT node FROM node WHERE billable = 1 AND node LIKE ? ORDER BY place", (f"{first}%",))
        choices = {row[0]: row[0].replace(".", "") for row in rows}
        found = process.extract(bare, choices, scorer=DamerauLevenshtein.distance, limit=40, score_cutoff=3)
        closest = sorted(found, key=lambda hit: (hit[1], -_shared_start(bare, hit[0]), len(hit[0])))
        return tuple(key for _, _, key in closest[:limit])


def _shared_start(first: str, second: str) -> int:
    return next(
        (place for place, pair in enumerate(zip(first, second, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(second)),
    )
