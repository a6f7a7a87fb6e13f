"""A code for an unspecified side although its words in the record name one."""

import re
from collections.abc import Iterator

from farr.edits.context import Context, Fault, replace
from farr.words import forms, side_of

ID = "ICD-024"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = "ICD-10-CM Official Guidelines FY2026, I.B.13 and I.B.18"
UNSPECIFIED = re.compile(r"\bunspecified\b|, NOS\b", re.IGNORECASE)


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.valid:
        words = [link.text for link in context.encounter.evidence.get(diagnosis.where, ()) if link.text]
        sides = {side for text in words if (side := side_of(text))}
        if len(sides) != 1 or diagnosis.node is None or side_of(diagnosis.node.title):
            continue
        side = sides.pop()
        sibling = _sided(context, diagnosis.code, side)
        if sibling:
            yield Fault(
                diagnosis.where,
                (diagnosis.code, sibling),
                f"the record names the {side} side; {diagnosis.code} leaves the side open",
                f"use {sibling}, {context.tables.title(sibling)}",
                replace(diagnosis.place, sibling),
            )


def _sided(context: Context, code: str, side: str) -> str | None:
    """The code of the same family that says the same of that side."""
    node = context.tables.get(code)
    if node is None or not UNSPECIFIED.search(node.title):
        return None
    plain = UNSPECIFIED.sub("", node.title)
    family = node.parent if len(code) < 8 else (context.tables.get(node.parent) or node).parent
    for leaf in context.tables.leaves(family):
        if side_of(leaf.title) == side and _same(plain, leaf.title):
            return leaf.code
    return None


def _same(plain: str, title: str) -> bool:
    left, right = (sorted(form for form in forms(text) if form != "unspecified") for text in (plain, title))
    return left == right
