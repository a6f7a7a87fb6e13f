"""X12 005010: bytes to records and back.  Knows nothing of coding.

Reading: ``read(path)`` and ``units(source)`` give one :class:`Unit` at a time (a claim, a claim's payment, an acknowledgement)
with flat memory; ``transactions(source)`` gives whole sets.  ``unit.loop`` is a tree of loops: ``loop.get("CLM").get(2)`` is
CLM02, ``loop.children("2400")`` the lines, ``loop.ancestor("2000B")`` the subscriber, ``unit.root`` the header.  Below them
``farr.x12.syntax.segments(source)`` gives segments with number and byte.
"""

from farr.x12.reading import Transaction, read, transactions, units
from farr.x12.syntax import Segment
from farr.x12.tree import Loop, Unit
from farr.x12.write import Interchange, write_professional

__all__ = [
    "Interchange", "Loop", "Segment", "Transaction", "Unit", "read", "transactions", "units", "write_professional",
]  # fmt: skip
