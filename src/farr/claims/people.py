"""Subscriber and patient, the order of payers, and the parties that a claim leaves out because another says the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from farr.records import Encounter, LineAdjudication, OtherPayer, Patient, Provider, Sequence, ServiceLine, Subscriber

ORDER: tuple[Sequence, ...] = ("primary", "secondary", "tertiary", "4", "5", "6", "7", "8", "9", "10", "11")
SHARED = ("name", "address", "birth_date", "sex", "telephone", "ssn", "property_casualty_number")


def people(encounter: Encounter) -> tuple[Subscriber, Patient]:
    """Subscriber and patient; for ``self`` (also when no relationship is said) one person, the insurance card first."""
    subscriber, patient = encounter.subscriber or Subscriber(), encounter.patient or Patient()
    if subscriber.relationship not in (None, "self"):
        return subscriber, patient
    shared: dict[str, Any] = {name: getattr(subscriber, name) or getattr(patient, name) for name in SHARED}
    subscriber = msgspec.structs.replace(subscriber, relationship="self", **shared)
    if isinstance(shared["name"], str):
        shared["name"] = patient.name
    return subscriber, msgspec.structs.replace(patient, **shared)


def sequenced(encounter: Encounter) -> dict[str, Any]:
    """Payer and other payers with their place in the order of payment: those that have answered, the payer, the others."""
    payer = encounter.payer
    if payer is None:
        return {}
    others = encounter.other_payers
    taken = {p.sequence for p in (payer, *others) if p.sequence}
    free = [place for place in ORDER if place not in taken]

    def settled(other: OtherPayer) -> bool:
        lines = any(a.payer == other.id for line in encounter.lines for a in line.adjudications)
        return other.paid is not None or bool(other.adjustments) or other.remittance_date is not None or lines

    line_up = [("other", n) for n, other in enumerate(others) if settled(other)] + [("payer", 0)]
    line_up += [("other", n) for n, other in enumerate(others) if not settled(other)]
    given: dict[tuple[str, int], Sequence] = {}
    for who in line_up:
        own = payer.sequence if who[0] == "payer" else others[who[1]].sequence
        given[who] = own or (free.pop(0) if free else "unknown")
    return {
        "payer": msgspec.structs.replace(payer, sequence=given["payer", 0]),
        "other_payers": tuple(_other(other, given["other", n], encounter) for n, other in enumerate(others)),
    }


def _other(payer: OtherPayer, sequence: Sequence, encounter: Encounter) -> OtherPayer:
    holder = payer.subscriber or Subscriber()
    if holder.relationship is None:
        holder = msgspec.structs.replace(holder, relationship="self")
    if holder.relationship == "self" and holder.name is None:
        own = encounter.subscriber if encounter.subscriber and encounter.subscriber.relationship == "self" else encounter.patient
        holder = msgspec.structs.replace(holder, name=own.name if own else None)
    decided = [a for line in encounter.lines for a in line.adjudications if a.payer == payer.id]
    date, paid = payer.remittance_date, payer.paid
    if decided:
        dates = {a.date for a in decided}
        date = dates.pop() if len(dates) == 1 else None
        paid = sum((a.paid for a in decided), Decimal(0)) if paid is None else paid
    return msgspec.structs.replace(payer, sequence=sequence, subscriber=holder, remittance_date=date, paid=paid)


def adjudicated(encounter: Encounter) -> tuple[ServiceLine, ...]:
    """Lines whose adjudications say code, units and date: the line's own and the payer's remittance date where they lack."""
    dates = {payer.id: payer.remittance_date for payer in encounter.other_payers}

    def filled(line: ServiceLine, found: LineAdjudication) -> LineAdjudication:
        own = found.code or line.code
        return msgspec.structs.replace(
            found,
            date=found.date or dates.get(found.payer),
            code=own,
            modifiers=found.modifiers or (line.modifiers if found.code in (None, line.code) else ()),
            units=found.units if found.units is not None else line.units or line.anesthesia_minutes,
            revenue_code=(found.revenue_code or line.revenue_code) if encounter.claim_type == "institutional" else None,
            adjustments=tuple(sorted(found.adjustments, key=lambda adjustment: adjustment.group)),
        )

    return tuple(
        msgspec.structs.replace(line, adjudications=tuple(filled(line, found) for found in line.adjudications))
        if line.adjudications
        else line
        for line in encounter.lines
    )


def differs(party: Provider | None, other: Provider | None) -> Provider | None:
    """A party, unless it is the other one: the same NPI, or the same name where neither has one."""
    if party is None or other is None:
        return party
    same = party.npi == other.npi and (party.npi is not None or party.name == other.name)
    return None if same else party
