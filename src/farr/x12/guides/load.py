"""The guides' tables to objects.

A table is read line by line: ``@name`` lines describe the guide, ``loop`` lines open a loop under its parents, every other
line is a segment of the loop above it: identifier, usage, uses (0: any number), elements.  An element is written
``R``, ``S`` or ``N``, followed by ``=codes`` (a list, or ``@name`` of a list in codes.tsv), ``~name`` of an external code
set, or its components in parentheses, separated by semicolons.  A ``*`` at the end leaves the other elements to the standard.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from importlib import resources

import msgspec

from farr.x12.guides.model import Element, Guide, Kind, LoopSpec, Node, Relation
from farr.x12.guides.patterns import compile_node
from farr.x12.syntax.delimiters import Delimiters

SEGMENT_IN_LOOP = 4
NOT_USED = "N"


def _lines(name: str) -> Iterator[list[str]]:
    text = (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


class Dictionary:
    """The standard beneath the guides: data elements, composites, segments, shared code lists."""

    def __init__(self, release: str = "") -> None:
        tables = ["elements.tsv", *([f"elements-{release}.tsv"] if release else [])]
        self.elements = {row[0]: (row[1], int(row[2]), int(row[3])) for name in tables for row in _lines(name)}
        self.composites = {row[0]: tuple(row[1].split()) for row in _lines("composites.tsv")}
        self.codes = {row[0]: frozenset(row[1].split()) for row in _lines("codes.tsv")}
        self.segments: dict[str, tuple[str, ...]] = {}
        self.relations: dict[str, tuple[Relation, ...]] = {}
        self.qualifiers: dict[str, tuple[int, bool]] = {}
        for name, elements, relations, qualifier in ((*row, "", "", "")[:4] for row in _lines("segments.tsv")):
            self.segments[name] = tuple(elements.split())
            self.relations[name] = tuple(_relation(text) for text in relations.split())
            if qualifier:
                self.qualifiers[name] = (int(qualifier.rstrip("c")), qualifier.endswith("c"))

    def element(self, number: str, usage: str = "S") -> Element:
        """A data element or composite as the standard has it, every component of it situational."""
        plain = number.rstrip("^")
        if plain in self.composites:
            parts = tuple(self.element(part) for part in self.composites[plain])
            return Element(plain, "C", 0, 0, usage, parts=parts, repeats=number.endswith("^"))
        kind, shortest, longest = self.elements[plain]
        return Element(plain, kind, shortest, longest, usage, repeats=number.endswith("^"))


def _relation(text: str) -> Relation:
    return Relation(text[0], tuple(int(text[at : at + 2]) for at in range(1, len(text), 2)))


@functools.cache
def dictionary(release: str = "") -> Dictionary:
    """The dictionary of 005010, or of another release that the guides know (``004010``)."""
    return Dictionary(release)


@functools.cache
def names() -> dict[str, str]:
    """Version (GS08 or ST03) to the name of its table."""
    found: dict[str, str] = {}
    for entry in (resources.files(__package__) / "data").iterdir():
        name = entry.name.removesuffix(".tsv")
        if name[:4].isdigit():
            versions = next(row[1] for row in _lines(entry.name) if row[0] == "@versions")
            found.update(dict.fromkeys(versions.split(), name))
    return found


@functools.lru_cache(maxsize=64)
def guide(version: str, set_id: str, delimiters: Delimiters) -> Guide | None:
    """The guide of a version (``005010X222A1``) for these delimiters; None where farr has none or it is of another set."""
    name = names().get(f"{version}:{set_id}") or names().get(version) or names().get(version[:10])
    if name is None:
        return None
    loaded = _load(name, delimiters)
    return loaded if loaded.set == set_id else None


def _load(name: str, delimiters: Delimiters) -> Guide:
    words, made = dictionary("004010" if name.startswith("004010") else ""), Guide(name)
    made.qualifiers = words.qualifiers
    loops: dict[str, list[LoopSpec]] = {}
    here: list[LoopSpec] = []
    unit_loop, ancestors = "", set[str]()
    for row in _lines(f"{name}.tsv"):
        head = row[0]
        if head.startswith("@"):
            if head == "@unit":
                unit_loop, made.unit = row[1], msgspec.convert(row[2], Kind)
            elif head == "@ancestors":
                ancestors = set(row[1].split())
            else:
                setattr(made, head[1:], tuple(row[1].split()) if head == "@versions" else row[1])
        elif head == "loop":
            here = [_loop(row, parent) for parent in _parents(row, loops)]
            loops[row[1]] = here
            for loop in here:
                loop.unit = made.unit if loop.id == unit_loop else ""
                loop.open = loop.id in ancestors or loop.parent is None
                if loop.parent is None:
                    made.root = loop
        elif head == "back":
            here = loops[row[1]]
        else:
            for loop in here:
                loop.children.append(_node(row, loop, words))
    _number(made, delimiters)
    return made


def _parents(row: list[str], loops: dict[str, list[LoopSpec]]) -> list[LoopSpec | None]:
    return [parent for name in row[2].split(",") for parent in loops[name]] if row[2] else [None]


def _loop(row: list[str], parent: LoopSpec | None) -> LoopSpec:
    made = LoopSpec(row[1], row[5], parent, row[3] == "R", int(row[4]))
    if parent is not None:
        at = next((n for n, child in enumerate(parent.children) if isinstance(child, LoopSpec) and child.open), None)
        opens = row[1].startswith("2000")
        parent.children.insert(len(parent.children) if at is None or opens else at, made)
    return made


def _node(row: list[str], loop: LoopSpec, words: Dictionary) -> Node:
    name = row[0]
    numbers = words.segments[name]
    tokens = row[3].split() if len(row) >= SEGMENT_IN_LOOP else []
    others = NOT_USED
    if tokens and tokens[-1] == "*":
        others = "S"
        tokens.pop()
    given = [_element(token, numbers[at], words) for at, token in enumerate(tokens)]
    given += [words.element(number, others) for number in numbers[len(tokens) :]]
    keys: tuple[str, ...] = ()
    place = words.qualifiers.get(name)
    if place is not None:
        told = given[place[0] - 1]
        codes = (told.parts[0] if place[1] else told).codes
        keys = tuple(sorted(codes or ()))
    node = Node(name, loop, row[1] == "R", int(row[2]), tuple(given), keys)
    node.relations = words.relations[name]
    node.externals = tuple(_externals(given))
    return node


def _externals(elements: list[Element]) -> Iterator[tuple[int, int, str]]:
    for at, element in enumerate(elements, 1):
        if element.external:
            yield at, 0, element.external
        for inner, part in enumerate(element.parts, 1):
            if part.external:
                yield at, inner, part.external


def _element(token: str, number: str, words: Dictionary) -> Element:
    base = words.element(number, token[0])
    rest = token[1:]
    if rest.startswith("("):
        inner = rest[1:-1].split(";")
        names = words.composites[base.number]
        parts = [_element(part, names[at], words) for at, part in enumerate(inner)]
        parts += [words.element(name, NOT_USED) for name in names[len(inner) :]]
        return Element(base.number, "C", 0, 0, token[0], parts=tuple(parts), repeats=base.repeats)
    codes, external = None, ""
    if rest.startswith("="):
        listed = rest[1:]
        codes = words.codes[listed[1:]] if listed.startswith("@") else frozenset(listed.split(","))
    elif rest.startswith("~"):
        external = rest[1:]
    return Element(base.number, base.kind, base.shortest, base.longest, token[0], codes, external, base.parts, base.repeats)


def _number(made: Guide, delimiters: Delimiters) -> None:
    """Bits, order groups (segments or loops of one identifier beside each other may come in any order) and patterns."""
    order = 0
    identifiers: set[str] = set()

    def visit(loop: LoopSpec) -> None:
        nonlocal order
        group, before = 0, ""
        for place, child in enumerate(loop.children):
            name = _begins(child)
            group += name != before
            before = name
            child.bit, child.group = 1 << place, group
            order += 1
            child.order = order
            if isinstance(child, LoopSpec):
                child.before = sum(one.bit for one in loop.children[:place] if loop.required_bits & one.bit and one.group < group)
                if child.required:
                    behind = itertools.takewhile(lambda one: _begins(one) == name, loop.children[place + 1 :])  # noqa: B023
                    child.later = sum(2 << (place + number) for number, _ in enumerate(behind))
            if child.required:
                loop.required_bits |= child.bit
            if isinstance(child, Node):
                child.index = len(made.nodes)
                made.nodes.append(child)
                identifiers.add(child.id)
                child.match = compile_node(child, delimiters)
            else:
                visit(child)

    visit(made.root)
    made.identifiers = frozenset(identifiers)


def _begins(child: Node | LoopSpec) -> str:
    """The identifier of a segment, or of the one that begins a loop."""
    return child.id if isinstance(child, Node) else child.start.id
