"""``farr.evaluation_management``: the level of a visit with its trace."""

from __future__ import annotations

import datetime as dt

from farr.codes.services import visit_of
from farr.codes.suggest import suggest_in
from farr.facts.extract import Reading
from farr.facts.lexicon import lexicon
from farr.records import Document, EvaluationManagement
from farr.tables import as_of


def evaluation_management(document: Document) -> EvaluationManagement | None:
    """The E/M service that a professional's note records, by medical decision making or by total time.

    Args:
        document: its setting names the family of codes; its date the table in force (default: today).
    Returns: code, what decided it, and the three elements with every counted item and its words; None where the note shows no
        visit or neither a problem nor a time.
    Raises:
        TableMissing: no installed release of ICD-10-CM covers the document's date.
    Source: CPT E/M guidelines 2021 (office) and 2023 (other families), times of 2024; code numbers only.
    """
    date = document.date or dt.date.today()
    icd10cm = as_of(date).icd10cm
    reading = Reading(document, lexicon(icd10cm, "en"), "en")
    return visit_of(document, reading, suggest_in(reading, icd10cm), date)
