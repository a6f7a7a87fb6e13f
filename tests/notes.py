"""Short notes of our own and the codes that they give, for tests of coding rules."""

from __future__ import annotations

import datetime as dt

from farr.pipeline.code import code
from farr.records import CodedDocument, Document

DAY = dt.date(2026, 4, 15)
STAY = {"claim_type": "institutional", "setting": "inpatient"}
EMERGENCY = {"claim_type": "institutional", "setting": "emergency"}


def plan(*problems: str, before: str = "") -> str:
    """A problem-oriented assessment, each problem continued."""
    return before + "ASSESSMENT AND PLAN\n\n" + "\n\n".join(f"{n}. {text}\nContinue." for n, text in enumerate(problems, 1))


def discharged(*problems: str, before: str = "") -> str:
    """A list of discharge diagnoses."""
    return before + "DISCHARGE DIAGNOSES:\n" + "\n".join(f"{n}. {text}" for n, text in enumerate(problems, 1)) + "\n"


def coded(text: str, **fields: object) -> CodedDocument:
    """The answer to a note of 2026-04-15."""
    return code(Document(id="t", text=text, date=DAY, **fields))  # type: ignore[arg-type]


def claim(text: str, **fields: object) -> str:
    """The codes of the claim in order, joined by blanks, without admitting diagnosis and reasons for visit."""
    roles = ("admitting", "reason-for-visit")
    return " ".join(
        s.code for s in coded(text, **fields).codes if s.reportable and s.system == "icd-10-cm" and s.role not in roles
    )


def beside(text: str, **fields: object) -> dict[str, str]:
    """The codes that are listed but not on the claim, with the reason."""
    return {s.code: s.reason for s in coded(text, **fields).codes if not s.reportable}
