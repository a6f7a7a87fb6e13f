"""Cells of published tables as values, with their place in every error: codes, amounts, whole numbers."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from farr.tables.source import Source, read_date

CODE = re.compile(r"[0-9A-Z]{5}")
AMOUNT = re.compile(r"[$,\s]")
NO_VALUE = ("", ".", "NA", "N/A", "*")


def code_cell(text: str, source: Source, line: int, column: int | str) -> str:
    """A CPT or HCPCS code: five letters and digits; leading zeros that a spreadsheet dropped are put back.

    Raises:
        UnreadableInput: anything else.
    """
    plain = text.strip().strip('"').upper()
    if CODE.fullmatch(plain):
        return plain
    if plain.isdigit() and len(plain) in (3, 4):
        return plain.zfill(5)
    raise source.error("expected a code of five letters and digits", line, column)


def amount(text: str, source: Source, line: int, column: int | str) -> str:
    """A decimal number as text, without currency sign and thousands separators; blank where the publisher gives none.

    Raises:
        UnreadableInput: no number.
    """
    plain = AMOUNT.sub("", text)
    if plain.upper() in NO_VALUE:
        return ""
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise source.error("expected a number", line, column) from None
    if not number.is_finite():
        raise source.error("expected a number", line, column)
    return f"{number:f}"


def whole(text: str, source: Source, line: int, column: int | str) -> int:
    """A whole number, 0 or more.

    Raises:
        UnreadableInput: anything else.
    """
    plain = text.replace(",", "").strip()
    if not plain.isdigit():
        raise source.error("expected a whole number", line, column)
    return int(plain)


def date_cell(text: str, source: Source, line: int, column: int | str) -> dt.date | None:
    """As :func:`farr.tables.source.read_date`; blank and ``*`` are None."""
    return read_date(text, source, line, column)
