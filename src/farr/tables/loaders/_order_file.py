"""The order file of ICD-10-CM and ICD-10-PCS, and the plain lists of codes that CMS and NCHS publish beside it.

Order file, fixed width (1-based): 1-5 order number, 7-13 code without dot, 15 ``0`` header or ``1`` valid for transactions,
17-76 short title, 78 to the end long title.  Codes file: code, blanks, long title; valid codes only, titles optional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from farr.tables.source import Source

ORDER = re.compile(r"(\d{5}) ([0-9A-Z]{3,7}) +([01]) (.{60}) ?(.*)")
PLAIN = re.compile(r"([0-9A-Z]{3}\.?[0-9A-Z]{0,4})(?:\s+(\S.*))?")
BLOCK = re.compile(r"[A-Z][0-9A-Z]{2}-[A-Z][0-9A-Z]{2}|\d{1,2}")


class OrderRow(NamedTuple):
    """A code or header: code without dot, valid for transactions, short and long title."""

    code: str
    valid: bool
    short: str
    long: str


def is_order_file(head: str) -> bool:
    """True where the first line has the columns of an order file."""
    return ORDER.fullmatch(head.split("\n", 1)[0].rstrip()) is not None


def read_order_file(source: Source) -> Iterator[OrderRow]:
    """Rows of an order file.

    Raises:
        UnreadableInput: a line that does not have the columns, a code that stands twice, or a file that ends within a line.
    """
    seen: set[str] = set()
    for line, text in source.lines():
        if not text.strip():
            continue
        match = ORDER.fullmatch(text.rstrip().ljust(78)) or ORDER.fullmatch(text.rstrip())
        if match is None or not match[4].strip():
            raise source.error(
                "expected the columns of an order file: 1-5 number, 7-13 code, 15 validity, 17-76 short title, 78 on long title",
                line,
                _first_fault(text),
            )
        code = match[2]
        if code in seen:
            raise source.error("this code stands in an earlier line too", line, 7)
        seen.add(code)
        yield OrderRow(code, match[3] == "1", match[4].strip(), match[5].strip() or match[4].strip())


def _first_fault(text: str) -> int:
    """The column in which a line leaves the layout."""
    checks = ((r"\d{5}", 1), (r"\d{5} [0-9A-Z]{3}", 7), (r".{14}[01]", 15), (r".{16}\S", 17))
    return next((column for pattern, column in checks if not re.match(pattern, text)), 77)


def read_code_list(source: Source) -> dict[str, str]:
    """Valid codes (undotted) of a plain list, with their titles where it has any; names of chapters and blocks are skipped.

    Raises:
        UnreadableInput: a line that is neither.
    """
    found: dict[str, str] = {}
    for line, text in source.lines():
        plain = text.strip()
        if not plain or BLOCK.fullmatch(plain):
            continue
        match = PLAIN.fullmatch(plain)
        if match is None:
            raise source.error("expected a code, or a code and its title", line, 1)
        found[match[1].replace(".", "")] = match[2] or ""
    return found
