"""Claims as paper forms and as FHIR resources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import msgspec

from farr.claims.fhir import to_fhir
from farr.claims.forms import Sheet, cms1500, to_pdf, ub04
from farr.records import Claim

__all__ = ["to_cms1500", "to_fhir", "to_fhir_lines", "to_ub04"]


def to_cms1500(claims: Iterable[Claim], grid: bool = False, shift: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """Professional claims as the data of CMS-1500 forms (02/12) in one PDF, for printing on blank stock.

    Args:
        grid: outline and number the boxes, to check the alignment on plain paper.
        shift: inches to the right and down, for a printer that feeds askew.
    Raises:
        UsageError: a claim is institutional.
    """
    sheets: list[Sheet] = [sheet for claim in claims for sheet in cms1500(claim)]
    return to_pdf(sheets, grid, shift)


def to_ub04(claims: Iterable[Claim], grid: bool = False, shift: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """Institutional claims as the data of UB-04 forms in one PDF; see :func:`to_cms1500`."""
    sheets: list[Sheet] = [sheet for claim in claims for sheet in ub04(claim, dt.date.today())]
    return to_pdf(sheets, grid, shift)


def to_fhir_lines(claims: Iterable[Claim]) -> bytes:
    """Claims as FHIR R4 Claim resources, one a line (NDJSON), created today."""
    today = dt.date.today()
    return b"".join(msgspec.json.encode(to_fhir(claim, today)) + b"\n" for claim in claims)
