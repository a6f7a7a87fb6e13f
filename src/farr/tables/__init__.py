"""The only door to code sets: releases side by side, chosen by date of service."""

from farr.tables.as_of import Tables, as_of, fiscal_year, release_of
from farr.tables.icd10cm import Icd10Cm, Node, dotted
from farr.tables.store import installed

__all__ = ["Icd10Cm", "Node", "Tables", "as_of", "dotted", "fiscal_year", "installed", "release_of"]
