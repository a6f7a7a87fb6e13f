"""Codes that give way to another one on the same claim (``data/gives_way.tsv``), and symptoms that belong to a diagnosis."""

from __future__ import annotations

from farr.codes.conventions.case import Case, Chosen, having
from farr.codes.conventions.table import rows


def apply(chosen: Chosen, case: Case) -> Chosen:
    """Drop what another code on the claim makes superfluous or contradicts; it stays listed with the reason."""
    for stronger, weaker, rule, reason in rows("gives_way.tsv"):
        present = having(chosen, *stronger.split())
        if not present:
            continue
        for candidate in having(chosen, *weaker.split()):
            beside = next((c for c in present if c is not candidate and c.code != candidate.code), None)
            if beside is not None and beside in chosen:
                chosen = case.leave(chosen, candidate, f"{reason} {beside.code}", rule)
    return chosen
