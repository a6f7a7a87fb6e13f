"""``farr.code``: a document to suggested codes with evidence."""

from __future__ import annotations

import datetime as dt

import farr
from farr.codes.suggest import suggest
from farr.pipeline.language import known, other_language_finding
from farr.records import CodedDocument, Diagnosis, Document, Encounter, EvidenceLink, Finding
from farr.tables import Tables, as_of


def code(document: Document, language: str = "en") -> CodedDocument:
    """Suggest codes for a document.

    Args:
        document: offsets in the answer count characters of its text as given.
        language: the language of the text (a folder of data files).
    Returns: suggestions in claim order, then the mentions that do not belong on the claim, each with its reason; no codes
        and a finding where the text is clearly in another language.
    Raises:
        UsageError: farr has no word lists for the language.
        TableMissing: no installed release covers the document's date.
    Source: ICD-10-CM Official Guidelines for Coding and Reporting, FY2026.
    """
    tables = as_of(document.date or dt.date.today())
    findings = [_release_warning(tables, warning) for warning in tables.warnings]
    other = other_language_finding(document.text, known(language), tables.releases)
    return CodedDocument(
        id=document.id,
        codes=() if other else suggest(document, tables.icd10cm, language),
        findings=tuple([other, *findings] if other else findings),
        tables=tables.releases,
        engine=f"farr {farr.__version__}",
    )


def as_encounter(document: Document, coded: CodedDocument) -> Encounter:
    """A coded encounter draft from the reportable suggestions, as ``farr check`` and ``farr claim`` take it."""
    chosen = [suggestion for suggestion in coded.codes if suggestion.reportable]
    day = document.date or dt.date.today()
    return Encounter(
        id=document.id,
        claim_type=document.claim_type,
        setting=document.setting,
        from_=day,
        through=day,
        patient=document.patient,
        diagnoses=tuple(Diagnosis(code=suggestion.code, role=suggestion.role) for suggestion in chosen),
        evidence={
            f"/diagnoses/{place}": tuple(
                EvidenceLink(document=document.id, start=e.start, end=e.end, text=e.text) for e in suggestion.evidence
            )
            for place, suggestion in enumerate(chosen)
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
