"""Services of a document beside its diagnoses: the visit, drugs and supplies, and procedures, as the claim type asks for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import msgspec

from farr.codes.evaluation_management import evaluate
from farr.codes.evaluation_management.thresholds import GRADES
from farr.codes.page import Page
from farr.codes.procedure import inpatient_procedures, licensed_procedures
from farr.codes.supplied import drugs, items
from farr.facts.extract import Reading
from farr.records import Document, EvaluationManagement, Finding, Step, Suggestion
from farr.tables import Tables

LANGUAGES = ("en",)
"""Languages with tables of service wordings: the procedure code sets are those of the United States."""
KEPT = {"time": 0.75, "medical decision making": 0.6, "age": 0.7, "service": 0.7}
UNSTATED = 0.15
"""A coder's agreement is less likely by this much where the class of the patient is not stated."""

FACILITY = frozenset(("emergency", "observation", "inpatient", "inpatient-psychiatric", "inpatient-rehabilitation",
                      "long-term-care-hospital", "ambulatory-surgery", "skilled-nursing"))  # fmt: skip
"""Settings in which the facility supplies drugs and items, so that a professional's claim does not carry them."""
INPATIENT = frozenset(("inpatient", "inpatient-psychiatric", "inpatient-rehabilitation", "long-term-care-hospital"))


class Services(NamedTuple):
    """What a document records of services: suggestions in claim order, and what the record leaves open."""

    suggestions: tuple[Suggestion, ...]
    findings: tuple[Finding, ...]


def services(
    document: Document, reading: Reading, diagnoses: Sequence[Suggestion], tables: Tables, explain: bool = False
) -> Services:
    """Suggestions of services for a document whose diagnoses are suggested already.

    Professional claims get E/M, CPT and HCPCS; inpatient institutional claims ICD-10-PCS (45 CFR 162.1002).  ``explain``:
    each with the steps that led to it.
    """
    if reading.language not in LANGUAGES or not reading.sentences:
        return Services((), ())
    page = Page(reading)
    found: list[Suggestion] = []
    findings: list[Finding] = []
    visit = evaluate(document, page, diagnoses, tables.date)
    if visit is not None:
        found.append(_of_visit(visit))
        findings.extend(_unstated(visit))
    if document.claim_type == "institutional" and document.setting in INPATIENT:
        procedures, open_ = inpatient_procedures(page, tables)
        found += procedures
        findings += open_
    else:
        found += licensed_procedures(page, tables)
        why_not = _not_supplied(document)
        given, open_ = drugs(page, tables, not why_not, why_not)
        found += given + items(page, tables, not why_not, why_not)
        findings += open_
    if explain:
        found = [msgspec.structs.replace(one, steps=steps(one, visit)) for one in found]
    return Services(tuple(found), tuple(findings))


def steps(service: Suggestion, visit: EvaluationManagement | None = None) -> tuple[Step, ...]:
    """From the words to the claim: for a visit the items of each element and its grade, else the words that carry the code."""
    told: list[Step] = []
    if visit is not None and service.code == visit.code:
        for element in visit.elements:
            told += [Step(kind="words", text=f"{element.name}: {item.what}", evidence=item.evidence) for item in element.items]
            told.append(Step(kind="specificity", text=f"{element.name}: {GRADES[element.grade]} ({element.reason})"))
        if visit.minutes is not None:
            told.append(
                Step(kind="specificity", text=f"{visit.minutes} minutes stated: {visit.code_by_time or 'no code by time'}")
            )
        told += [Step(kind="specificity", text=f"prolonged service beside it: {one}") for one in visit.prolonged]
        if visit.alternative:
            told.append(
                Step(kind="missing", text=f"the class of the patient is not stated; the other class is {visit.alternative}")
            )
    else:
        told += [Step(kind="words", text="in the note", evidence=one) for one in service.evidence]
    told += [Step(kind="title", text=f"{service.code} {service.title}")]
    told += [Step(kind="guideline", text="the rule behind the code", rule=rule) for rule in service.rules]
    return (*told, Step(kind="decision", text=service.reason))


def visit_of(document: Document, reading: Reading, diagnoses: Sequence[Suggestion], date: dt.date) -> EvaluationManagement | None:
    """The visit of a document with the whole trace of its level; None where the note records none."""
    if reading.language not in LANGUAGES or not reading.sentences:
        return None
    return evaluate(document, Page(reading), diagnoses, date)


def _not_supplied(document: Document) -> str:
    """Why drugs and items do not belong on this claim; empty where they do."""
    if document.claim_type == "professional" and document.setting in FACILITY:
        return "in this setting the facility supplies and reports it"
    return ""


def _of_visit(visit: EvaluationManagement) -> Suggestion:
    score = KEPT[visit.path] - (UNSTATED if visit.patient == "unknown" else 0.0)
    return Suggestion(
        system="hcpcs" if visit.code[0].isalpha() else "cpt",
        code=visit.code,
        title=visit.title,
        role="procedure",
        reportable=True,
        reason=visit.reason,
        assertion="present",
        score=round(score, 3),
        evidence=visit.evidence,
        rules=visit.rules,
        modifiers=visit.modifiers,
        units=Decimal(1),
    )


def _unstated(visit: EvaluationManagement) -> list[Finding]:
    if visit.patient != "unknown" or visit.alternative is None:
        return []
    pair = "new or established" if visit.family in ("office", "home", "preventive") else "initial or subsequent"
    return [
        Finding(
            edit="SVC-001",
            name="patient-class-not-stated",
            severity="info",
            message=f"the note does not say whether the visit is {pair}; confirm {visit.code}, or take {visit.alternative}",
            where="/text",
            codes=(visit.code, visit.alternative),
            source="CPT E/M guidelines: new and established patient, initial and subsequent services",
        )
    ]
