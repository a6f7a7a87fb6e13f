"""Segments and elements: the basic character set, no empty ends, dates and money in X12's forms."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

ELEMENT, COMPONENT, REPETITION, TERMINATOR = "*", ":", "^", "~"
RESERVED = str.maketrans(dict.fromkeys(ELEMENT + COMPONENT + REPETITION + TERMINATOR + "\r\n\t", " "))


def clean(value: str, longest: int = 60) -> str:
    """A value in upper-case basic characters, without delimiters or blanks at the ends, cut to the element's length."""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().upper()
    return " ".join(plain.translate(RESERVED).split())[:longest].strip()


def segment(name: str, *elements: str) -> str:
    """A segment without its terminator; empty elements at the end fall away."""
    kept = list(elements)
    while kept and not kept[-1]:
        kept.pop()
    return ELEMENT.join([name, *kept])


def composite(*components: str) -> str:
    """A composite element; empty components at the end fall away."""
    kept = list(components)
    while kept and not kept[-1]:
        kept.pop()
    return COMPONENT.join(kept)


def number(value: Decimal) -> str:
    """A decimal without a needless fraction: ``150.00`` is ``150``, ``12.50`` is ``12.5``."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def day(value: dt.date | None) -> str:
    return value.strftime("%Y%m%d") if value else ""
