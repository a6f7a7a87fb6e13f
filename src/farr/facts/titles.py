"""Titles and inclusion terms turned into the ways in which they are said.

``Pain in right knee`` is also said ``right knee pain``; ``Diabetes mellitus, type 2`` is also ``type 2 diabetes
mellitus``; what stands in parentheses may be left out, and ``unspecified`` or ``NOS`` is never said at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from farr.words import forms

UNSAID = re.compile(
    r",?\s*(?:\b(?:unspecified|NOS|NEC|not otherwise specified|not elsewhere classified|elsewhere classified"
    r"|so stated|not specified as (?:acute or chronic|traumatic|recurrent|either)|side|initial encounter)\b)",
    re.IGNORECASE,
)
LEADING = re.compile(r"^(?:unspecified|other specified|other and unspecified|other|encounter for|specified|certain)\s+", re.I)
PARENTHESIS = re.compile(r"\s*[(\[][^)\]]*[)\]]")
SKIP = re.compile(r"classified elsewhere|^other\b|^others?$|in diseases classified|^not stated", re.IGNORECASE)
PIVOT = re.compile(r"\s+(?:of|in|to|involving|affecting)\s+(?:the\s+)?", re.IGNORECASE)
DUE = re.compile(r"\s+due to\s+", re.IGNORECASE)
MALIGNANT = re.compile(r"malignant neoplasm of (?:the )?", re.IGNORECASE)
LONGEST = 9


def wordings(title: str) -> Iterator[str]:
    """The wordings of a title that a note may use, as plain text; the first one is the title without its unsaid parts."""
    if SKIP.search(title):
        return
    seen: set[str] = set()
    for base in _bases(title):
        for variant in _orders(base):
            text = " ".join(variant.split()).strip(" ,;")
            key = " ".join(forms(text))
            if key and key not in seen and len(key.split()) <= LONGEST:
                seen.add(key)
                yield text


def _bases(title: str) -> Iterator[str]:
    said = LEADING.sub("", UNSAID.sub(" ", title))
    without = PARENTHESIS.sub("", said)
    yield without
    malignant = MALIGNANT.match(without)
    if malignant:
        yield f"cancer of {without[malignant.end() :]}"
        yield f"malignant {without[malignant.end() :]} neoplasm"
    if without != said:
        yield said.replace("(", " ").replace(")", " ").replace("[", " ").replace("]", " ")


def _orders(base: str) -> Iterator[str]:
    yield base
    parts = [part for part in re.split(r"\s*,\s*", base) if part]
    if len(parts) == 2:
        yield f"{parts[1]} {parts[0]}"
        yield from _turned(f"{parts[1]} {parts[0]}")
    elif len(parts) == 3:
        yield f"{parts[1]} {parts[2]} {parts[0]}"
        yield f"{parts[2]} {parts[1]} {parts[0]}"
    if len(parts) == 1:
        yield from _turned(base)


def _turned(base: str) -> Iterator[str]:
    """``A of B`` as ``B A``, at the first and at the last pivot; ``A due to B`` as ``B A``."""
    pivots = list(PIVOT.finditer(base))
    if pivots:
        for pivot in {pivots[0].span(), pivots[-1].span()}:
            yield f"{base[pivot[1] :]} {base[: pivot[0]]}"
    due = DUE.search(base)
    if due:
        yield f"{base[due.end() :]} {base[: due.start()]}"
