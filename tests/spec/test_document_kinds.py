"""Documents of other kinds than text: FHIR R4, HL7 v2, C-CDA and PDF; offsets count the text that farr took out and shows."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json

import pytest
from reportlab.pdfgen import canvas
from typer.testing import CliRunner

from farr.cli.app import app
from farr.documents.ccda import ccda_document
from farr.documents.hl7v2 import hl7_documents
from farr.documents.markup import html_text
from farr.errors import UnreadableInput
from farr.pipeline.inputs import documents
from farr.records import Document

NOTE = "ASSESSMENT AND PLAN\n\n1. Gout.\nStable."


def pdf(*lines: str) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer)
    for place, line in enumerate(lines):
        page.drawString(72, 720 - 16 * place, line)
    page.showPage()
    page.save()
    return buffer.getvalue()


def b64(data: bytes | str) -> str:
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()


PATIENT = {"resourceType": "Patient", "id": "p1", "gender": "female", "birthDate": "1970-02-03"}
VISIT = {"resourceType": "Encounter", "id": "e1", "class": {"code": "IMP"}, "period": {"end": "2026-05-04T10:00:00Z"}}
BUNDLE = {
    "resourceType": "Bundle",
    "entry": [
        {"resource": PATIENT},
        {"resource": VISIT},
        {"resource": {"resourceType": "Binary", "id": "b1", "contentType": "text/plain", "data": b64(NOTE)}},
        {
            "resource": {
                "resourceType": "DocumentReference",
                "id": "d1",
                "subject": {"reference": "Patient/p1"},
                "context": {"encounter": [{"reference": "Encounter/e1"}]},
                "content": [{"attachment": {"contentType": "text/plain", "url": "Binary/b1"}}],
            }
        },
        {
            "resource": {
                "resourceType": "Composition",
                "id": "c1",
                "date": "2026-05-05",
                "section": [
                    {"title": "Assessment", "text": {"div": "<div><ol><li>Gout</li><li>Right knee pain</li></ol></div>"}},
                    {"title": "Plan", "section": [{"title": "Drugs", "text": {"div": "<div>Continue<br/>colchicine</div>"}}]},
                ],
            }
        },
    ],
}
HL7 = (
    "MSH|^~\\&|A|B|C|D|20260506120000||MDM^T02|M77|P|2.5.1\rPID|1||X||N^N||19700203|F\rPV1|1|E\r"
    "TXA|1|DS|TX|20260505||||||||D99^X\rOBX|1|TX|1^Note||ASSESSMENT AND PLAN~~1. Gout\\T\\pain.||||||F\r"
    "OBX|2|FT|1^Note||Stable.\\.br\\2. Asthma.||||||F\rOBX|3|NM|2160-0^Creatinine^LN||1.4|mg/dL\r"
)
CCDA = """<?xml version="1.0"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1.2" extension="cc1"/><effectiveTime value="20260507"/>
<recordTarget><patientRole><patient><administrativeGenderCode code="M"/><birthTime value="19600101"/></patient></patientRole>
</recordTarget><componentOf><encompassingEncounter><code code="AMB"/><effectiveTime><low value="20260506"/></effectiveTime>
</encompassingEncounter></componentOf><component><structuredBody>
<component><section><title>ASSESSMENT</title>
<text><list><item>Gout</item><item>Left knee pain</item></list></text></section></component>
<component><section><title>RESULTS</title><text><table><tr><td>Sodium</td><td>140</td></tr></table></text></section></component>
</structuredBody></component></ClinicalDocument>"""


def read(tmp_path, name: str, data: bytes | str) -> list:  # type: ignore[type-arg]
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(documents(str(file)))


def test_fhir_bundle(tmp_path):
    reference, composition = (item.value for item in read(tmp_path, "b.json", json.dumps(BUNDLE)))
    assert (reference.id, reference.text, reference.setting, reference.claim_type) == ("d1", NOTE, "inpatient", "institutional")
    assert reference.date == dt.date(2026, 5, 4) and reference.patient.birth_date == dt.date(1970, 2, 3)
    lines = [line for line in composition.text.splitlines() if line]
    assert lines == ["Assessment:", "- Gout", "- Right knee pain", "Plan:", "Drugs:", "Continue", "colchicine"]
    assert composition.date == dt.date(2026, 5, 5)


def test_hl7_messages(tmp_path):
    first, second = (item.value for item in read(tmp_path, "m.hl7", "\x0b" + HL7 + "\x1c\r" + HL7.replace("|E\r", "|I\r")))
    assert first.text == "ASSESSMENT AND PLAN\n\n1. Gout&pain.\nStable.\n2. Asthma.\nCreatinine: 1.4 mg/dL"
    assert (first.id, first.setting, first.date) == ("D99", "emergency", dt.date(2026, 5, 5))
    assert second.setting == "inpatient" and second.patient.sex == "female"


def test_ccda(tmp_path):
    found = read(tmp_path, "c.xml", CCDA)[0].value
    assert "ASSESSMENT:\n- Gout" in found.text and "- Left knee pain" in found.text and "Sodium | 140" in found.text
    assert (found.id, found.setting, found.patient.sex) == ("cc1", "office", "male")


def test_pdf(tmp_path):
    found = read(tmp_path, "note.pdf", pdf("ASSESSMENT AND PLAN", "1. Gout.", "Stable."))[0].value
    assert found.id == "note" and found.text.splitlines() == ["ASSESSMENT AND PLAN", "1. Gout.", "Stable."]


@pytest.mark.parametrize(
    ("name", "data"),
    [("b.json", json.dumps(BUNDLE)), ("m.hl7", HL7), ("c.xml", CCDA), ("n.pdf", pdf("ASSESSMENT AND PLAN", "1. Gout."))],
)
def test_evidence_counts_the_text_shown(tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    run = CliRunner().invoke(app, ["code", str(file), "--format", "jsonl"])
    assert run.exit_code == 0
    for line in run.stdout.splitlines():
        answer = json.loads(line)
        text = answer["document"]["text"]
        codes = {one["code"] for one in answer["codes"] if one["reportable"]}
        assert "M10.9" in codes or "Gout&pain" in text
        assert all(text[e["start"] : e["end"]] == e["text"] for one in answer["codes"] for e in one["evidence"])


def test_a_text_file_is_not_shown_again(tmp_path):
    file = tmp_path / "n.txt"
    file.write_text(NOTE, encoding="utf-8")
    assert "document" not in json.loads(CliRunner().invoke(app, ["code", str(file), "--format", "json"]).stdout)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.pdf", pdf()),
        ("broken.pdf", b"%PDF-1.7 nothing"),
        ("broken.xml", CCDA[:-30]),
        ("none.json", json.dumps({"resourceType": "Bundle", "entry": []})),
        ("short.hl7", "MSH|"),
        ("bare.hl7", "MSH|^~\\&|A\rPID|1"),
        ("bad.json", json.dumps({"resourceType": "DocumentReference", "content": [{"attachment": {"data": "!!"}}]})),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(tmp_path, name, data):
    item = read(tmp_path, name, data)[0]
    assert isinstance(item.error, UnreadableInput) and name in item.error.where


def test_nothing_is_loaded_from_outside(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("Gout secret", encoding="utf-8")
    hostile = CCDA.replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]>'
    ).replace("<item>Gout</item>", "<item>&e;</item>")
    try:
        assert "secret" not in ccda_document(hostile.encode(), "x", "x").text
    except UnreadableInput:
        return


def test_html_keeps_its_lines():
    assert html_text("<p>One<br>two</p><script>x()</script><p>three</p>").replace("\n\n", "\n") == "One\ntwo\nthree"


def test_a_message_with_its_own_separators():
    found = next(hl7_documents(HL7.replace("|", "#"), "x"))
    assert isinstance(found, Document) and found.id == "D99"


def test_a_page_inside_a_message():
    page = b64(pdf("ASSESSMENT AND PLAN", "1. Gout."))
    raw = f"MSH|^~\\&|A\rTXA|1|DS|TX|20260505||||||||D1\rOBX|1|ED|1^Note||^application^PDF^Base64^{page}\r"
    found = next(hl7_documents(raw, "x"))
    assert isinstance(found, Document) and found.text.splitlines() == ["ASSESSMENT AND PLAN", "1. Gout."]
