"""HI: diagnoses, procedures and the codes of the institutional bill, twelve to a segment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from farr.x12.claims.codec import Data, Here, Part, day, iso, money, number, put_at, text, value_at
from farr.x12.segments import COMPONENT, ELEMENT

PER_SEGMENT = 12
OLD = ("BK", "BJ", "PR", "BN", "BF")


class Group(NamedTuple):
    """A list of the record with its qualifiers: the first is written, all are read."""

    field: str
    qualifiers: tuple[str, ...]


class Hi(Part):
    """Lists of codes in one HI segment (more than twelve go on in the next)."""

    def __init__(
        self, write: Callable[[Any], list[str]], read: Callable[[list[str]], Any], *groups: tuple[str, tuple[str, ...]]
    ) -> None:
        self.write_item, self.read_item = write, read
        self.groups = [Group(*group) for group in groups]
        self.paths = {qualifier: group.field for group in self.groups for qualifier in group.qualifiers}
        self.keys = tuple(("HI", qualifier) for qualifier in self.paths)

    def write(self, data: Data, out: list[str]) -> None:
        found = [
            COMPONENT.join([group.qualifiers[0], *self.write_item(item)]).rstrip(COMPONENT)
            for group in self.groups
            for item in value_at(data, tuple(group.field.split("."))) or ()
        ]
        out.extend(ELEMENT.join(["HI", *found[at : at + PER_SEGMENT]]) for at in range(0, len(found), PER_SEGMENT))

    def read(self, elements: list[str], data: Data, here: Here) -> None:
        for place, element in enumerate(elements[1:], 1):
            parts = element.split(here.separator)
            field = self.paths.get(parts[0])
            if field is None or len(parts) < 2:
                continue
            path = tuple(field.split("."))
            items = value_at(data, path)
            if items is None:
                items = []
                put_at(data, path, items)
            here.note(f"{'/'.join(path)}/{len(items)}", "HI", place)
            items.append(self.read_item([*parts, "", "", "", "", "", "", ""]))


def dotted(qualifier: str, code: str) -> str:
    """A diagnosis with its dot: behind the third character, of an ICD-9-CM E code behind the fourth."""
    cut = 4 if qualifier in OLD and code.startswith("E") else 3
    return f"{code[:cut]}.{code[cut:]}" if len(code) > cut else code


def _diagnosis(item: Any) -> list[str]:
    return [text(item["code"]).replace(".", ""), "", "", "", "", "", "", item.get("poa") or ""]


def _to_diagnosis(parts: list[str]) -> Data:
    found = {"code": dotted(parts[0], parts[1])}
    if parts[8]:
        found["poa"] = parts[8]
    return found


def _procedure(item: Any) -> list[str]:
    return [text(item["code"]), "D8", day(item["date"])] if item.get("date") else [text(item["code"])]


def _to_procedure(parts: list[str]) -> Data:
    found = {"code": parts[1], "system": "icd-10-pcs"}
    if parts[3]:
        found["date"] = iso(parts[3])
    return found


def _span(item: Any) -> list[str]:
    return [text(item["code"]), "RD8", f"{day(item['from'])}-{day(item['through'])}"]


def _to_span(parts: list[str]) -> Data:
    start, _, end = parts[3].partition("-")
    return {"code": parts[1], "from": iso(start), "through": iso(end or start)}


def diagnoses(*groups: tuple[str, tuple[str, ...]]) -> Hi:
    return Hi(_diagnosis, _to_diagnosis, *groups)


def procedures(*groups: tuple[str, tuple[str, ...]]) -> Hi:
    return Hi(_procedure, _to_procedure, *groups)


def plain(*groups: tuple[str, tuple[str, ...]]) -> Hi:
    return Hi(lambda item: [text(item)], lambda parts: parts[1], *groups)


SPANS = Hi(_span, _to_span, ("occurrence_spans", ("BI",)))
OCCURRENCES = Hi(
    lambda item: [text(item["code"]), "D8", day(item["date"])],
    lambda parts: {"code": parts[1], "date": iso(parts[3])},
    ("occurrences", ("BH",)),
)
VALUES = Hi(
    lambda item: [text(item["code"]), "", "", number(item["amount"])],
    lambda parts: {"code": parts[1], "amount": money(parts[4])},
    ("values", ("BE",)),
)
