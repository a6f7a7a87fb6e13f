"""Files and streams to documents and encounters, with errors that name the place and never quote the content."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import msgspec

from farr.claims.fhir import from_fhir
from farr.documents.kinds import FHIR_DOCUMENTS
from farr.errors import FarrError, UnreadableInput
from farr.pipeline.claim_file import Places, is_x12, read_837
from farr.records import Document, Encounter, Record

T = TypeVar("T", bound=Record)
FHIR_CLAIMS = ("Claim", "Bundle")
JSON_SUFFIXES = (".json", ".jsonl", ".ndjson")
QUOTED = re.compile(r" ?['`](?!\$)[^'`]*['`]")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SHARE_OF_CONTROL = 0.02
HL7 = re.compile(rb"(?:FHS|BHS|MSH)[^\w\s]")


class Item(NamedTuple):
    """One input: its id, and the record that was read or the error that stood in its way; ``extracted`` says that farr took the
    document's text out of another format, so that its offsets are known only to who sees that text."""

    id: str | None
    value: Any
    error: FarrError | None
    unknown: tuple[str, ...] = ()
    places: Places | None = None
    extracted: bool = False


def read_bytes(source: str) -> bytes:
    """The bytes of a file, or of standard input for ``-``.

    Raises:
        UnreadableInput: no such file, a folder, or no permission.
    """
    if source == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(source).read_bytes()
    except FileNotFoundError:
        raise UnreadableInput("no such file; check the path", source) from None
    except IsADirectoryError:
        raise UnreadableInput("this is a folder; name a file, or - for standard input", source) from None
    except OSError as error:
        raise UnreadableInput(f"cannot be read ({error.strerror})", source) from None


def as_text(data: bytes, source: str) -> str:
    """Bytes to text: UTF-8 (with or without mark), UTF-16 by its mark, else Windows-1252.

    Raises:
        UnreadableInput: the bytes are no text.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if len(CONTROL.findall(data[:65536])) > SHARE_OF_CONTROL * len(data[:65536]):
        raise UnreadableInput("this is binary data, not text; expected plain text or JSON Lines in UTF-8", source)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def documents(source: str) -> Iterator[Item]:
    """Documents of a file by its content: PDF, HL7 v2, C-CDA, JSON Lines or JSON (FHIR R4 among it), else one plain text."""
    data = read_bytes(source)
    name = "stdin" if source == "-" else Path(source).stem
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\x0b")
    if head.startswith(b"%PDF-"):
        from farr.documents.pdf import pdf_text

        yield _extracted(name, lambda: Document(id=name, text=pdf_text(data, source)))
    elif head.startswith(b"<") and b"ClinicalDocument" in head:
        from farr.documents.ccda import ccda_document

        yield _extracted(name, lambda: ccda_document(data, name, source))
    elif HL7.match(head):
        from farr.documents.hl7v2 import hl7_documents

        for found in hl7_documents(as_text(data.replace(b"\x0b", b"\r").replace(b"\x1c", b"\r"), source), source):
            yield _item(None, found)
    else:
        yield from documents_in(as_text(data, source), source)


def _extracted(name: str, read: Callable[[], Document]) -> Item:
    try:
        found = read()
    except UnreadableInput as error:
        return _item(name, error)
    return _item(found.id, found)


def _item(identity: str | None, found: Document | UnreadableInput) -> Item:
    if isinstance(found, UnreadableInput):
        return Item(identity, None, found)
    return Item(found.id, found, None, extracted=True)


def documents_in(text: str, source: str) -> Iterator[Item]:
    """Documents of a text that came from ``source``."""
    if source.endswith(JSON_SUFFIXES) or text.lstrip().startswith('{"'):
        yield from _json_items(text, source, Document, _document)
        return
    name = "stdin" if source == "-" else Path(source).stem
    try:
        yield Item(name, _document(Document(id=name, text=text), source), None)
    except FarrError as error:
        yield Item(name, None, error)


def encounters(source: str) -> Iterator[Item]:
    """Coded encounters of a JSON or JSON Lines file, FHIR Claims among them, or of the claims of an 837."""
    data = read_bytes(source)
    if is_x12(data):
        yield from _claims(data, source)
        return
    yield from _json_items(as_text(data, source), source, Encounter, lambda encounter, _: encounter)


def _claims(data: bytes, source: str) -> Iterator[Item]:
    try:
        for found in read_837(data):
            error = found.error and UnreadableInput(found.error.message, f"{source} {found.error.where}")
            unknown = tuple(found.places.where(spot) for spot in found.places.unread)
            yield Item(found.id, found.encounter, error, unknown, found.places)
    except FarrError as error:
        yield Item(None, None, UnreadableInput(error.message, f"{source} {error.where}".strip()))


def _document(document: Document, where: str) -> Document:
    if not document.text.strip():
        raise UnreadableInput("the text is empty; nothing to code", f"{where} $.text")
    return document


def _json_items(text: str, source: str, kind: type[T], accept: Any) -> Iterator[Item]:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        yield Item(None, None, UnreadableInput("the file is empty; expected JSON Lines, one object a line", source))
        return
    if len(lines) > 1 and _is_one_object(lines[0][1], text):
        lines = [(1, text)]
    for number, line in lines:
        place = f"{source}:{number}"
        identity: str | None = None
        try:
            raw = _decode(line, place)
            identity = raw["id"] if isinstance(raw.get("id"), str) else None
            if kind is Encounter and raw.get("resourceType") in FHIR_CLAIMS:
                yield Item(identity, _from_fhir(raw, place), None)
                continue
            if kind is Document and raw.get("resourceType") in FHIR_DOCUMENTS:
                from farr.documents.fhir import fhir_documents

                yield from (_item(found_id, found) for found_id, found in fhir_documents(raw, place))
                continue
            unknown = tuple(unknown_fields(raw, kind))
            yield Item(identity, accept(_convert(raw, kind, place), place), None, unknown)
        except FarrError as error:
            yield Item(identity, None, error)


def _from_fhir(raw: dict[str, Any], place: str) -> Encounter:
    try:
        return from_fhir(raw)
    except UnreadableInput as error:
        raise UnreadableInput(error.message, f"{place} {error.where}") from None


def _is_one_object(first: str, text: str) -> bool:
    """True where the file is one JSON object over several lines."""
    try:
        msgspec.json.decode(first)
        return False
    except msgspec.DecodeError:
        pass
    try:
        return isinstance(msgspec.json.decode(text), dict)
    except msgspec.DecodeError:
        return False


def _decode(line: str, place: str) -> dict[str, Any]:
    try:
        raw = msgspec.json.decode(line)
    except msgspec.DecodeError as error:
        at = re.search(r"byte (\d+)", str(error))
        detail = f" (byte {at.group(1)} of the line)" if at else " (it ends too early)"
        raise UnreadableInput(f"not valid JSON{detail}; expected one JSON object a line", place) from None
    if not isinstance(raw, dict):
        raise UnreadableInput("expected a JSON object with at least an id", place)
    return raw


def _convert(raw: dict[str, Any], kind: type[T], place: str) -> T:
    try:
        return msgspec.convert(_without_nulls(raw), kind, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at ")
        message = QUOTED.sub("", message) if "missing required" not in message else message
        raise UnreadableInput(
            f"{message.replace('`', '')}; see farr schema {kind.__name__.lower()}", f"{place} {path.strip('`') or '$'}"
        ) from None


def _without_nulls(value: Any) -> Any:
    """``null`` and absent are the same, so nulls are dropped before the fields are checked."""
    if isinstance(value, dict):
        return {key: _without_nulls(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


def unknown_fields(raw: Any, kind: Any, path: str = "$") -> Iterator[str]:
    """Paths of fields that the record does not know; they are passed over and reported once."""
    if not isinstance(raw, dict) or not (isinstance(kind, type) and issubclass(kind, Record)):
        return
    fields = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in raw.items():
        if key not in fields:
            yield f"{path}.{key}"
        else:
            for inner in _record_types(fields[key]):
                for index, item in enumerate(value if isinstance(value, list) else [value]):
                    place = f"{path}.{key}[{index}]" if isinstance(value, list) else f"{path}.{key}"
                    yield from unknown_fields(item, inner, place)


def _record_types(annotation: Any) -> list[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return [annotation]
    if getattr(annotation, "__origin__", None) is dict:
        return []
    return [found for argument in getattr(annotation, "__args__", ()) for found in _record_types(argument)]
