"""Sections of a clinical document: which heading stands over which text.

A heading is one of the wordings in ``data/<language>/headings.tsv`` on a line of its own or before a colon, or, in
documents whose line ends were lost, in capitals before a colon anywhere.  A line of capitals that is no known heading
opens a section of kind ``other``, except inside an examination, where ``CHEST:`` and its like are parts of it.
"""

from __future__ import annotations

import functools
import re
from importlib import resources

from farr.records import Section
from farr.words.language import plain

PARTS_STAY = {"physical-examination", "review-of-systems", "vital-signs", "results", "findings", "technique"}
LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
DECORATION = " \t#*_=-•·>|"
INLINE = re.compile(r"(?:(?<=[.,;:!?\s])|^)([A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9 /&,()'.-]{1,60}?)[ \t]?:")
BEFORE_COLON = re.compile(r"[ \t]*[#*_•-]*[ \t]*([^:\r\n]{1,60}?)[ \t*_]*:(?=\s|,|$|\*|[A-Z0-9])")
CAPITALS = re.compile(r"[A-ZÁÉÍÓÚÑ][A-ZÁÉÍÓÚÑ0-9 /&,()'.-]{2,58}[A-ZÁÉÍÓÚÑ)]:?")
BULLET = re.compile(r"\s*[-–•·*>◦▪●○+]\s")
NUMBERED = re.compile(r"\d{1,2}[.)]\s")


@functools.cache
def headings(language: str = "en") -> dict[str, str]:
    """Wording (lower case) to canonical kind."""
    table: dict[str, str] = {}
    text = resources.files("farr.documents").joinpath("data", language, "headings.tsv").read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            kind, wordings = line.split("\t")
            table.update((plain(wording.strip()), kind) for wording in wordings.split(";"))
    return table


def kind_of(heading: str, language: str = "en") -> str | None:
    """The canonical kind of a heading's wording, or None where it is not one."""
    words = " ".join(plain(heading.lower()).split()).strip(DECORATION + ":.,")
    known = headings(language)
    return known.get(words) or known.get(words.replace(" and ", "/")) or known.get(words.removeprefix("the "))


def sections(text: str, language: str = "en") -> tuple[Section, ...]:
    """The sections of a text, in order and without gaps; text before the first heading is of kind ``preamble``."""
    marks: list[tuple[int, int, str]] = []
    current = "preamble"
    for line in LINE.finditer(text):
        for start, body, kind in _headings_in(line.group(), current, language):
            marks.append((line.start() + start, line.start() + body, kind))
            current = kind
    found: list[Section] = []
    if not marks or text[: marks[0][0]].strip():
        end = marks[0][0] if marks else len(text)
        found.append(Section(kind="preamble", start=0, body=0, end=end))
    for index, (start, body, kind) in enumerate(marks):
        end = marks[index + 1][0] if index + 1 < len(marks) else len(text)
        found.append(Section(kind=kind, start=start, body=body, end=end))
    return tuple(found)


def _headings_in(line: str, current: str, language: str) -> list[tuple[int, int, str]]:
    """Headings of one line as (start, start of the body, kind)."""
    stripped = line.strip(DECORATION)
    if not stripped or (len(line) > 200 and ":" not in line):
        return []
    if len(stripped) <= 70:
        kind = kind_of(stripped, language)
        if kind and (len(stripped) > 2 or stripped.endswith(":")):
            return [(len(line) - len(line.lstrip()), len(line), kind)]
        if CAPITALS.fullmatch(stripped) and not NUMBERED.match(stripped):
            return [] if current in PARTS_STAY or len(stripped.split()) > 6 else _other(line, stripped)
    found: list[tuple[int, int, str]] = []
    first = None if BULLET.match(line) else BEFORE_COLON.match(line)
    if first and (kind := kind_of(first.group(1), language)):
        found.append((first.start(1), first.end(), kind))
    if ":" in line:
        for match in INLINE.finditer(line):
            if found and match.start(1) < found[-1][1]:
                continue
            kind = kind_of(match.group(1), language)
            if kind:
                found.append((match.start(1), match.end(), kind))
    return found


def _other(line: str, stripped: str) -> list[tuple[int, int, str]]:
    """A line of capitals that names no known section: a heading only when it looks like one, not like shouted text."""
    return [(len(line) - len(line.lstrip()), len(line), "other")] if stripped.endswith(":") else []
