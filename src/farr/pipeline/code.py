"""``farr.code``: a document to suggested codes with evidence."""

from __future__ import annotations

import datetime as dt

import farr
from farr.codes.queries import draft
from farr.codes.suggest import suggest
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.pipeline.contradictions import contradictions
from farr.pipeline.language import known, other_language_finding
from farr.records import CodedDocument, Diagnosis, Document, Encounter, EvidenceLink, Finding, Query, Suggestion
from farr.tables import Tables, as_of


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
    findings += contradictions(document, language, tables.releases)
    other = other_language_finding(document.text, known(language), tables.releases)
    codes = () if other else suggest(document, tables.icd10cm, language, explain)
    return CodedDocument(
        id=document.id,
        codes=codes,
        findings=tuple([other, *findings] if other else findings),
        tables=tables.releases,
        engine=f"farr {farr.__version__}",
        queries=_queries(document, codes, tables, language) if queries and not other else (),
    )


def _queries(document: Document, codes: tuple[Suggestion, ...], tables: Tables, language: str) -> tuple[Query, ...]:
    reading = Reading(document, lexicon(tables.icd10cm, language), language)
    return draft(reading, codes, tables.icd10cm)


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
