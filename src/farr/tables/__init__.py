"""The only door to code sets: releases side by side, chosen by date of service."""

from farr.tables.add import Added, Progress, Wanted, add, silent
from farr.tables.as_of import Tables, as_of, release_of
from farr.tables.fetch import Fetched, fetch
from farr.tables.icd10cm import Icd10Cm, Node, dotted
from farr.tables.listing import Entry, Listing
from farr.tables.sets import TableSet, fiscal_year, table_set, table_sets
from farr.tables.shapes import has_revenue_shape, has_taxonomy_shape
from farr.tables.store import installed
from farr.tables.validity import is_valid

__all__ = [
    "Added",
    "Entry",
    "Fetched",
    "Icd10Cm",
    "Listing",
    "Node",
    "Progress",
    "TableSet",
    "Tables",
    "Wanted",
    "add",
    "as_of",
    "dotted",
    "fetch",
    "fiscal_year",
    "has_revenue_shape",
    "has_taxonomy_shape",
    "installed",
    "is_valid",
    "release_of",
    "silent",
    "table_set",
    "table_sets",
]
