"""X12 005010: records to bytes.  Knows nothing of coding."""

from farr.x12.write import Interchange, write_professional

__all__ = ["Interchange", "write_professional"]
