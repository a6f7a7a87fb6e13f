"""Encounter to claims, and a claim back to its encounter.  What is missing is named by its JSON path; nothing is invented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import msgspec

from farr.claims import institutional, needs, professional
from farr.claims.normal import normal
from farr.claims.numbers import control_number
from farr.claims.people import adjudicated, people, sequenced
from farr.claims.split import cut, pieces, shares
from farr.errors import IncompleteClaim, UsageError
from farr.records import Claim, Encounter, OtherPayer

CLAIM_ONLY = ("control_number", "facility_code", "total_charge")
EMPTY_RECORDS = ("dates", "references", "contract", "repricing", "ambulance", "equipment")


def assemble(encounter: Encounter) -> Claim:
    """The claim of an encounter that one claim holds.

    Raises:
        IncompleteClaim: see :func:`claims_of`.
        UsageError: the encounter needs several claims.
    """
    found = claims_of(encounter)
    if len(found) > 1:
        raise UsageError(f"this encounter needs {len(found)} claims; call farr.pipeline.claim.claims, which gives all of them")
    return found[0]


def claims_of(encounter: Encounter) -> tuple[Claim, ...]:
    """The claims of a coded encounter, professional or institutional, in the order of its lines.

    Raises:
        IncompleteClaim: fields are missing (their JSON paths in ``missing``), or stand there and fit no claim.
    Source: ASC X12N 005010X222A1 and 005010X223A2, loops 2000A to 2430.
    """
    billed = as_billed(encounter)
    missing = needs.missing(billed)
    wrong = needs.problems(billed) + _pointers(billed)
    if missing or wrong:
        parts = [f"the claim lacks: {', '.join(missing)}; add them to the encounter"] if missing else []
        raise IncompleteClaim("; ".join([*parts, *wrong]), "", tuple(missing))
    return tuple(_claims(billed))


def missing_for_claims(encounter: Encounter) -> list[str]:
    """JSON paths of what the claims of an encounter need and it lacks."""
    return needs.missing(as_billed(encounter))


def as_billed(encounter: Encounter) -> Encounter:
    """The encounter as its claims tell it, and as reading them gives it back.

    Texts are in X12's characters, one person is told once, the order of payers is said, parties that repeat another are left
    out, and so is what the kind of claim has no place for.  Doing it twice changes nothing.
    """
    found = normal(encounter)
    subscriber, patient = people(found)
    found = msgspec.structs.replace(found, subscriber=subscriber, patient=patient)
    found = msgspec.structs.replace(found, lines=adjudicated(found))
    found = msgspec.structs.replace(found, **sequenced(found))
    kind = institutional if found.claim_type == "institutional" else professional
    return _without_empty(kind.settled(found))


def encounter_of(claim: Claim) -> Encounter:
    """The encounter that a claim tells: the inverse of :func:`claims_of` on what :func:`as_billed` gives."""
    fields = {name: getattr(claim, name) for name in Encounter.__struct_fields__ if name != "evidence"}
    fields["frequency"] = None if claim.claim_type == "institutional" or claim.frequency == "1" else claim.frequency
    fields["lines"] = tuple(
        msgspec.structs.replace(line, control_number=None) if line.control_number == str(place) else line
        for place, line in enumerate(claim.lines, 1)
    )
    return Encounter(**fields)


def _claims(billed: Encounter) -> list[Claim]:
    parts = pieces(billed)
    kind = institutional if billed.claim_type == "institutional" else professional
    code = kind.facility_code(billed)
    contents = [cut(billed, part) for part in parts]
    totals = [sum((line.charge or Decimal(0) for line in lines), Decimal(0)) for _, lines in contents]
    others = _others(billed, [lines for _, lines in contents])
    paid = billed.patient_paid
    claims = []
    for number, ((diagnoses, lines), total) in enumerate(zip(contents, totals, strict=True), 1):
        own: dict[str, Any] = {name: getattr(billed, name) for name in Encounter.__struct_fields__ if name != "evidence"}
        own.update(
            diagnoses=diagnoses,
            lines=lines,
            frequency=billed.frequency or (billed.type_of_bill or "1")[-1],
            control_number=control_number(billed.id, number),
            facility_code=code,
            total_charge=total,
            other_payers=others[number - 1],
        )
        if len(parts) > 1:
            own.update(_dates(billed, lines))
            if paid is not None:
                own["patient_paid"] = min(paid, total) if number < len(parts) else paid
                paid -= own["patient_paid"]
        claims.append(Claim(**own))
    return claims


def _dates(billed: Encounter, lines: tuple[Any, ...]) -> dict[str, Any]:
    if billed.claim_type == "institutional":
        return {}
    return {"from_": min(line.date for line in lines), "through": max(line.through or line.date for line in lines)}


def _others(billed: Encounter, lines: list[tuple[Any, ...]]) -> list[tuple[OtherPayer, ...]]:
    if len(lines) == 1:
        return [billed.other_payers]
    found: list[list[OtherPayer]] = [[] for _ in lines]
    for place, payer in enumerate(billed.other_payers):
        paid = shares(payer, lines)
        if not paid:
            raise IncompleteClaim(
                "this encounter needs several claims, and what this payer paid is told for the whole; give its decision by line "
                "(/lines/N/adjudications)",
                f"/other_payers/{place}",
            )
        for part, share in zip(found, paid, strict=True):
            part.append(msgspec.structs.replace(payer, paid=share))
    return [tuple(part) for part in found]


def _pointers(encounter: Encounter) -> list[str]:
    if encounter.claim_type == "institutional":
        return []
    listed = sum(d.role not in ("admitting", "reason-for-visit") for d in encounter.diagnoses)
    return [
        f"/lines/{place}/diagnosis_pointers: at most four different ones, from 1 to {listed}, the number of diagnoses"
        for place, line in enumerate(encounter.lines)
        if not all(1 <= pointer <= listed for pointer in line.diagnosis_pointers)
        or len(set(line.diagnosis_pointers)) != len(line.diagnosis_pointers)
        or len(line.diagnosis_pointers) > 4
    ]


def _without_empty(encounter: Encounter) -> Encounter:
    """Records that say nothing are absent."""
    lines = tuple(msgspec.structs.replace(line, **_empty(line)) for line in encounter.lines)
    return msgspec.structs.replace(encounter, lines=lines, **_empty(encounter))


def _empty(record: Any) -> dict[str, None]:
    return {name: None for name in EMPTY_RECORDS if (value := getattr(record, name, None)) is not None and not value.to_dict()}
