"""Claims as 837P and 837I, written and read by one description of the loops."""

from farr.x12.claims.codec import Spot
from farr.x12.claims.read import ClaimReader, ReadClaim, read_claims
from farr.x12.claims.write import Interchange, sets_needed, write_claims

__all__ = ["ClaimReader", "Interchange", "ReadClaim", "Spot", "read_claims", "sets_needed", "write_claims"]
