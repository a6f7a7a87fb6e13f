"""A fault found while reading or checking X12, before it becomes a finding or a line of an acknowledgement."""

from __future__ import annotations

import msgspec

from farr.x12.syntax import Segment


class Problem(msgspec.Struct):
    """``rule`` names a row of ``rules.tsv``; ``segment`` is where it shows (the one behind the gap for what is missing).

    ``name`` is the segment identifier that the fault is about; ``segment_code`` and ``element_code`` are those of a 999
    (IK304, IK403); ``place`` is element, component and repetition from 1, 0 where the whole is meant; ``number`` the
    data element; ``value`` what stood there, for the acknowledgement only.
    """

    rule: str
    segment: Segment
    name: str
    loop: str
    message: str
    segment_code: str = ""
    element_code: str = ""
    place: tuple[int, int, int] = (0, 0, 0)
    number: str = ""
    value: str = ""
    severity: str = ""
    unit: int = 0

    @property
    def element(self) -> str:
        """The element as people write it: ``CLM05-1``, empty where the segment as a whole is meant."""
        at, part, _ = self.place
        return f"{self.name}{at:02d}{f'-{part}' if part else ''}" if at else ""
