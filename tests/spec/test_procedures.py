"""ICD-10-PCS for inpatient notes: axes from the record, complete valid codes or a finding; notes written for these tests."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest

from farr import code
from farr.codes.procedure.axes import PACKAGE, groups
from farr.codes.wordings import table
from farr.pipeline.code import as_encounter
from farr.records import CodedDocument, Document
from farr.tables import as_of
from farr.tables.icd10pcs import Icd10Pcs

DAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def pcs() -> Icd10Pcs:
    found = as_of(DAY).get("icd-10-pcs")
    assert isinstance(found, Icd10Pcs)
    return found


def coded(text: str) -> CodedDocument:
    return code(Document(id="t", text=text, date=DAY, setting="inpatient", claim_type="institutional"))


def operation(name: str, detail: str = "") -> CodedDocument:
    return coded(f"POSTOPERATIVE DIAGNOSIS: Disease.\n\nPROCEDURE PERFORMED: {name}\n\nPROCEDURE IN DETAIL: {detail}\n")


def procedures(answer: CodedDocument) -> list[str]:
    return [one.code for one in answer.codes if one.system == "icd-10-pcs"]


def asked(answer: CodedDocument) -> list[str]:
    return [finding.message for finding in answer.findings if finding.edit == "SVC-003"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Laparoscopic appendectomy.", ["0DTJ4ZZ"]),
        ("Open appendectomy.", ["0DTJ0ZZ"]),
        ("Laparoscopic cholecystectomy converted to open.", ["0FT40ZZ"]),
        ("Robotic-assisted right hemicolectomy.", ["0DTF4ZZ"]),
        ("Cemented left total knee arthroplasty.", ["0SRD0J9"]),
        ("Bilateral total knee arthroplasty, cemented.", ["0SRC0J9", "0SRD0J9"]),
        ("Uncemented right total hip arthroplasty, ceramic on polyethylene.", ["0SR904A"]),
        ("PCI of the LAD with one drug-eluting stent, one vessel.", ["027034Z"]),
        ("Coronary artery bypass grafting x2 with saphenous vein grafts.", ["021109W"]),
        ("Colonoscopy with biopsy of the sigmoid colon.", ["0DBN8ZX"]),
        ("EGD with biopsy of the antrum and duodenum.", ["0DB68ZX", "0DB98ZX"]),
        ("Right thoracentesis, diagnostic.", ["0W993ZX"]),
        ("Left chest tube placement.", ["0W9B30Z"]),
        ("Low transverse cesarean section.", ["10D00Z1"]),
        ("Spontaneous vaginal delivery.", ["10E0XZZ"]),
        ("Open reduction internal fixation of the hip, right, with plate and screws.", ["0QS604Z"]),
        ("Intramedullary nailing of the tibia, left, open.", ["0QSH06Z"]),
        ("Dual chamber pacemaker implantation.", ["0JH606Z"]),
        ("Right below knee amputation, mid.", ["0Y6H0Z2"]),
        ("VATS right upper lobectomy.", ["0BTC4ZZ"]),
        ("Laparoscopic left inguinal hernia repair with mesh.", ["0YU64JZ"]),
        ("Transurethral resection of the prostate.", ["0VB08ZZ"]),
        ("Left percutaneous nephrostomy.", ["0T9430Z"]),
    ],
)
def test_axes_come_from_the_words(name: str, expected: list[str]) -> None:
    answer = operation(name)
    assert procedures(answer) == expected
    assert all(one.reportable and one.role == "procedure" for one in answer.codes if one.system == "icd-10-pcs")


@pytest.mark.parametrize(
    ("name", "axes"),
    [
        ("Appendectomy.", "approach"),
        ("Total hip arthroplasty, right.", "device and the qualifier"),
        ("Total knee arthroplasty, cemented.", "body part"),
        ("Cesarean section.", "qualifier"),
        ("Right below knee amputation.", "qualifier"),
    ],
)
def test_a_missing_axis_is_asked_for_and_never_assumed(name: str, axes: str) -> None:
    answer = operation(name)
    assert procedures(answer) == []
    assert len(asked(answer)) == 1 and f"does not name the {axes};" in asked(answer)[0]


def test_the_report_names_what_its_title_leaves_open() -> None:
    answer = operation("Right total hip arthroplasty.", "The ceramic on polyethylene bearing was used. The stem was press-fit.")
    assert procedures(answer) == ["0SR904A"]


def test_an_inspection_gives_way_to_the_procedure_of_the_same_approach() -> None:
    assert procedures(operation("Diagnostic colonoscopy. Colonoscopy with biopsy of the cecum.")) == ["0DBH8ZX"]
    assert procedures(operation("Diagnostic colonoscopy.")) == ["0DJD8ZZ"]


@pytest.mark.parametrize(
    ("course", "expected"),
    [
        ("She was intubated and required mechanical ventilation for 5 days.", ["0BH17EZ", "5A1955Z"]),
        ("He required mechanical ventilation for 30 hours.", ["5A1945Z"]),
        ("She underwent laparoscopic cholecystectomy on day 2.", ["0FT44ZZ"]),
        ("Hemodialysis was performed three times a week.", ["5A1D70Z"]),
        ("He received a red blood cell transfusion by peripheral IV.", ["30233N1"]),
        ("A central line was placed with its tip in the superior vena cava.", ["02HV33Z"]),
        ("She did not undergo cholecystectomy.", []),
        ("Laparoscopic cholecystectomy was discussed.", []),
        ("She declined laparoscopic cholecystectomy, which was to be performed.", []),
    ],
)
def test_the_hospital_course_tells_what_was_done(course: str, expected: list[str]) -> None:
    assert procedures(coded(f"HOSPITAL COURSE:\n{course}\n")) == expected


def test_past_operations_are_none_of_this_stay() -> None:
    text = "PAST SURGICAL HISTORY: Laparoscopic appendectomy performed in 2010.\n\nHOSPITAL COURSE: Treated for pneumonia.\n"
    assert procedures(coded(text)) == []


def test_professional_and_outpatient_claims_get_no_pcs() -> None:
    text = "PROCEDURE PERFORMED: Laparoscopic appendectomy.\n"
    for setting, claim in (("office", "professional"), ("inpatient", "professional"), ("ambulatory-surgery", "institutional")):
        answer = code(Document(id="t", text=text, date=DAY, setting=setting, claim_type=claim))  # type: ignore[arg-type]
        assert procedures(answer) == []


def test_the_draft_of_a_stay_carries_procedures_with_their_words() -> None:
    text = "POSTOPERATIVE DIAGNOSIS: Acute appendicitis.\n\nPROCEDURE PERFORMED: Laparoscopic appendectomy.\n"
    document = Document(id="t", text=text, date=DAY, setting="inpatient", claim_type="institutional")
    answer = code(document)
    draft = as_encounter(document, answer)
    assert [one.code for one in draft.procedures] == ["0DTJ4ZZ"] and draft.lines == ()
    assert {link.text for link in draft.evidence["/procedures/0"]} == {"Laparoscopic", "appendectomy"}
    assert answer.tables["icd-10-pcs"].startswith("FY")


def test_every_term_has_a_valid_code_and_every_value_belongs_to_one(pcs: Icd10Pcs) -> None:
    known = groups("en")
    rows = table(PACKAGE, "en", "terms.tsv")
    assert sum(len(row[5].split(";")) for row in rows) > 300
    used: dict[str, set[str]] = {}
    for prefix, *cells, _wordings in rows:
        options = [(cell,) if len(cell) == 1 else known[cell] for cell in cells]
        valid = [values for values in itertools.product(*options) if pcs.is_valid(prefix + "".join(values))]
        assert valid, (prefix, cells)
        for place, cell in enumerate(cells):
            used.setdefault(cell, set()).update(values[place] for values in valid)
    unused = {group: set(values) - used.get(group, set()) for group, values in known.items()}
    assert not {group: values for group, values in unused.items() if values}
