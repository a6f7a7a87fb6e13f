"""Claims to an interchange: ISA to IEA, a functional group for each type of claim, transaction sets of at most 5,000 claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Literal

from farr.records import Claim, ClaimType, Record
from farr.x12.claims.grammar import GRAMMARS, Grammar
from farr.x12.claims.shape import prepared
from farr.x12.segments import COMPONENT, ELEMENT, REPETITION, TERMINATOR, clean, day, segment

MOST_CLAIMS = 5000
TYPES: tuple[ClaimType, ...] = ("professional", "institutional")


class Interchange(Record, frozen=True, kw_only=True):
    """Who sends to whom, under which control numbers, for production or test.

    ``control`` (1 to 999999999) numbers the interchange and, counted on, its functional groups; ``set_control`` is the number of
    the first transaction set; ``purpose`` is ``CH`` chargeable, ``RP`` reporting or (institutional) ``31`` subrogation.
    """

    sender_id: str
    sender_name: str
    sender_telephone: str
    receiver_id: str
    receiver_name: str
    control: int
    created: dt.datetime
    production: bool = False
    set_control: int = 1
    sender_qualifier: str = "ZZ"
    receiver_qualifier: str = "ZZ"
    purpose: Literal["CH", "RP", "31"] = "CH"


def sets_needed(claims: Sequence[Claim]) -> int:
    """How many transaction sets :func:`write_claims` makes of claims."""
    counts = [sum(claim.claim_type == kind for claim in claims) for kind in TYPES]
    return sum(-(-count // MOST_CLAIMS) for count in counts)


def write_claims(claims: Sequence[Claim], envelope: Interchange) -> str:
    """One interchange that holds all claims, a segment a line.

    Source: ASC X12 005010 envelope; ASC X12N 005010X222A1 and 005010X223A2.
    """
    when = envelope.created
    date, time = day(when.date()), when.strftime("%H%M")
    control = f"{envelope.control:09d}"
    sender, receiver = clean(envelope.sender_id, 15), clean(envelope.receiver_id, 15)
    isa = [
        "ISA", "00", " " * 10, "00", " " * 10, envelope.sender_qualifier, sender.ljust(15), envelope.receiver_qualifier,
        receiver.ljust(15), when.strftime("%y%m%d"), time, REPETITION, "00501", control, "0",
        "P" if envelope.production else "T", COMPONENT,
    ]  # fmt: skip
    lines = [ELEMENT.join(isa)]
    groups, set_control = 0, envelope.set_control
    for kind in TYPES:
        found = [claim for claim in claims if claim.claim_type == kind]
        if not found:
            continue
        grammar = GRAMMARS[kind]
        number = str((envelope.control + groups - 1) % 999_999_999 + 1)
        groups += 1
        lines.append(segment("GS", "HC", sender, receiver, date, time, number, "X", grammar.guide))
        starts = range(0, len(found), MOST_CLAIMS)
        for start in starts:
            lines += transaction_set(found[start : start + MOST_CLAIMS], grammar, envelope, f"{set_control:04d}")
            set_control += 1
        lines.append(segment("GE", str(len(starts)), number))
    lines += [segment("IEA", str(groups), control), ""]
    return (TERMINATOR + "\n").join(lines)


def transaction_set(claims: Sequence[Claim], grammar: Grammar, envelope: Interchange, control: str) -> list[str]:
    """ST to SE."""
    when = envelope.created
    body = [
        segment("ST", "837", control, grammar.guide),
        segment("BHT", "0019", "00", f"{envelope.control}-{control}", day(when.date()), when.strftime("%H%M"), envelope.purpose),
        segment("NM1", "41", "2", clean(envelope.sender_name), "", "", "", "", "46", clean(envelope.sender_id, 80)),
        segment("PER", "IC", clean(envelope.sender_name), "TE", clean(envelope.sender_telephone)),
        segment("NM1", "40", "2", clean(envelope.receiver_name), "", "", "", "", "46", clean(envelope.receiver_id, 80)),
        *hierarchy(claims, grammar),
    ]
    body.append(segment("SE", str(len(body) + 1), control))
    return body


def hierarchy(claims: Sequence[Claim], grammar: Grammar) -> Iterator[str]:
    """Loops 2000A to 2430 for claims, one billing loop for each run of the same billing provider and pay-to party."""
    out: list[str] = []
    level, billing_level, billing = 0, 0, None
    for claim in claims:
        data = prepared(claim)
        who = (claim.billing_provider, claim.pay_to_address, claim.pay_to_plan)
        if who != billing:
            level += 1
            billing, billing_level = who, level
            out.append(segment("HL", str(level), "", "20", "1"))
            grammar.billing.write(data, out)
        level += 1
        own = "own" in data
        out.append(segment("HL", str(level), str(billing_level), "22", "0" if own else "1"))
        grammar.subscriber.write(data, out)
        if not own:
            level += 1
            out.append(segment("HL", str(level), str(level - 1), "23", "0"))
            grammar.patient.write(data, out)
        grammar.claim.write(data, out)
        yield from out
        out.clear()
