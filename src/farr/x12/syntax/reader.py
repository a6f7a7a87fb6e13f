"""Bytes to segments: one pass, flat memory, exact positions, nothing lost.

The bytes are read as ISO 8859-1, one character a byte, so that offsets in the text are offsets in the file and any byte
comes back as it was.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from farr.errors import UnreadableInput
from farr.x12.syntax.delimiters import ISA_ELEMENTS, LONGEST_ISA, Delimiters, of_interchange, of_set

CHUNK = 1 << 18
LONGEST_SEGMENT = 1 << 20
BREAKS = frozenset(("", "\r", "\n", " ", "\t", "\x00", "\x1a"))
BLANKS = "".join(BREAKS)
MARKS = ("\xef\xbb\xbf",)
CUT = Delimiters("*", "", "", "")

Source = bytes | BinaryIO


class Segment(msgspec.Struct, frozen=True, gc=False):
    """One segment as it stands in the file.

    ``number`` counts from 1 over the file, ``byte`` is the offset of its first byte, ``elements[0]`` is its identifier
    (``elements[2]`` of a CLM is CLM02), ``end`` holds the terminator and the line break behind it, empty where the file
    stops inside the segment.  ``lead`` is what stands before the first segment of a file (a byte order mark, blanks).
    """

    number: int
    byte: int
    text: str
    elements: list[str]
    end: str
    delimiters: Delimiters
    lead: str = ""

    @property
    def id(self) -> str:
        """The segment identifier: ``CLM``."""
        return self.elements[0]

    def get(self, position: int) -> str:
        """The element at a position counted from 1, empty where the segment is shorter."""
        elements = self.elements
        return elements[position] if position < len(elements) else ""

    def parts(self, position: int) -> list[str]:
        """The components of a composite element."""
        return self.get(position).split(self.delimiters.component)


def segments(source: Source) -> Iterator[Segment]:
    """The segments of a file, one after the other, over any number of interchanges, groups and transaction sets.

    The concatenation of ``lead``, ``text`` and ``end`` of all segments is the file.  A file that begins with an ST is
    read with delimiters guessed from it.  A segment that the end of the file cuts off comes last, with an empty ``end``.

    Raises:
        UnreadableInput: the bytes are not X12: no ISA or ST at the start, an ISA that declares no delimiters, other
            text where an interchange must begin, or no segment terminator within a mebibyte.
    """
    stream = io.BytesIO(source) if isinstance(source, bytes) else source
    buffer, offset, number, lead = "", 0, 0, ""
    ended = False
    while True:
        while not ended and len(buffer) < LONGEST_ISA:
            buffer, ended = _more(stream, buffer)
        lead, buffer = _leading(buffer)
        if not buffer:
            if ended:
                break
            if len(lead) > LONGEST_SEGMENT:
                raise UnreadableInput("a mebibyte of blanks where an interchange was expected", f"byte {offset}")
            buffer = lead
            before = len(buffer)
            buffer, ended = _more(stream, buffer)
            if len(buffer) == before:
                break
            continue
        delimiters = _delimiters(buffer, offset + len(lead), ended, number)
        reading = _Interchange(stream, buffer, offset + len(lead), number, delimiters, lead, ended)
        yield from reading.run()
        buffer, offset, number, ended = reading.buffer, reading.offset, reading.number, reading.ended
        if reading.finished:
            return
    if number == 0:
        raise UnreadableInput("the file is empty; expected an X12 interchange that begins with ISA", "byte 0")


def _more(stream: BinaryIO, buffer: str) -> tuple[str, bool]:
    chunk = stream.read(CHUNK)
    return (buffer + chunk.decode("latin-1"), False) if chunk else (buffer, True)


def _leading(buffer: str) -> tuple[str, str]:
    rest = buffer
    for mark in MARKS:
        rest = rest.removeprefix(mark)
    rest = rest.lstrip(BLANKS)
    return buffer[: len(buffer) - len(rest)], rest


def _delimiters(buffer: str, offset: int, ended: bool, number: int) -> Delimiters:
    place = f"byte {offset}" if number == 0 else f"byte {offset}, after segment {number}"
    short = ended and len(buffer) < LONGEST_ISA
    if short and ("ISA".startswith(buffer) or (number == 0 and buffer in {"S", "ST", "G", "GS"})):
        return CUT
    if buffer.startswith("ISA"):
        found = of_interchange(buffer)
        if found is None and short and buffer.count(buffer[3:4] or "*") <= ISA_ELEMENTS:
            return CUT
        if found is None:
            raise UnreadableInput(
                "the ISA declares no delimiters: expected 16 elements, then one character that ends segments; "
                "check the envelope's fixed widths",
                place,
            )
        return found
    if buffer.startswith(("ST", "GS")) and number == 0:
        found = of_set(buffer) or (CUT if short and not buffer[2:3].isalnum() else None)
        if found is not None:
            return found
    if number == 0:
        raise UnreadableInput("not an X12 file: expected ISA at the start (or GS or ST where the envelope was taken off)", place)
    raise UnreadableInput("expected the ISA of a further interchange, or the end of the file", place)


class _Interchange:
    """The segments under one set of delimiters, up to the next ISA."""

    def __init__(
        self, stream: BinaryIO, buffer: str, offset: int, number: int, delimiters: Delimiters, lead: str, ended: bool
    ) -> None:
        self.stream, self.buffer, self.offset, self.number = stream, buffer, offset, number
        self.delimiters, self.lead, self.ended, self.finished = delimiters, lead, ended, False

    def run(self) -> Iterator[Segment]:
        """Yield the segments; afterwards ``buffer`` and ``offset`` stand at the next ISA, or ``finished`` is true."""
        delimiters = self.delimiters
        element, terminator = delimiters.element, delimiters.terminator
        if not terminator:
            yield self._last(self.lead)
            return
        closing, opening = "IEA" + element, "ISA" + element
        lead, held, start, end, number = self.lead, "", self.offset, "", self.number
        offset = self.offset
        while True:
            pieces = self.buffer.split(terminator)
            rest = pieces.pop()
            for at, piece in enumerate(pieces):
                text = piece
                if piece[:1] in BREAKS:
                    text = piece.lstrip(BLANKS)
                    blanks = len(piece) - len(text)
                    end += piece[:blanks]
                    offset += blanks
                    if not text:
                        end += terminator
                        offset += 1
                        continue
                if held:
                    number += 1
                    yield Segment(number, start, held, held.split(element), end, delimiters, lead)
                    lead = ""
                    begins = text.startswith(opening)
                    if (begins or held.startswith(closing)) and not (
                        begins and of_interchange(text + terminator + element) == delimiters
                    ):
                        self.buffer = terminator.join((text, *pieces[at + 1 :], rest))
                        self.offset, self.number = offset, number
                        return
                start, held, end = offset, text, terminator
                offset += len(text) + 1
            if self.ended:
                break
            if len(rest) > LONGEST_SEGMENT:
                raise UnreadableInput("no segment terminator within a mebibyte; is the file X12, and whole?", f"byte {offset}")
            self.buffer, self.ended = _more(self.stream, rest)
        self.offset, self.number = offset, number
        yield from self._tail(lead, held, start, end, rest)

    def _tail(self, lead: str, held: str, start: int, end: str, rest: str) -> Iterator[Segment]:
        """What stands at the end of the file: the segment held back, and one that was cut off."""
        element, delimiters = self.delimiters.element, self.delimiters
        text = rest.lstrip(BLANKS)
        blanks = rest[: len(rest) - len(text)]
        if held:
            self.number += 1
            yield Segment(self.number, start, held, held.split(element), end + blanks, delimiters, lead)
            lead, blanks = "", ""
            if text and held.startswith("IEA" + element):
                self.buffer, self.offset = text, self.offset + len(rest) - len(text)
                return
        if text:
            self.number += 1
            at = self.offset + len(rest) - len(text)
            yield Segment(self.number, at, text, text.split(element), "", delimiters, lead + blanks)
        self.finished = True

    def _last(self, lead: str) -> Segment:
        self.number, self.finished = self.number + 1, True
        return Segment(self.number, self.offset, self.buffer, self.buffer.split(self.delimiters.element), "", CUT, lead)
