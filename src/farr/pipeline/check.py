"""``farr.check``: a coded encounter to findings."""

from __future__ import annotations

from farr import edits
from farr.records import CheckedEncounter, Encounter, Finding, Stage


def check(encounter: Encounter, stage: Stage = "pre-bill", unknown: tuple[str, ...] = ()) -> CheckedEncounter:
    """Check a coded encounter.

    Args:
        stage: ``coding``, ``pre-bill`` (default) or ``claim``; edits of earlier stages run too.
        unknown: paths of fields that the record does not know, reported once as information.
    Returns: findings, worst first, and the tables that were needed and are not installed.
    """
    checked = edits.check(encounter, stage)
    if not unknown:
        return checked
    note = Finding(
        edit="INP-001",
        name="unknown-field",
        severity="info",
        message=f"fields that farr does not know were passed over: {', '.join(unknown[:10])}",
        where=unknown[0],
        source="farr's contract, section 4",
    )
    return CheckedEncounter(id=checked.id, findings=(*checked.findings, note), not_checked=checked.not_checked)
