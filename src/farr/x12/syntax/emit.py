"""Segments to the bytes that they were read from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from farr.x12.syntax.reader import Segment


def emit(segments: Iterable[Segment]) -> Iterator[bytes]:
    """The bytes of segments as read, line breaks included; joined, they equal the file."""
    for segment in segments:
        yield (segment.lead + segment.text + segment.end).encode("latin-1")
