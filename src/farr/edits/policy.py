"""What a site decides on edits: which run, how bad their findings are, for which payer, and what was acknowledged."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from farr.edits.engine import Edit
from farr.records import CheckedEncounter, CheckPolicy, Encounter, Finding, Severity, Suppression

ACKNOWLEDGED = "; acknowledged by "


def chosen(policy: CheckPolicy, known: Iterable[Edit], payer: str | None = None) -> tuple[Edit, ...]:
    """The edits that a policy lets run for a payer, with the severity that it sets.

    Args:
        payer: id or kind of the payer (``medicare``); what the policy says of it comes after what it says for all.
    """
    own = policy.payers.get(payer or "")
    ignored = (*policy.ignore, *(own.ignore if own else ()))
    severities = {**policy.severity, **(own.severity if own else {})}
    return tuple(
        edit._replace(forced=_severity(edit, severities))
        for edit in known
        if (not policy.select or _named(edit, policy.select)) and not _named(edit, ignored)
    )


def _named(edit: Edit, keys: Iterable[str]) -> bool:
    """True where a key is the edit's name or the start of its id."""
    return any(key and (edit.id.startswith(key.upper()) or edit.name == key.lower()) for key in keys)


def _severity(edit: Edit, severities: dict[str, Severity]) -> Severity | None:
    """The severity that the longest fitting key sets; a name fits before any id."""
    fitting = [key for key in severities if _named(edit, (key,))]
    return severities[max(fitting, key=lambda key: (key.lower() == edit.name, len(key)))] if fitting else None


def payer_key(policy: CheckPolicy, encounter: Encounter) -> str | None:
    """The key under which the policy speaks of the encounter's payer: its id, else its kind."""
    payer = encounter.payer
    keys = (payer.id, payer.kind) if payer else ()
    return next((key for key in keys if key and key in policy.payers), None)


def acknowledged(checked: CheckedEncounter, said: Iterable[Suppression]) -> CheckedEncounter:
    """Findings that somebody acknowledged become information that names the reason; an error cannot be acknowledged, and an
    acknowledgement that meets no finding any more is reported as stale."""
    own = [one for one in said if one.encounter == checked.id]
    if not own:
        return checked
    met: set[int] = set()
    findings = []
    for finding in checked.findings:
        place = next((place for place, one in enumerate(own) if _meets(one, finding)), None)
        if place is not None:
            met.add(place)
        findings.append(finding if place is None else _lowered(finding, own[place]))
    stale = [_stale(one) for place, one in enumerate(own) if place not in met]
    order = {"error": 0, "warning": 1, "info": 2}
    ranked = sorted([*findings, *stale], key=lambda finding: order[finding.severity])
    return CheckedEncounter(id=checked.id, findings=tuple(ranked), not_checked=checked.not_checked)


def _meets(one: Suppression, finding: Finding) -> bool:
    named = one.edit.lower() in (finding.edit.lower(), finding.name)
    return named and finding.severity != "error" and (not one.codes or set(one.codes) == set(finding.codes))


def _lowered(finding: Finding, one: Suppression) -> Finding:
    message = f"{finding.message}{ACKNOWLEDGED}{one.actor}: {one.reason}"
    return msgspec.structs.replace(finding, severity="info", message=message, fix=None)


def _stale(one: Suppression) -> Finding:
    return Finding(
        edit="INP-004",
        name="stale-acknowledgement",
        severity="info",
        message=f"the acknowledgement of {one.edit} meets no warning of this encounter any more; remove it",
        where="",
        codes=one.codes,
        source="the site's file of acknowledgements",
    )
