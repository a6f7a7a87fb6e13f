"""The title of an ICD-10-PCS code from the labels of its characters, in the style of the order file (``pcs_titles.tsv``)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

from farr.tables.sets import read_tsv

DIAGNOSTIC = "Diagnostic"
NONE = re.compile(r"No \w+|None")
GROUP = re.compile(r"\[([^\]]*)\]")
FIELD = re.compile(r"\{(\w+)(?:\|(\w+))?\}")


class Rule(NamedTuple):
    """A row of the data file: for which codes it holds, what it fits, and what it makes of that."""

    codes: re.Pattern[str]
    pattern: re.Pattern[str]
    result: str


@functools.cache
def _rules(kind: str) -> tuple[Rule, ...]:
    rows = read_tsv("loaders/pcs_titles.tsv")
    return tuple(Rule(re.compile(row[1]), re.compile(row[2]), row[3]) for row in rows if row[0] == kind)


def title_of(code: str, labels: Sequence[str]) -> str:
    """A title from the seven labels of a code.

    Args:
        labels: of the characters 1 to 7, as the tables have them.
    """
    fields = {str(place): _spoken(code[:2], label) for place, label in enumerate(labels, 1)}
    operation = labels[2]
    fields |= {"op": operation, "kind": operation.rsplit(" ", 1)[-1], "approach": _approach(labels[4]), "diagnostic": ""}
    if labels[6] == DIAGNOSTIC:
        fields |= {"diagnostic": DIAGNOSTIC, "7": ""}
    template = GROUP.sub(lambda group: _optional(group[1], fields), _style(code, operation))
    filled = FIELD.sub(lambda field: fields[field[1]] or fields.get(field[2] or "", ""), template)
    return filled.replace(",,", ",").rstrip(", ")


def _style(code: str, operation: str) -> str:
    return next(rule.result for rule in _styles(operation) if rule.codes.match(code))


@functools.lru_cache(maxsize=1024)
def _styles(operation: str) -> tuple[Rule, ...]:
    return tuple(rule for rule in _rules("style") if rule.pattern.fullmatch(operation))


@functools.lru_cache(maxsize=8192)
def _spoken(system: str, label: str) -> str:
    """A label as it stands in a title; empty for one that says that there is none."""
    if NONE.fullmatch(label):
        return ""
    for rule in _rules("spoken"):
        found = rule.pattern.fullmatch(label) if rule.codes.match(system) else None
        if found:
            return found.expand(rule.result)
    return label


def _approach(label: str) -> str:
    if NONE.fullmatch(label) or label.startswith("Via "):
        return "" if NONE.fullmatch(label) else label
    return f"{label} Approach"


def _optional(part: str, fields: dict[str, str]) -> str:
    return part if all(fields[name] for name, _ in FIELD.findall(part)) else ""
