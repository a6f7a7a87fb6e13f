"""Coded encounter to claims: every party named, totals and control numbers settled; and a claim back to its encounter."""

from farr.claims.assemble import as_billed, assemble, claims_of, encounter_of, missing_for_claims
from farr.claims.split import left_out

__all__ = ["as_billed", "assemble", "claims_of", "encounter_of", "left_out", "missing_for_claims"]
