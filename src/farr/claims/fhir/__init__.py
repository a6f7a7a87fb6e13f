"""Claims as FHIR R4 Claim resources, and such resources as coded encounters."""

from farr.claims.fhir.read import from_fhir
from farr.claims.fhir.write import to_fhir

__all__ = ["from_fhir", "to_fhir"]
