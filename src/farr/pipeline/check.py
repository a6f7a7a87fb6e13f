"""``farr.check``: a coded encounter to findings."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from farr.claims import missing_for_claims
from farr.edits.patch import patched
from farr.pipeline.claim_file import Places
from farr.pipeline.policy import SitePolicy, read_policy
from farr.records import CheckedEncounter, Encounter, Finding, Stage


def check(
    encounter: Encounter,
    stage: Stage = "pre-bill",
    unknown: tuple[str, ...] = (),
    places: Places | None = None,
    policy: SitePolicy | None = None,
) -> CheckedEncounter:
    """Check a coded encounter.

    Args:
        stage: ``coding``, ``pre-bill`` (default) or ``claim``; edits of earlier stages run too.
        unknown: paths of fields that the record does not know, reported once as information.
        places: of an encounter that an 837 told: where its values stand there; the findings then name these places.
        policy: what the site decides on edits (:func:`farr.pipeline.policy.read_policy`); farr's own edits as they are without.
    Returns: findings, worst first, and the tables that were needed and are not installed.
    """
    checked = (policy or read_policy(None)).check(encounter, stage)
    if stage == "claim":
        checked = msgspec.structs.replace(checked, findings=(*_for_a_claim(encounter), *checked.findings))
    if places is not None:
        checked = msgspec.structs.replace(checked, findings=tuple(places.placed(finding) for finding in checked.findings))
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


class Mended(NamedTuple):
    """An encounter after its safe fixes, and the findings whose patches were applied."""

    encounter: Encounter
    applied: tuple[Finding, ...]


def mend(encounter: Encounter, stage: Stage = "pre-bill", policy: SitePolicy | None = None) -> Mended:
    """Apply the safe patches of an encounter's findings, one after another, each on the findings of what came before.

    Fixes that need a decision are never applied.
    """
    rules = policy or read_policy(None)
    applied: list[Finding] = []
    while len(applied) < MOST_FIXES:
        found = rules.check(encounter, stage).findings
        next_one = next((finding for finding in found if finding.fix and finding.fix.safe and finding.fix.patch), None)
        if next_one is None or next_one.fix is None:
            break
        encounter = patched(encounter, next_one.fix.patch)
        applied.append(next_one)
    return Mended(encounter, tuple(applied))


MOST_FIXES = 200
"""No encounter has more faults that can be mended safely; it ends fixes of site edits that undo each other."""


def _for_a_claim(encounter: Encounter) -> list[Finding]:
    """What only a claim needs and the encounter lacks, a finding for each path."""
    return [
        Finding(
            edit="INP-002",
            name="claim-field-missing",
            severity="error",
            message="a claim needs this, and the encounter does not tell it; add it",
            where=path,
            source="ASC X12N 005010X222A1 and 005010X223A2, required elements and situations",
        )
        for path in missing_for_claims(encounter)
    ]
