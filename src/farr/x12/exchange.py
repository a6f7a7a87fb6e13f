"""Units as plain data, one line each, and back to the same bytes.

A line is ``{"kind", "number", "transaction", "guide", "interchange", "group", "set", "delimiters", "end", "segments"}``.
``segments`` are those read since the line before, so that all lines together are the file, once.  A segment is
``{"number", "byte", "loop", "id", "elements"}``; ``end`` and ``delimiters`` stand on it only where they differ from the line's,
``lead`` only before a file's first segment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from farr.errors import UnreadableInput
from farr.x12.syntax import Delimiters, Segment
from farr.x12.tree import Unit


def to_dict(unit: Unit) -> dict[str, Any]:
    """A unit as plain data, without loss."""
    envelope = unit.envelope
    segments = unit.segments
    first = segments[0] if segments else None
    signs = first.delimiters if first is not None else Delimiters("*", ":", "^", "~")
    end = first.end if first is not None else "~"
    places = {id(segment): loop.id for loop, segment, _ in unit.loop.walk()}
    holder = unit.loop.parent
    while holder is not None:
        for loop, segment, _ in holder.walk():
            places[id(segment)] = loop.id
        holder = holder.parent
    return {
        "kind": unit.kind,
        "number": unit.number,
        "transaction": envelope.set,
        "guide": envelope.guide.name if envelope.guide is not None else envelope.version,
        "interchange": envelope.isa.get(13) if envelope.isa is not None else "",
        "group": envelope.gs.get(6) if envelope.gs is not None else "",
        "set": envelope.st.get(2) if envelope.st is not None else "",
        "delimiters": msgspec.to_builtins(signs),
        "end": end,
        "segments": [_segment(segment, places.get(id(segment), ""), signs, end) for segment in segments],
    }


def _segment(segment: Segment, loop: str, signs: Delimiters, end: str) -> dict[str, Any]:
    made: dict[str, Any] = {"number": segment.number, "byte": segment.byte}
    if loop:
        made["loop"] = loop
    made["id"] = segment.elements[0]
    made["elements"] = segment.elements[1:]
    if segment.end != end:
        made["end"] = segment.end
    if segment.delimiters != signs:
        made["delimiters"] = msgspec.to_builtins(segment.delimiters)
    if segment.lead:
        made["lead"] = segment.lead
    return made


class _Part(msgspec.Struct):
    id: str
    elements: list[str]
    end: str | None = None
    delimiters: Delimiters | None = None
    lead: str = ""


class _Row(msgspec.Struct):
    delimiters: Delimiters
    end: str
    segments: list[_Part]


def write(lines: Iterable[bytes | str]) -> Iterator[bytes]:
    """The JSON Lines of :func:`to_dict` to the bytes that were read.

    Raises:
        UnreadableInput: a line is not such an object; it names the line and the JSON path.
    """
    decoder = msgspec.json.Decoder(_Row)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = decoder.decode(line)
        except msgspec.MsgspecError as error:
            path = str(error).rpartition(" - at ")[2] if " - at " in str(error) else "the line"
            raise UnreadableInput(f"expected an object of farr x12 read; look at {path.strip('`')}", f"line {number}") from None
        yield _bytes(row, number)


def _bytes(row: _Row, number: int) -> bytes:
    pieces = []
    for part in row.segments:
        signs = part.delimiters or row.delimiters
        end = row.end if part.end is None else part.end
        pieces.append(f"{part.lead}{signs.element.join([part.id, *part.elements])}{end}")
    try:
        return "".join(pieces).encode("latin-1")
    except UnicodeEncodeError:
        raise UnreadableInput("a character does not fit into one byte; X12 is written in ISO 8859-1", f"line {number}") from None
