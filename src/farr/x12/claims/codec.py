"""Segments described once, for writing and for reading.

A record is handled as plain data (:meth:`Record.to_dict`).  A part knows how a piece of it becomes segments and how the
segments become that piece again; a loop is an ordered list of parts and inner loops.  While reading, every value may note the
segment, element and component that it came from, so that a finding on the value can name the place in the file.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, NamedTuple

from farr.x12.segments import COMPONENT, ELEMENT, clean

Data = dict[str, Any]
UNSAFE = re.compile(r"[^A-Z0-9 .,'()/+=!&;?<>@#$%_\[\]{}|-]")


class Spot(NamedTuple):
    """Where a value stands in a file: loop, segment (counted from ST as 1), its name, element and component (0: whole)."""

    loop: str
    number: int
    name: str
    element: int = 0
    component: int = 0

    def __str__(self) -> str:
        place = f"loop {self.loop}, segment {self.number} ({self.name})"
        if self.element:
            place += f", element {self.name}{self.element:02d}" + (f"-{self.component}" if self.component else "")
        return place


class Here(NamedTuple):
    """The segment that is read: its place, the JSON path of the loop's record, and the notes taken so far (None: none)."""

    loop: str
    number: int
    path: str
    separator: str
    notes: dict[str, Spot] | None

    def note(self, path: str, name: str, element: int = 0, component: int = 0) -> None:
        if self.notes is not None:
            self.notes[f"{self.path}/{path}"] = Spot(self.loop, self.number, name, element, component)


# ---------------------------------------------------------------- values
def text(value: Any) -> str:
    plain = str(value)
    return clean(plain, len(plain)) if UNSAFE.search(plain) else plain


def number(value: Any) -> str:
    plain = str(value)
    if "E" in plain:
        from decimal import Decimal

        plain = format(Decimal(plain), "f")
    return (plain.rstrip("0").rstrip(".") or "0") if "." in plain else plain


def money(value: str) -> str:
    """The contract's form of an amount: two decimals at least."""
    sign, plain = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, _, fraction = plain.partition(".")
    return f"{sign}{whole or '0'}.{fraction.ljust(2, '0')}"


def day(value: Any) -> str:
    return str(value).replace("-", "")


def iso(value: str) -> str:
    return f"{value[:4]}-{value[4:6]}-{value[6:8]}"


def same(value: str) -> Any:
    return value


def yes_no(value: Any) -> str:
    return "Y" if value else "N"


def is_yes(value: str) -> Any:
    return value == "Y"


def flag(value: Any) -> str:
    return "Y" if value else ""


class Slot(NamedTuple):
    """One value of a record and its place in a segment."""

    path: tuple[str, ...]
    element: int
    component: int
    write: Callable[[Any], str]
    read: Callable[[str], Any]
    default: Any = None
    also: tuple[tuple[int, str], ...] = ()


def slot(path: str, element: int, component: int = 0, kind: str = "text", **more: Any) -> Slot:
    """A slot by the kind of its value: text, number, money, day, yes (Y or N), flag (Y or nothing), integer."""
    write, read = KINDS[kind]
    return Slot(tuple(path.split(".")), element, component, write, read, more.get("default"), more.get("also", ()))


def coded(path: str, element: int, codes: dict[str, str], component: int = 0, default: Any = None) -> Slot:
    """A slot whose words are codes in X12; a word that is no key goes as it is, and so does an unknown code on reading."""
    back = {code: word for word, code in reversed(codes.items())}
    return Slot(
        tuple(path.split(".")), element, component, lambda v: codes.get(str(v)) or text(v), lambda v: back.get(v, v), default
    )


KINDS: dict[str, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    "text": (text, same), "number": (number, same), "money": (number, money), "day": (day, iso), "yes": (yes_no, is_yes),
    "flag": (flag, is_yes), "integer": (str, int),
}  # fmt: skip


def value_at(data: Data, path: tuple[str, ...]) -> Any:
    value: Any = data
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def put_at(data: Data, path: tuple[str, ...], value: Any) -> None:
    for key in path[:-1]:
        data = data.setdefault(key, {})
    data[path[-1]] = value


def joined(elements: list[str]) -> str:
    """Elements to a segment without its terminator; empty elements at the end fall away."""
    while elements and not elements[-1]:
        elements.pop()
    return ELEMENT.join(elements)


def components(elements: list[str], index: int, separator: str) -> list[str]:
    return elements[index].split(separator) if index < len(elements) else []


# ---------------------------------------------------------------- parts
class Part(ABC):
    """A piece of a record as segments.  ``keys`` are the segments it reads: name and first element (``""``: any)."""

    keys: tuple[tuple[str, str], ...] = ()

    @abstractmethod
    def write(self, data: Data, out: list[str]) -> None:
        """The segments of a record's piece, put behind ``out``."""

    @abstractmethod
    def read(self, elements: list[str], data: Data, here: Here) -> None:
        """The values of a segment, put into ``data``."""


class Plain(Part):
    """One segment: fixed elements first, then values in their slots; left out when it has no value."""

    def __init__(self, fixed: str, *slots: Slot, always: bool = False, key: bool | None = None) -> None:
        self.fixed = fixed.split(ELEMENT)
        self.slots, self.always = slots, always
        self.length = max([len(self.fixed) - 1, *(s.element for s in slots), *(n for s in slots for n, _ in s.also)]) + 1
        keyed = len(self.fixed) > 1 and bool(self.fixed[1]) if key is None else key
        self.keys = ((self.fixed[0], self.fixed[1] if keyed else ""),)

    def write(self, data: Data, out: list[str]) -> None:
        elements = self.fixed + [""] * (self.length - len(self.fixed))
        found = self.always
        parts: dict[int, dict[int, str]] = {}
        for path, element, component, write, _, default, also in self.slots:
            value = value_at(data, path) if len(path) > 1 else data.get(path[0])
            if value is None or value == "":
                if default is None:
                    continue
                value = default
            else:
                found = True
            plain = write(value)
            if component:
                parts.setdefault(element, {})[component] = plain
            else:
                elements[element] = plain
            for index, companion in also:
                elements[index] = companion
        if not found:
            return
        for element, found_parts in parts.items():
            elements[element] = COMPONENT.join(found_parts.get(i, "") for i in range(1, max(found_parts) + 1)).rstrip(COMPONENT)
        out.append(joined(elements))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        for path, element, component, _, read, _, _ in self.slots:
            if element >= len(elements):
                continue
            value = elements[element]
            if component:
                pieces = value.split(here.separator)
                value = pieces[component - 1] if component <= len(pieces) else ""
            if value:
                put_at(data, path, read(value))
                here.note("/".join(path), self.fixed[0], element, component)


class Many(Part):
    """A segment for each item of a list of records; ``only`` limits it to items whose slot value is one of these."""

    def __init__(
        self, field: str, plain: Plain, keys: tuple[str, ...] = (), only: tuple[str, tuple[str, ...]] | None = None
    ) -> None:
        self.path, self.plain, self.only = tuple(field.split(".")), plain, only
        self.keys = tuple((plain.fixed[0], key) for key in keys) or plain.keys

    def write(self, data: Data, out: list[str]) -> None:
        for item in value_at(data, self.path) or ():
            if self.only is None or item.get(self.only[0]) in self.only[1]:
                self.plain.write(item, out)

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = value_at(data, self.path)
        if found is None:
            found = []
            put_at(data, self.path, found)
        item: Data = {}
        self.plain.read(elements, item, here._replace(path=f"{here.path}/{'/'.join(self.path)}/{len(found)}"))
        found.append(item)


class Texts(Part):
    """A segment for each text of a list (K3, REF of one kind)."""

    def __init__(self, field: str, fixed: str, element: int) -> None:
        self.path, self.fixed, self.element = tuple(field.split(".")), fixed.split(ELEMENT), element
        self.keys = ((self.fixed[0], self.fixed[1] if len(self.fixed) > 1 else ""),)

    def write(self, data: Data, out: list[str]) -> None:
        out.extend(ELEMENT.join([*self.fixed, text(item)]) for item in value_at(data, self.path) or ())

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        found = value_at(data, self.path)
        if found is None:
            found = []
            put_at(data, self.path, found)
        if self.element < len(elements):
            here.note(f"{'/'.join(self.path)}/{len(found)}", self.fixed[0], self.element)
            found.append(elements[self.element])


class Inner(NamedTuple):
    """An inner loop: the field that holds its record (or, ``many``, its records), the segment that opens it."""

    field: tuple[str, ...]
    loop: Loop
    opens: tuple[str, str]
    many: bool = False


class Loop:
    """An ordered list of parts and inner loops, with the segments that each of them reads."""

    def __init__(self, name: str, *parts: Part | Inner) -> None:
        self.name, self.parts = name, parts
        self.table: dict[tuple[str, str], Part | Inner] = {}
        for part in parts:
            for key in (part.opens,) if isinstance(part, Inner) else part.keys:
                self.table.setdefault(key, part)

    def write(self, data: Data, out: list[str]) -> None:
        for part in self.parts:
            if isinstance(part, Part):
                part.write(data, out)
                continue
            value = value_at(data, part.field)
            for item in (value or ()) if part.many else (() if value is None else (value,)):
                part.loop.write(item, out)

    def find(self, elements: list[str], separator: str) -> Part | Inner | None:
        """What reads a segment in this loop: by its name and first element (of a HI: the qualifier), else by its name."""
        name = elements[0]
        first = elements[1] if len(elements) > 1 else ""
        if name == "HI":
            first = first.partition(separator)[0]
        return self.table.get((name, first)) or self.table.get((name, ""))


def inner(field: str, loop: Loop, many: bool = False) -> Inner:
    """An inner loop that its own first part opens; inside, that segment means the next loop, not this one again."""
    first = loop.parts[0]
    assert isinstance(first, Part)
    loop.table.pop(first.keys[0], None)
    return Inner(tuple(field.split(".")), loop, first.keys[0], many)
