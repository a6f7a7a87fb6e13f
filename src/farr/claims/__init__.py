"""Coded encounter to claim: every party named, totals and control numbers settled."""

from farr.claims.assemble import assemble

__all__ = ["assemble"]
