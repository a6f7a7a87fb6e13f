"""Use additional: what the Tabular List asks to add where it is documented (OG I.A.17, I.B.7).

``data/companions.tsv`` holds the pairs; the companion must stand in the same problem as the code that asks for it.
"""

from __future__ import annotations

from farr.codes.conventions.case import Case, Chosen, having, placed
from farr.codes.conventions.table import rows


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Add every documented companion directly behind the code that asks for it."""
    for asking, companions, rule, reason in rows("companions.tsv"):
        for candidate in having(chosen, *asking.split()):
            start, end = case.block(candidate)
            wanted = tuple(companions.split())
            inside = [c for c in case.found if c.code.startswith(wanted) and start <= c.place < end and c.assertion == "present"]
            for companion in inside:
                if companion.barred or any(c.code == companion.code for c in chosen):
                    continue
                companion.reportable, companion.reason = True, f"{reason} {candidate.code}"
                companion.rules.append(rule)
                chosen = placed(chosen, companion, candidate)
    return chosen
