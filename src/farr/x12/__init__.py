"""X12 005010: bytes to records and back.  Knows nothing of coding.

Reading: ``read(path)`` and ``units(source)`` give one :class:`Unit` at a time (a claim, a claim's payment, an acknowledgement)
with flat memory; ``transactions(source)`` gives whole sets.  ``unit.loop`` is a tree of loops: ``loop.get("CLM").get(2)`` is
CLM02, ``loop.children("2400")`` the lines, ``loop.ancestor("2000B")`` the subscriber, ``unit.root`` the header.  Below them
``farr.x12.syntax.segments(source)`` gives segments with number and byte.
``to_dict(unit)`` is the plain data of ``farr x12 read``; ``write(lines)`` turns such JSON Lines back into the bytes.
``write_claims(claims, envelope)`` writes 837s, ``read_claims(source)`` gives claims back with the place of every value.
"""

from farr.x12.claims import Interchange, ReadClaim, Spot, read_claims, sets_needed, write_claims
from farr.x12.exchange import to_dict, write
from farr.x12.reading import Transaction, read, transactions, units
from farr.x12.syntax import Segment
from farr.x12.tree import Loop, Unit

__all__ = [
    "Interchange", "Loop", "ReadClaim", "Segment", "Spot", "Transaction", "Unit", "read", "read_claims", "sets_needed",
    "to_dict", "transactions", "units", "write", "write_claims",
]  # fmt: skip
