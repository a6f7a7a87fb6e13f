"""The shape of codes whose lists may not be shipped: what can be told wrong without the list."""

from __future__ import annotations

import re

TAXONOMY = re.compile(r"[0-9]{2,4}[0-9A-Z]{5,7}X")
REVENUE = re.compile(r"\d{4}")


def has_taxonomy_shape(code: str) -> bool:
    """True for ten letters and digits that begin with two digits and end with X, as every provider taxonomy code is built
    (NUCC, Health Care Provider Taxonomy, "Code Structure"; the list itself is loaded by its user)."""
    return len(code) == 10 and TAXONOMY.fullmatch(code) is not None


def has_revenue_shape(code: str) -> bool:
    """True for the four digits of a revenue code; its first three name the category (``revenue-categories``)."""
    return REVENUE.fullmatch(code) is not None
