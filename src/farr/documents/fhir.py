"""Documents from FHIR R4: DocumentReference, Composition, DiagnosticReport, and Bundles of them.

Lenient: only what is read must be right; patient, encounter and Binary are looked up in the same Bundle.  Source: HL7 FHIR R4
(4.0.1), the pages of these resources.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from typing import Any

from farr.documents.ccda import ccda_document
from farr.documents.kinds import ENCOUNTER_CLASSES, FHIR_DOCUMENTS, date_of, document
from farr.documents.markup import html_text
from farr.documents.pdf import pdf_text
from farr.errors import UnreadableInput
from farr.records import Document

Resource = dict[str, Any]


def fhir_documents(raw: Resource, where: str) -> Iterator[tuple[str | None, Document | UnreadableInput]]:
    """Id and document of each resource that carries text, or the error that stood in its way.

    Args:
        raw: a resource of one of ``FHIR_DOCUMENTS``.
        where: file and line, for messages of error.
    """
    entries = _list(raw.get("entry")) if raw.get("resourceType") == "Bundle" else [{"resource": raw}]
    known: dict[str, Resource] = {}
    for entry in entries:
        resource = _object(entry.get("resource"))
        for key in (entry.get("fullUrl"), f"{resource.get('resourceType')}/{resource.get('id')}"):
            if isinstance(key, str):
                known[key] = resource
    told = False
    for number, entry in enumerate(entries):
        resource = _object(entry.get("resource"))
        if resource.get("resourceType") in FHIR_DOCUMENTS[1:]:
            told = True
            place = f"{where} $.entry[{number}].resource" if raw.get("resourceType") == "Bundle" else where
            identity = resource.get("id") if isinstance(resource.get("id"), str) else None
            try:
                yield identity, _document(resource, known, identity or f"document-{number + 1}", place)
            except UnreadableInput as error:
                yield identity, error
    if not told:
        yield None, UnreadableInput(f"no {', '.join(FHIR_DOCUMENTS[1:])} in the Bundle; nothing to code", where)


def _document(resource: Resource, known: dict[str, Resource], identity: str, place: str) -> Document:
    patient = _referred(resource.get("subject"), known)
    context = _object(resource.get("context"))
    encounters = [*_list(context.get("encounter")), resource.get("encounter")]
    encounter = next((found for item in encounters if (found := _referred(item, known))), {})
    period = _object(encounter.get("period"))
    days = (period.get("end"), period.get("start"), _object(context.get("period")).get("start"))
    own = (resource.get("effectiveDateTime"), resource.get("date"), resource.get("issued"))
    sex = patient.get("gender")
    return document(
        text=_text(resource, known, place).strip(),
        identity=identity,
        date=next((day for day in map(date_of, (*days, *own)) if day is not None), None),
        birth_date=date_of(patient.get("birthDate")),
        sex=sex if sex in ("female", "male", "unknown") else None,
        encounter=ENCOUNTER_CLASSES.get(str(_object(encounter.get("class")).get("code"))),
        where=place,
    )


def _text(resource: Resource, known: dict[str, Resource], place: str) -> str:
    kind = resource["resourceType"]
    if kind == "Composition":
        return "\n\n".join(_sections(resource.get("section")))
    if kind == "DocumentReference":
        attachments = [_object(content.get("attachment")) for content in _list(resource.get("content"))]
    else:
        attachments = _list(resource.get("presentedForm"))
    parts = [_attached(attachment, known, place) for attachment in attachments]
    if kind == "DiagnosticReport" and isinstance(resource.get("conclusion"), str):
        parts.append(f"IMPRESSION:\n{resource['conclusion']}")
    return "\n\n".join(part for part in parts if part)


def _sections(found: Any) -> Iterator[str]:
    for section in _list(found):
        said = html_text(str(_object(section.get("text")).get("div") or ""))
        title = str(section.get("title") or "").strip().rstrip(":")
        if said or title:
            yield f"{title}:\n{said}" if title else said
        yield from _sections(section.get("section"))


def _attached(attachment: Resource, known: dict[str, Resource], place: str) -> str:
    """The text of an attachment; one that only names an address elsewhere has none, for farr fetches nothing."""
    data, kind = attachment.get("data"), str(attachment.get("contentType") or "text/plain")
    if not isinstance(data, str):
        binary = known.get(str(attachment.get("url")), {})
        data, kind = binary.get("data"), str(binary.get("contentType") or kind)
    if not isinstance(data, str):
        return ""
    try:
        content = base64.b64decode("".join(data.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableInput("the attachment's data is not base64", place) from None
    kind = kind.lower()
    if kind.startswith("application/pdf"):
        return pdf_text(content, place)
    if "html" not in kind and "xml" in kind:
        return ccda_document(content, "embedded", place).text
    said = content.decode("latin-1" if "8859-1" in kind else "utf-8", errors="replace")
    return html_text(said) if "html" in kind else said


def _referred(reference: Any, known: dict[str, Resource]) -> Resource:
    return known.get(str(_object(reference).get("reference")), {})


def _object(value: Any) -> Resource:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Resource]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
