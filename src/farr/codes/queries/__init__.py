"""Draft provider queries: where the record is too thin for a specific code, holds a finding nobody named, or is at odds."""

from __future__ import annotations

from farr.codes.queries.draft import draft

__all__ = ["draft"]
