"""X12's external code lists as the publisher shows them: the saved page of a list (``x12.org/codes/...``).

A row of the page's table holds the code, its description and a span of dates (``Start: 01/01/1995 | Last Modified: ... |
Stop: 11/01/2013``).  A code is out of use from its stop date on.  The page says no date of its own: give it with ``--from``,
or put the day on which it was saved into the file's name.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from farr.tables.listing import Dated, key_of, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._release_dates import day
from farr.tables.source import Source, read_date

SETS = ("carc", "rarc", "claim-status", "claim-status-category")
TITLES = (
    ("claim-status-category", r"claim status category codes"),
    ("claim-status", r"claim status codes"),
    ("carc", r"claim adjustment reason codes"),
    ("rarc", r"remittance advice remark codes"),
)
COLUMNS = ("name", "modified")
SPAN = {word: re.compile(rf"{word}:\s*(\d\d/\d\d/\d{{4}})") for word in ("Start", "Last Modified", "Stop")}


def recognise(source: Source) -> Identity | None:
    """An HTML page with the cells of such a table, by the title of the page."""
    head = source.head().decode("utf-8", errors="replace")
    if not re.search(r"<html|<!doctype html", head[:2000], re.IGNORECASE):
        return None
    title = re.search(r"<title>(.*?)</title>", head, re.IGNORECASE | re.DOTALL)
    name = next((name for name, words in TITLES if title and re.search(words, title[1], re.IGNORECASE)), None)
    return Identity(name, *day(source, "")) if name else None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile a page."""
    return write_listing(folder, COLUMNS, _rows(sources[0]), sources[0])


def _rows(source: Source) -> Iterator[Dated]:
    root = etree.fromstring(source.read(), etree.HTMLParser(no_network=True, encoding="utf-8"))
    if root is None:
        raise source.error("not a page of HTML; save the page of the list again")
    for row in root.iter("tr"):
        cells = {str(cell.get("class", "")).split(" ")[0]: cell for cell in row.iterchildren("td")}
        if "code" not in cells or "description" not in cells:
            continue
        line = int(str(row.sourceline or 0))
        code = key_of(_text(cells["code"]))
        if not re.fullmatch(r"[0-9A-Z]{1,5}", code):
            raise source.error(f"expected a code of up to five letters and digits and found {code[:12]!r}", line, "code")
        dates = {word: pattern.search(_text(cells["description"])) for word, pattern in SPAN.items()}
        start, modified, stop = (read_date(m[1], source, line, "dates") if (m := dates[word]) else None for word in SPAN)
        name = re.split(r"\s*Start:\s*\d\d/", _text(cells["description"]))[0]
        end = stop - dt.timedelta(days=1) if stop else None
        yield Dated(code, start, end, (name, modified.isoformat() if modified else ""), line)


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())
