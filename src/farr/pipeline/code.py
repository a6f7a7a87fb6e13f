"""``farr.code``: a document to suggested codes with evidence."""

from __future__ import annotations

import datetime as dt

import farr
from farr.codes.present import Admission, is_asked
from farr.codes.queries import draft
from farr.codes.services import services
from farr.codes.suggest import suggest_in
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.pipeline.contradictions import contradictions
from farr.pipeline.language import known, other_language_finding
from farr.records import (
    CodedDocument,
    Diagnosis,
    Document,
    Encounter,
    EvidenceLink,
    Finding,
    Procedure,
    Query,
    ServiceLine,
    Suggestion,
)
from farr.tables import Tables, as_of
from farr.tables.listing import Listing
from farr.tables.msdrg import MsDrgDefinitions

POINTERS = 4
"""Diagnoses that one service line may point to (837P SV107)."""


def code(document: Document, language: str = "en", explain: bool = False, queries: bool = False) -> CodedDocument:
    """Suggest codes for a document.

    Args:
        document: offsets in the answer count characters of its text as given.
        language: the language of the text (a folder of data files).
        explain: give each suggestion the steps that led to it.
        queries: draft queries to the provider where the record is thin or contradicts itself (English).
    Returns: suggestions in claim order, then the mentions that do not belong on the claim, each with its reason; no codes
        and a finding where the text is clearly in another language.
    Raises:
        UsageError: farr has no word lists for the language.
        TableMissing: no installed release covers the document's date.
    Source: ICD-10-CM Official Guidelines for Coding and Reporting, FY2026.
    """
    tables = as_of(document.date or dt.date.today())
    findings = [_release_warning(tables, warning) for warning in tables.warnings]
    warned = len(findings)
    findings += contradictions(document, language, tables.releases)
    findings += _exempt_list_finding(document, tables)
    other = other_language_finding(document.text, known(language), tables.releases)
    codes: tuple[Suggestion, ...] = ()
    questions: tuple[Query, ...] = ()
    if other is not None:
        findings.insert(0, other)
    else:
        reading = Reading(document, lexicon(tables.icd10cm, language), language)
        diagnoses = suggest_in(reading, tables.icd10cm, explain, _admission(document, tables))
        found = services(document, reading, diagnoses, tables, explain)
        codes = tuple(sorted((*diagnoses, *found.suggestions), key=lambda one: not one.reportable))
        findings.extend(found.findings)
        findings += [_release_warning(tables, warning) for warning in tables.warnings[warned:]]
        questions = draft(reading, diagnoses, tables.icd10cm) if queries else ()
    return CodedDocument(
        id=document.id,
        codes=codes,
        findings=tuple(findings),
        tables=tables.releases,
        engine=f"farr {farr.__version__}",
        queries=questions,
    )


def _exempt_list_finding(document: Document, tables: Tables) -> list[Finding]:
    """On an inpatient claim: that the list of codes exempt from POA is not at hand."""
    if not is_asked(document) or tables.find("poa-exempt") is not None:
        return []
    return [
        Finding(
            edit="TAB-002",
            name="poa-exempt-not-installed",
            severity="info",
            message="the list of codes exempt from present on admission is not installed, so none is proposed as exempt; "
            "farr tables fetch poa-exempt gets it",
            where="/codes",
            source="ICD-10-CM Official Guidelines FY2026, Appendix I",
            tables=tables.releases,
        )
    ]


def _admission(document: Document, tables: Tables) -> Admission | None:
    """The tables that an inpatient stay is coded with: CMS's POA exempt list and MS-DRG definitions, where they are installed."""
    if not is_asked(document):
        return None
    exempt, groups = tables.find("poa-exempt"), tables.find("ms-drg-definitions")
    return Admission(
        lambda code: isinstance(exempt, Listing) and exempt.has(code, tables.date),
        lambda code: groups.level(code) if isinstance(groups, MsDrgDefinitions) else "",
    )


def as_encounter(document: Document, coded: CodedDocument) -> Encounter:
    """A coded encounter draft from the reportable suggestions, as ``farr check`` and ``farr claim`` take it."""
    chosen = [suggestion for suggestion in coded.codes if suggestion.reportable and suggestion.role != "procedure"]
    done = [suggestion for suggestion in coded.codes if suggestion.reportable and suggestion.role == "procedure"]
    procedures = [suggestion for suggestion in done if suggestion.system == "icd-10-pcs"]
    services = [suggestion for suggestion in done if suggestion.system != "icd-10-pcs"]
    day = document.date or dt.date.today()
    pointers = tuple(range(1, min(len(chosen), POINTERS) + 1)) if document.claim_type == "professional" else ()
    return Encounter(
        id=document.id,
        claim_type=document.claim_type,
        setting=document.setting,
        from_=day,
        through=day,
        patient=document.patient,
        diagnoses=tuple(Diagnosis(code=suggestion.code, role=suggestion.role, poa=suggestion.poa) for suggestion in chosen),
        procedures=tuple(Procedure(system=one.system, code=one.code, date=document.date) for one in procedures),
        lines=tuple(
            ServiceLine(code=one.code, modifiers=one.modifiers, units=one.units, date=day, diagnosis_pointers=pointers)
            for one in services
        ),
        evidence={
            f"/{kind}/{place}": tuple(
                EvidenceLink(document=document.id, start=e.start, end=e.end, text=e.text) for e in suggestion.evidence
            )
            for kind, group in (("diagnoses", chosen), ("procedures", procedures), ("lines", services))
            for place, suggestion in enumerate(group)
        },
    )


def _release_warning(tables: Tables, warning: str) -> Finding:
    return Finding(
        edit="TAB-001",
        name="release-not-installed",
        severity="info",
        message=warning,
        where="/date",
        source="45 CFR 162.1002(c): the code set in force on the date of service",
        tables=tables.releases,
    )
