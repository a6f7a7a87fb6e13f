"""Drugs given and items supplied in an encounter, as HCPCS Level II codes of farr's starter tables."""

from farr.codes.supplied.drugs import drugs
from farr.codes.supplied.items import items

__all__ = ["drugs", "items"]
