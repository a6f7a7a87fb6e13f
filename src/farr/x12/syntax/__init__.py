"""The bytes of X12: delimiters, segments with exact positions, and back to the same bytes.

``segments(source)`` reads any stream with flat memory; ``emit(segments)`` gives the bytes that were read.
"""

from farr.x12.syntax.delimiters import DEFAULT, Delimiters
from farr.x12.syntax.emit import emit
from farr.x12.syntax.reader import Segment, Source, segments

__all__ = ["DEFAULT", "Delimiters", "Segment", "Source", "emit", "segments"]
