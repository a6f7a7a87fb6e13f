"""A segment's rules as one regular expression: the fast test.

A text that matches is right in usage, length, type, characters, codes, calendar dates and the relations between
neighbouring elements.  One that does not match is looked at element by element (:mod:`farr.x12.validate.elements`), which
alone decides what is wrong, if anything: the pattern may be stricter than the rules, never laxer.
"""

from __future__ import annotations

import re

from farr.x12.guides.model import Element, Node, Relation
from farr.x12.syntax.delimiters import Delimiters

YEAR = "(?:1[89]|2[01])[0-9]{2}"
LEAP = "(?:(?:1[89]|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
DATE = (
    f"(?:{YEAR}(?:0[13578]|1[02])(?:0[1-9]|[12][0-9]|3[01])|{YEAR}(?:0[469]|11)(?:0[1-9]|[12][0-9]|30)"
    f"|{YEAR}02(?:0[1-9]|1[0-9]|2[0-8])|{LEAP}0229)"
)
CLOCK = "(?:[01][0-9]|2[0-3])[0-5][0-9]"
TIME = f"{CLOCK}(?:[0-5][0-9](?:[0-9]{{1,2}})?)?"
FORMATS = {"D8": DATE, "RD8": f"{DATE}-{DATE}", "DT": f"{DATE}{CLOCK}", "TM": CLOCK}
MARK = "\x00"


def compile_node(node: Node, delimiters: Delimiters) -> re.Pattern[str]:
    """The pattern of a segment in its place, for the text without its terminator."""
    elements = list(node.elements)
    while elements and elements[-1].usage == "N":
        elements.pop()
    separator = re.escape(delimiters.element)
    slow, around = _relations(node.relations, elements, separator)
    if 0 in slow:
        return re.compile("(?!)")
    pieces = [_piece(element, delimiters) if at not in slow else None for at, element in enumerate(elements, 1)]
    body = _chain(elements, pieces, around, separator)
    return re.compile(f"{re.escape(node.id)}{body}(?<!{separator})\\Z")


def _chain(elements: list[Element], pieces: list[str | None], around: dict[int, tuple[str, str]], separator: str) -> str:
    """Elements in order, nested from the right; empty ones at the end must be left off."""
    tail, needed, at = "", False, len(elements)
    while at:
        at -= 1
        element, piece = elements[at], pieces[at]
        if at and element.number == "1251" and elements[at - 1].number == "1250" and elements[at - 1].codes:
            at -= 1
            needed = needed or element.usage == "R"
            formats = "|".join(
                f"{name}{separator}{FORMATS[name]}" for name in sorted(elements[at].codes or ()) if name in FORMATS
            )
            step = f"{separator}(?:{formats}{'' if elements[at].usage == 'R' else '|' + separator}){tail}"
        elif element.usage == "N" or piece is None:
            step = f"{separator}{tail}"
        else:
            before, after = around.get(at + 1, ("", ""))
            full = f"{before}{piece}{after}"
            needed = needed or element.usage == "R"
            step = f"{separator}{full}{tail}" if element.usage == "R" else f"{separator}(?:{full})?{tail}"
        tail = step if needed else f"(?:{step})?"
    return tail


def _relations(
    relations: tuple[Relation, ...], elements: list[Element], separator: str
) -> tuple[set[int], dict[int, tuple[str, str]]]:
    """The positions whose presence is left to the slow test (0: the whole segment), and for the others what must stand
    before and behind them: a reason and its amount, a qualifier and its value."""
    slow: set[int] = set()
    before: set[int] = set()
    behind: set[int] = set()
    for kind, positions in relations:
        usages = [elements[at - 1].usage if at <= len(elements) else "N" for at in positions]
        first, second = positions[0], positions[1]
        if kind == "R":
            slow |= set() if "R" in usages else {0}
        elif kind == "E":
            slow |= set(positions[1:]) if usages.count("N") < len(usages) - 1 else set()
        elif all(usage == "R" for usage in usages) or (kind in "CL" and (usages[0] == "N" or "R" in usages[1:])):
            continue
        elif kind == "P":
            slow |= set() if second - first == 1 else set(positions)
            behind |= {first} if second - first == 1 else set()
            before |= {second} if second - first == 1 else set()
        elif second - first == 1:
            behind.add(first)
        elif second - first in {-1, -2}:
            before.add(first)
        else:
            slow.add(first)
    some, none = f"(?={separator}[^{separator}])", f"(?<!{separator * 2})"
    return slow, {at: (none if at in before else "", some if at in behind else "") for at in before | behind}


def _piece(element: Element, delimiters: Delimiters) -> str:
    if element.parts:
        parts = list(element.parts)
        while parts and parts[-1].usage == "N":
            parts.pop()
        component = re.escape(delimiters.component)
        pieces: list[str | None] = [_piece(part, delimiters) for part in parts]
        first, _, others = _chain(parts, pieces, {}, MARK).partition(MARK)
        once = f"(?:{first}{others.replace(MARK, component)}(?<!{component}))"
        return _repeated(once, delimiters) if element.repeats else once
    return _repeated(_simple(element, delimiters), delimiters) if element.repeats else _simple(element, delimiters)


def _repeated(piece: str, delimiters: Delimiters) -> str:
    return f"{piece}(?:{re.escape(delimiters.repetition)}{piece})*" if delimiters.repetition else piece


def _simple(element: Element, delimiters: Delimiters) -> str:
    low, high = element.shortest, element.longest
    if element.codes:
        return f"(?:{'|'.join(re.escape(code) for code in sorted(element.codes))})"
    fixed = {"DT": DATE, "TM": TIME, "N0": f"[0-9]{{{low},{high}}}"}.get(element.kind)
    if fixed:
        return fixed
    if element.kind == "R":
        return f"-?(?:[0-9]{{{low},{min(high, 10)}}}|[0-9]{{0,{max(min(high, 10) - 2, 1)}}}\\.[0-9]{{1,2}})"
    signs = "".join(re.escape(sign) for sign in (delimiters.element, delimiters.component, delimiters.repetition) if sign)
    if element.kind == "ID":
        return f"[^\\x00-\\x20\\x7f-\\xff{signs}]{{{low},{high}}}"
    return f"(?! )[^\\x00-\\x1f\\x7f-\\xff{signs}]{{{low},{high}}}(?<! )"
