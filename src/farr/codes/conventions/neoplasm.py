"""Primary, secondary and past malignancy (OG I.C.2)."""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen, having, placed, recode
from farr.codes.conventions.table import rows

SECONDARY = ("C77", "C78", "C79")
REMOVED = re.compile(
    r"\b(?:resected|excised|eradicated|removed|no evidence of (?:disease|recurrence|malignancy)|\bned\b"
    r"|no recurrence|complet\w+ (?:treatment|therapy)|disease[- ]free|cancer[- ]free"
    r"|cured|in remission|status[- ]post (?:\w+ ){0,3}(?:mastectomy|lumpectomy|colectomy|prostatectomy|lobectomy|nephrectomy"
    r"|thyroidectomy|hysterectomy|orchiectomy|cystectomy|gastrectomy|resection|excision))",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:personal )?history of\b|\bh/o\b|\bhx of\b|\bprior\b|\bremote\b", re.IGNORECASE)
TREATED = re.compile(
    r"\b(?:chemo\w*|radiation|radiotherapy|immunotherapy|tamoxifen|letrozole|anastrozole|exemestane|leuprolide|trastuzumab"
    r"|adjuvant|hormon\w+ therapy|undergoing|currently on|active(?:ly)?"
    r"|(?<!no )(?<!no evidence of )recurren\w+|maintenance|metastatic|progressi\w+)\b",
    re.IGNORECASE,
)
UNKNOWN_PRIMARY = re.compile(r"\bunknown primary\b|\bprimary (?:site )?(?:is )?unknown\b|\boccult primary\b", re.IGNORECASE)


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Past malignancy, unknown primaries and fractures through neoplasms."""
    chosen = _elsewhere(chosen, case)
    if case.is_english:
        chosen = _past(chosen, case)
        chosen = _fracture(chosen, case)
    return _primary(chosen, case)


def _past(chosen: Chosen, case: Case) -> Chosen:
    """A primary that was removed and is treated no longer is history: Z85 (OG I.C.2.m)."""
    for candidate in having(chosen, "C"):
        if (
            candidate.code.startswith(SECONDARY)
            or "remission" in case.tables.title(candidate.code)
            or case.says(candidate, TREATED)
        ):
            continue
        start, end = case.phrase(candidate)
        removed = REMOVED.search(case.text, start, end)
        past = PAST.search(case.text, start, candidate.facts[0].end)
        if not (removed or past) or case.says(candidate, TREATED, wide=True):
            continue
        code = next((code for codes, code in rows("past_neoplasms.tsv") if candidate.code.startswith(tuple(codes.split()))), "")
        if case.tables.is_valid(code) and (removed or candidate.assertion == "historical"):
            recode(candidate, code, "OG I.C.2.m")
            for visit in having(chosen, "Z09"):
                recode(visit, "Z08", "OG I.C.21.c.8")
    return chosen


def _elsewhere(chosen: Chosen, case: Case) -> Chosen:
    """A cancer does not spread to its own primary site: "metastatic breast cancer" names no other site (OG I.C.2.b)."""
    breast = next(iter(having(chosen, "C50")), None)
    spread = next(iter(having(chosen, "C79.81")), None)
    if breast is None or spread is None or case.phrase(breast) != case.phrase(spread):
        return chosen
    if len(having(chosen, *SECONDARY)) > 1:
        return case.leave(chosen, spread, f"the primary site itself is {breast.code}", "OG I.C.2.b")
    recode(spread, "C79.9", "OG I.C.2.b")
    return chosen


def _primary(chosen: Chosen, case: Case) -> Chosen:
    """Metastases with an unknown primary carry C80.1 behind them (OG I.C.2.b; Tabular C80.1)."""
    secondary = next(iter(having(chosen, *SECONDARY)), None)
    if secondary is None or any(not c.code.startswith(SECONDARY) for c in having(chosen, "C", "Z85")):
        return chosen
    if case.says(secondary, UNKNOWN_PRIMARY, wide=True):
        return placed(chosen, case.copy(secondary, "C80.1", "Tabular C80.1"), secondary)
    return chosen


def _fracture(chosen: Chosen, case: Case) -> Chosen:
    """A pathological fracture through a neoplasm is M84.5, before the neoplasm (OG I.C.2.l.6)."""
    for fracture in having(chosen, "M84.4"):
        neoplasm = next((c for c in having(chosen, "C", "D") if case.phrase(c) == case.phrase(fracture)), None)
        code = "M84.5" + fracture.code[5:]
        if neoplasm is not None and case.tables.is_valid(code):
            recode(fracture, code, "OG I.C.2.l.6", neoplasm)
            chosen = placed(chosen, fracture, neoplasm, before=True)
    return chosen
