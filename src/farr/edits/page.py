"""The page of an edit: Markdown with fixed headings and examples that are its tests.

An example is a fenced ``json`` block with an encounter, followed by a fenced ``findings`` block: a line for each finding
of this edit that must come (``severity where``), or ``none``.  A fenced ``release`` block before them holds a small
made-up release of ICD-10-CM that the example needs beside the installed one; a fenced block ``table SET`` holds the rows of a
small made-up table (cells apart by tabs), for edits on tables that a user installs;
a fenced block ``today`` the day on which the check runs.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from farr.errors import UnreadableInput

HEADINGS = ("What it flags", "Why", "Source", "Examples", "How to fix it", "Exceptions")
FENCE = re.compile(r"^```(\w+(?: [\w-]+)?)\n(.*?)^```", re.MULTILINE | re.DOTALL)


class Example(NamedTuple):
    """An encounter, the findings of the edit that must come (severity, where), release and the tables (set, rows) it needs."""

    encounter: dict[str, Any]
    findings: tuple[tuple[str, str], ...]
    release: dict[str, Any] | None
    tables: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...] = ()
    today: dt.date | None = None


class Page(NamedTuple):
    title: str
    text: str
    examples: tuple[Example, ...]


def read_page(path: Path) -> Page:
    """Read and check a page.

    Raises:
        UnreadableInput: a heading is missing or an example is not in the form.
    """
    text = path.read_text(encoding="utf-8")
    missing = [heading for heading in HEADINGS if f"\n## {heading}\n" not in text]
    if missing or not text.startswith("# "):
        raise UnreadableInput(f"the page lacks: {', '.join(missing) or 'its title'}", path.name)
    return Page(text.splitlines()[0][2:], text, tuple(_examples(text, path.name)))


def _examples(text: str, name: str) -> list[Example]:
    found: list[Example] = []
    encounter: dict[str, Any] | None = None
    release: dict[str, Any] | None = None
    today: dt.date | None = None
    tables: list[tuple[str, tuple[tuple[str, ...], ...]]] = []
    for kind, body in FENCE.findall(text):
        if kind == "release":
            release = msgspec.json.decode(body)
        elif kind.startswith("table "):
            rows = tuple(tuple(line.split("\t")) for line in body.splitlines() if line.strip())
            tables.append((kind.removeprefix("table "), rows))
        elif kind == "today":
            today = dt.date.fromisoformat(body.strip())
        elif kind == "json":
            encounter = msgspec.json.decode(body)
        elif kind == "findings":
            if encounter is None:
                raise UnreadableInput("a findings block stands without an encounter before it", name)
            lines = [line.split() for line in body.splitlines() if line.strip() and line.strip() != "none"]
            found.append(Example(encounter, tuple((line[0], line[1]) for line in lines), release, tuple(tables), today))
            encounter = release = today = None
            tables = []
    if not found:
        raise UnreadableInput("the page has no example", name)
    return found
