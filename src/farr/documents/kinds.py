"""What the readers of FHIR, HL7 v2 and C-CDA share: dates, encounter classes and the document that they make."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from farr.errors import UnreadableInput
from farr.records import Document, Patient

FHIR_DOCUMENTS = ("Bundle", "DocumentReference", "Composition", "DiagnosticReport")
INPATIENT = ("inpatient", "institutional")
EMERGENCY = ("emergency", "institutional")
OBSERVATION = ("observation", "institutional")
OFFICE = ("office", "professional")
ENCOUNTER_CLASSES = {
    "I": INPATIENT, "E": EMERGENCY, "O": ("outpatient", "professional"), "IMP": INPATIENT, "ACUTE": INPATIENT, "NONAC": INPATIENT,
    "EMER": EMERGENCY, "OBSENC": OBSERVATION, "AMB": OFFICE, "HH": ("home-health", "institutional"),
    "VR": ("telehealth", "professional"),
}  # fmt: skip
"""HL7 v2 table 0004 and v3 ActEncounterCode to setting and claim type."""
DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")


def date_of(value: Any) -> dt.date | None:
    """The day of an HL7 or ISO time (``20260301120000``, ``2026-03-01T12:00:00Z``); None where there is no whole day in it."""
    match = DAY.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    try:
        return dt.date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def document(
    text: str,
    identity: str,
    date: dt.date | None,
    birth_date: dt.date | None,
    sex: str | None,
    encounter: tuple[str, str] | None,
    where: str,
) -> Document:
    """A document of extracted text; offsets in the answer count its characters.

    Raises:
        UnreadableInput: there is no text.
    """
    if not text.strip():
        raise UnreadableInput("there is no text to code in it", where)
    patient = Patient(birth_date=birth_date, sex=sex) if birth_date or sex else None  # type: ignore[arg-type]
    setting, claim_type = encounter or OFFICE
    return Document(id=identity, text=text, setting=setting, claim_type=claim_type, date=date, patient=patient)  # type: ignore[arg-type]
