"""Documents from HL7 v2: the text of MDM and ORU messages (OBX of type TX, FT, ST, CE and ED), with what PID and PV1 say.

Separators are those that MSH declares; MLLP frames, batch segments and any line end are taken.  Source: HL7 v2.5.1,
chapters 2, 3, 7 and 9.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from typing import NamedTuple

from farr.documents.kinds import ENCOUNTER_CLASSES, date_of, document
from farr.documents.pdf import pdf_text
from farr.errors import UnreadableInput
from farr.records import Document

START = re.compile(r"(?:^|[\r\n\x0b])(?=MSH[^\w\s])")
ESCAPE = {"F": 0, "S": 1, "T": 4, "R": 2}
TEXT_TYPES = ("TX", "FT", "ST")
SEXES = {"F": "female", "M": "male"}


class _Message(NamedTuple):
    field: str
    component: str
    repetition: str
    escape: str
    sub: str
    segments: list[list[str]]

    def first(self, name: str, number: int) -> str:
        """A field of the first segment of a name; empty where there is none."""
        found = next((segment for segment in self.segments if segment[0] == name), [])
        return found[number] if number < len(found) else ""


def hl7_documents(text: str, where: str) -> Iterator[Document | UnreadableInput]:
    """A document for each message, or the error that stood in its way.

    Args:
        text: one or more messages.
        where: the file's name, for messages of error.
    """
    for number, raw in enumerate((part for part in START.split(text) if part.startswith("MSH")), 1):
        place = f"{where} message {number}"
        try:
            yield _document(_message(raw, place), place)
        except UnreadableInput as error:
            yield error


def _message(raw: str, place: str) -> _Message:
    lines = [line for line in re.split(r"[\r\n\x0b\x1c]+", raw) if line]
    if len(lines[0]) < 8:
        raise UnreadableInput("MSH ends before its separators; expected MSH|^~\\& and more", place)
    field = lines[0][3]
    declared = lines[0][4:].split(field)[0].ljust(4)
    segments = [line.split(field) for line in lines]
    segments[0].insert(1, field)
    return _Message(field, declared[0], declared[1], declared[2], declared[3], segments)


def _document(message: _Message, place: str) -> Document:
    lines: list[str] = []
    for segment in message.segments:
        if segment[0] == "OBX" and len(segment) > 5:
            lines.extend(_observed(message, segment, place))
        elif segment[0] == "NTE" and len(segment) > 3:
            lines.append(_plain(message, segment[3]))
    encounter_class = message.first("PV1", 2).upper()[:1]
    return document(
        text="\n".join(lines).strip(),
        identity=message.first("TXA", 12).split(message.component)[0] or message.first("MSH", 10) or "message",
        date=date_of(message.first("TXA", 4) or message.first("OBR", 7) or message.first("MSH", 7)),
        birth_date=date_of(message.first("PID", 7)),
        sex=SEXES.get(message.first("PID", 8).upper()[:1]),
        encounter=ENCOUNTER_CLASSES.get(encounter_class),
        where=place,
    )


def _observed(message: _Message, segment: list[str], place: str) -> Iterator[str]:
    kind, value = segment[2], segment[5]
    if kind == "ED":
        parts = value.split(message.component)
        if len(parts) > 4 and parts[3].upper() == "BASE64":
            try:
                content = base64.b64decode(parts[4], validate=True)
            except (binascii.Error, ValueError):
                raise UnreadableInput("OBX-5 says base64 and is not", f"{place} OBX") from None
            yield pdf_text(content, f"{place} OBX") if content.startswith(b"%PDF-") else content.decode("utf-8", errors="replace")
    elif kind in TEXT_TYPES:
        yield from (_plain(message, part) for part in value.split(message.repetition))
    elif value:
        name = segment[3].split(message.component)
        shown = value.split(message.component)
        unit = segment[6].split(message.component)[0] if len(segment) > 6 else ""
        label = _plain(message, name[1] if len(name) > 1 else name[0])
        yield f"{label}: {_plain(message, shown[1] if kind in ('CE', 'CWE') and len(shown) > 1 else shown[0])} {unit}".strip()


def _plain(message: _Message, value: str) -> str:
    """A value without escapes: ``\\.br\\`` is a line end, ``\\T\\`` the sub-component separator, and so on."""
    mark = re.escape(message.escape)
    separators = (message.field, message.component, message.repetition, message.escape, message.sub)

    def meant(match: re.Match[str]) -> str:
        code = match.group(1)
        if code in ESCAPE:
            return separators[ESCAPE[code]]
        if code == "E":
            return message.escape
        if code.startswith((".br", ".sp", ".ce")):
            return "\n"
        if code.startswith("X"):
            try:
                return bytes.fromhex(code[1:]).decode("utf-8", errors="replace").replace("\r", "\n")
            except ValueError:
                return ""
        return ""

    return re.sub(rf"{mark}([^{mark}\r\n]{{1,60}}){mark}", meant, value) if message.escape.strip() else value
