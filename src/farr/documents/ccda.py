"""Documents from C-CDA: the narrative of every section under its title, or the embedded text of an unstructured document.

The parser loads nothing from outside.  Source: HL7 Implementation Guide C-CDA R2.1 (header, section text, nonXMLBody).
"""

from __future__ import annotations

import base64
import binascii

from lxml import etree

from farr.documents.kinds import ENCOUNTER_CLASSES, date_of, document
from farr.documents.markup import html_text, parser, plain_text
from farr.documents.pdf import pdf_text
from farr.errors import UnreadableInput
from farr.records import Document

V3 = {"v": "urn:hl7-org:v3"}
SEXES = {"F": "female", "M": "male"}


def ccda_document(data: bytes, name: str, where: str) -> Document:
    """The document of a ClinicalDocument.

    Args:
        data: the XML as it came in.
        name: stands for the id where the document has none.
        where: the file's name, for messages of error.
    Raises:
        UnreadableInput: not well-formed, another root, or no text.
    """
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise UnreadableInput("not well-formed XML; expected a C-CDA ClinicalDocument", f"{where}:{error.lineno}") from None
    if etree.QName(root).localname != "ClinicalDocument":
        raise UnreadableInput("expected a C-CDA ClinicalDocument as the root element", f"{where}:1")
    patient = "v:recordTarget/v:patientRole/v:patient"
    encounter = "v:componentOf/v:encompassingEncounter"
    when = _value(root, f"{encounter}/v:effectiveTime/v:high") or _value(root, f"{encounter}/v:effectiveTime")
    return document(
        text=_body(root, where),
        identity=_value(root, "v:id", "extension") or _value(root, "v:id", "root") or name,
        date=date_of(when) or date_of(_value(root, "v:effectiveTime")),
        birth_date=date_of(_value(root, f"{patient}/v:birthTime")),
        sex=SEXES.get(_value(root, f"{patient}/v:administrativeGenderCode", "code")),
        encounter=ENCOUNTER_CLASSES.get(_value(root, f"{encounter}/v:code", "code")),
        where=where,
    )


def _value(root: etree._Element, path: str, attribute: str = "value") -> str:
    found = root.find(path, V3)
    return str(found.get(attribute) or "") if found is not None else ""


def _body(root: etree._Element, where: str) -> str:
    parts: list[str] = []
    for section in root.iterfind("v:component/v:structuredBody//v:section", V3):
        title, narrative = section.find("v:title", V3), section.find("v:text", V3)
        said = plain_text(narrative) if narrative is not None else ""
        heading = " ".join("".join(str(part) for part in title.itertext()).split()) if title is not None else ""
        if said or heading:
            parts.append(f"{heading.rstrip(':')}:\n{said}" if heading else said)
    embedded = root.find("v:component/v:nonXMLBody/v:text", V3)
    if embedded is not None and embedded.text:
        parts.append(_embedded(embedded, where))
    return "\n\n".join(parts).strip()


def _embedded(text: etree._Element, where: str) -> str:
    said = str(text.text or "")
    if text.get("representation") != "B64":
        return said
    try:
        data = base64.b64decode("".join(said.split()), validate=True)
    except (binascii.Error, ValueError):
        raise UnreadableInput("nonXMLBody says base64 and is not", where) from None
    kind = text.get("mediaType") or ""
    if kind == "application/pdf":
        return pdf_text(data, where)
    return html_text(data.decode("utf-8", errors="replace")) if kind == "text/html" else data.decode("utf-8", errors="replace")
