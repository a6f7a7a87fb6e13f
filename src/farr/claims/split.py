"""One encounter, several claims: when a claim form has no room for its diagnoses or lines."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

import msgspec

from farr.records import Diagnosis, Encounter, OtherPayer, ServiceLine

MOST_DIAGNOSES = {"professional": 12, "institutional": 25}
MOST_LINES = {"professional": 50, "institutional": 999}
MOST_EXTERNAL, MOST_REASONS = 12, 3


class Piece(NamedTuple):
    """What one claim holds: places of its diagnoses and of its lines in the encounter."""

    diagnoses: tuple[int, ...]
    lines: tuple[int, ...]


def pieces(encounter: Encounter) -> list[Piece]:
    """The claims of an encounter, lines in order, every line with all diagnoses that it points to.

    A professional claim holds 12 diagnoses and 50 lines, an institutional one 25 (its principal on each) and 999.  Diagnoses
    that no line points to fill the room that is left, the first claims first.
    Source: ASC X12N 005010X222A1 and 005010X223A2, HI in loop 2300 and loop 2400.
    """
    if encounter.claim_type == "institutional":
        kept = _institutional_diagnoses(encounter.diagnoses)
        most = MOST_LINES["institutional"]
        lines = range(len(encounter.lines))
        return [Piece(kept, tuple(lines[start : start + most])) for start in range(0, len(lines), most)]
    room, most = MOST_DIAGNOSES["professional"], MOST_LINES["professional"]
    groups: list[tuple[set[int], list[int]]] = []
    for place, line in enumerate(encounter.lines):
        wanted = {pointer - 1 for pointer in line.diagnosis_pointers[:4]}
        if not groups or len(groups[-1][0] | wanted) > room or len(groups[-1][1]) >= most:
            groups.append((set(), []))
        groups[-1][0].update(wanted)
        groups[-1][1].append(place)
    sequenced = [n for n, d in enumerate(encounter.diagnoses) if d.role not in ("admitting", "reason-for-visit")]
    spare = [n for n in sequenced if not any(n in found for found, _ in groups)]
    for found, _ in groups:
        free = room - len(found)
        found.update(spare[:free])
        spare = spare[free:]
    return [Piece(tuple(sorted(found)), tuple(lines)) for found, lines in groups]


def _institutional_diagnoses(diagnoses: tuple[Diagnosis, ...]) -> tuple[int, ...]:
    limits = {"external-cause": MOST_EXTERNAL, "admitting": 1, "reason-for-visit": MOST_REASONS}
    counts: dict[str, int] = {}
    kept = []
    for place, diagnosis in enumerate(diagnoses):
        kind = diagnosis.role if diagnosis.role in limits else "listed"
        counts[kind] = counts.get(kind, 0) + 1
        if counts[kind] <= limits.get(kind, MOST_DIAGNOSES["institutional"]):
            kept.append(place)
    return tuple(kept)


def left_out(encounter: Encounter) -> tuple[str, ...]:
    """JSON paths of the diagnoses that stand on no claim of the encounter, because no line points to them and no room is left."""
    found = {place for piece in pieces(encounter) for place in piece.diagnoses}
    professional = encounter.claim_type == "professional"
    return tuple(
        f"/diagnoses/{place}"
        for place, diagnosis in enumerate(encounter.diagnoses)
        if place not in found and not (professional and diagnosis.role in ("admitting", "reason-for-visit"))
    )


def cut(encounter: Encounter, piece: Piece) -> tuple[tuple[Diagnosis, ...], tuple[ServiceLine, ...]]:
    """The diagnoses of a piece, and its lines with pointers counted over them and the line numbers of the encounter."""
    renumbered = {old: new for new, old in enumerate(piece.diagnoses, 1)}
    lines = []
    for place in piece.lines:
        line = encounter.lines[place]
        pointers = tuple(renumbered[pointer - 1] for pointer in line.diagnosis_pointers[:4])
        if encounter.claim_type == "institutional":
            pointers = ()
        control = line.control_number or str(place + 1)
        lines.append(msgspec.structs.replace(line, diagnosis_pointers=pointers, control_number=control))
    return tuple(encounter.diagnoses[place] for place in piece.diagnoses), tuple(lines)


def shares(payer: OtherPayer, lines: list[tuple[ServiceLine, ...]]) -> list[Decimal | None]:
    """What another payer paid, claim by claim: the sums of its line payments; None where the lines do not tell it."""
    if payer.paid is None:
        return [None] * len(lines)
    paid = [sum((a.paid for line in part for a in line.adjudications if a.payer == payer.id), Decimal(0)) for part in lines]
    return [*paid] if sum(paid) == payer.paid and not payer.adjustments else []
