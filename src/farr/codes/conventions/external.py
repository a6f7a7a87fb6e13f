"""External causes with an injury: how, where, doing what (OG I.C.20).

They are voluntary nationally; a facility's emergency or inpatient claim carries those that the record names, elsewhere they
are listed for the coder.  Place, activity and status are told once, at the initial encounter.
"""

from __future__ import annotations

import re

from farr.codes.conventions.case import Case, Chosen

SETTINGS = ("emergency", "inpatient", "observation")
CAUSE = re.compile(r"[VWXY]\d")
ACTIVE = "ABC"


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Causes that the record names, behind everything else, beside an injury under active treatment."""
    if not case.is_facility or case.document.setting not in SETTINGS:
        return chosen
    if not any(c.code[0] in "ST" and c.code[-1] in ACTIVE for c in chosen):
        return chosen
    for cause in case.found:
        if CAUSE.match(cause.code) and cause.assertion == "present" and all(cause.code != other.code for other in chosen):
            cause.reportable, cause.reason = True, "how the injury came about"
            cause.rules.append("OG I.C.20.a")
            chosen = [*chosen, cause]
    return chosen
