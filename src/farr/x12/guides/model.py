"""What a guide says, as objects: elements, segments in their place, loops.

A :class:`Guide` is immutable after loading but for two caches: the compiled patterns and the moves of the loop parser,
both of which depend on the delimiters, so that a guide is made once for each set of them.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

import msgspec

Kind = Literal["claim", "payment", "acknowledgement", "eligibility", "status", "transaction", "interchange"]


class Element(msgspec.Struct, frozen=True):
    """An element or component in its place: ``usage`` R, S or N, ``codes`` the list it is held to, ``external`` the name
    of a code set kept by others (``taxonomy``), ``parts`` the components of a composite."""

    number: str
    kind: str
    shortest: int
    longest: int
    usage: str
    codes: frozenset[str] | None = None
    external: str = ""
    parts: tuple[Element, ...] = ()
    repeats: bool = False


class Relation(NamedTuple):
    """A rule among the elements of a segment: ``kind`` P, R, E, C or L, positions from 1."""

    kind: str
    positions: tuple[int, ...]


class Node:
    """A segment in its place in a loop.

    ``uses`` 0 means any number; ``keys`` are the qualifiers that tell it from others of its identifier; ``match`` is the
    fast test of a whole segment's text; ``moves`` leads from here to the next segment's place.
    """

    __slots__ = (
        "bit", "elements", "externals", "group", "id", "index", "keys", "loop", "match", "moves", "order", "relations",
        "required", "uses",
    )  # fmt: skip

    def __init__(
        self, identifier: str, loop: LoopSpec, required: bool, uses: int, elements: tuple[Element, ...], keys: tuple[str, ...]
    ) -> None:
        self.id, self.loop, self.required, self.uses = identifier, loop, required, uses
        self.elements, self.keys = elements, keys
        self.relations: tuple[Relation, ...] = ()
        self.externals: tuple[tuple[int, int, str], ...] = ()
        self.match: re.Pattern[str] | None = None
        self.moves: dict[str, Move] = {}
        self.bit, self.group, self.index, self.order = 0, 0, 0, 0

    def __repr__(self) -> str:
        return f"{self.loop.id}/{self.id}{'*' + '/'.join(self.keys[:3]) if self.keys else ''}"


class LoopSpec:
    """A loop: its children (segments, then loops) in order; ``required_bits`` are those that must be there, ``before``
    those that must be there before this loop begins, ``later`` those that may come only behind it.

    ``unit`` names what one turn of the loop is (``claim``, ``payment``) and is empty for other loops; a loop that holds
    units is ``open``: its units are handed out one by one and not kept.
    """

    __slots__ = (
        "before", "bit", "children", "group", "id", "label", "later", "open", "order", "parent", "required", "required_bits",
        "unit", "uses",
    )  # fmt: skip

    def __init__(self, identifier: str, label: str, parent: LoopSpec | None, required: bool, uses: int) -> None:
        self.id, self.label, self.parent, self.required, self.uses = identifier, label, parent, required, uses
        self.children: list[Node | LoopSpec] = []
        self.unit: Kind | Literal[""] = ""
        self.open = False
        self.bit, self.group, self.required_bits, self.order, self.before = 0, 0, 0, 0, 0
        self.later = 0

    @property
    def start(self) -> Node:
        """The segment that begins the loop."""
        first = self.children[0]
        assert isinstance(first, Node)
        return first

    def __repr__(self) -> str:
        return f"loop {self.id}"


class Move(NamedTuple):
    """How to get from one segment to the next: loops to close, the loop to open (None stays), the segment's place."""

    node: Node
    closes: int
    opens: LoopSpec | None


class Guide:
    """An implementation guide for one set of delimiters."""

    __slots__ = ("functional", "identifiers", "name", "nodes", "qualifiers", "root", "set", "unit", "versions")

    def __init__(self, name: str) -> None:
        self.name = name
        self.set, self.functional = "", ""
        self.unit: Kind | Literal[""] = ""
        self.versions: tuple[str, ...] = ()
        self.nodes: list[Node] = []
        self.qualifiers: dict[str, tuple[int, bool]] = {}
        self.identifiers: frozenset[str] = frozenset()
        self.root: LoopSpec

    def key(self, elements: list[str], component: str) -> str:
        """What tells segments apart: the identifier and, where it has one, its qualifier."""
        name = elements[0]
        place = self.qualifiers.get(name)
        if place is None or len(elements) <= place[0]:
            return name
        value = elements[place[0]]
        return f"{name}*{value.partition(component)[0] if place[1] and component else value}"
