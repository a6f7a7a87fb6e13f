"""What the yearly ICD-10 files share: how they tell their release, and reading large XML an element at a time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from farr.tables.loaders import Identity
from farr.tables.sets import fiscal_year
from farr.tables.source import BROKEN, Source

APRIL = re.compile(r"apr", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
VERSION = re.compile(r"<version>\s*(\d{4})\s*</version>")


def head_of(source: Source) -> str:
    """The first characters of a file, for telling files apart."""
    return source.head().decode("utf-8", errors="replace")


def stated_year(head: str) -> str:
    """The year in the ``version`` element at the head of an XML file; empty where there is none."""
    found = VERSION.search(head[:2000])
    return found[1] if found else ""


def fiscal_identity(table_set: str, source: Source, stated: str = "") -> Identity:
    """The release by the year that the file states or its name holds; an April update by ``April`` in the name.

    Raises:
        UnreadableInput: the name says another year than the file.
    """
    named = YEAR.search(source.name)
    if stated and named and stated != named[1]:
        raise source.error(
            f"the name says {named[1]} and the file says {stated} in its version; rename the file to the year that is right"
        )
    year = stated or (named[1] if named else "")
    if not year:
        return Identity(table_set)
    start = dt.date(int(year), 4, 1) if APRIL.search(source.name) else dt.date(int(year) - 1, 10, 1)
    return Identity(table_set, start, dt.date(fiscal_year(start), 9, 30))


def stream(source: Source, root: str, *tags: str) -> Iterator[etree._Element]:
    """The elements of the given names, in order, each emptied when the next is asked for, so that memory stays small.

    Raises:
        UnreadableInput: not well-formed (with the line), cut off, or another root element.
    """
    try:
        with source.open() as handle:
            context = etree.iterparse(handle, events=("end",), tag=tags, resolve_entities=False, no_network=True, huge_tree=True)
            for _, element in context:
                _expect(source, element.getroottree().getroot(), root)
                yield element
                element.clear(keep_tail=False)
            _expect(source, context.root, root)
    except etree.XMLSyntaxError as error:
        raise source.error(
            "not well-formed XML; the file is damaged or cut off, get it from the publisher again", error.lineno
        ) from None
    except BROKEN:
        raise source.cut_off() from None


def _expect(source: Source, found: etree._Element | None, root: str) -> None:
    if found is None or found.tag != root:
        raise source.error(f"expected the root element {root}", 1)


def text_of(element: etree._Element | None) -> str:
    """All text of an element, runs of blanks as one."""
    return "" if element is None else " ".join("".join(str(part) for part in element.itertext()).split())


def line_of(element: etree._Element) -> int | None:
    """The line on which an element begins."""
    return cast("int | None", element.sourceline)
