"""The envelope: ISA to IEA around one 837P transaction set."""

from __future__ import annotations

import datetime as dt

from farr.records import Claim, Record
from farr.x12.professional import hierarchy
from farr.x12.segments import COMPONENT, ELEMENT, REPETITION, TERMINATOR, clean, day, segment

GUIDE = "005010X222A1"


class Interchange(Record, frozen=True, kw_only=True):
    """Who sends to whom, under which control number (1 to 999999999), for production or test."""

    sender_id: str
    sender_name: str
    sender_telephone: str
    receiver_id: str
    receiver_name: str
    control: int
    created: dt.datetime
    production: bool = False


def write_professional(claims: list[Claim], envelope: Interchange) -> str:
    """One interchange with one 837P transaction set that holds all claims, a segment a line.

    Source: ASC X12 005010 envelope; ASC X12N 005010X222A1.
    """
    when = envelope.created
    body = [
        segment("ST", "837", "0001", GUIDE),
        segment("BHT", "0019", "00", f"{envelope.control}", day(when.date()), when.strftime("%H%M"), "CH"),
        segment("NM1", "41", "2", clean(envelope.sender_name), "", "", "", "", "46", clean(envelope.sender_id, 80)),
        segment("PER", "IC", clean(envelope.sender_name), "TE", clean(envelope.sender_telephone)),
        segment("NM1", "40", "2", clean(envelope.receiver_name), "", "", "", "", "46", clean(envelope.receiver_id, 80)),
        *hierarchy(claims),
    ]
    body.append(segment("SE", str(len(body) + 1), "0001"))
    control = f"{envelope.control:09d}"
    sender, receiver = clean(envelope.sender_id, 15), clean(envelope.receiver_id, 15)
    isa = ELEMENT.join(
        [
            "ISA",
            "00",
            " " * 10,
            "00",
            " " * 10,
            "ZZ",
            sender.ljust(15),
            "ZZ",
            receiver.ljust(15),
            when.strftime("%y%m%d"),
            when.strftime("%H%M"),
            REPETITION,
            "00501",
            control,
            "0",
            "P" if envelope.production else "T",
            COMPONENT,
        ]
    )
    group = segment("GS", "HC", sender, receiver, day(when.date()), when.strftime("%H%M"), str(envelope.control), "X", GUIDE)
    lines = [isa, group, *body, segment("GE", "1", str(envelope.control)), segment("IEA", "1", control)]
    return "".join(f"{line}{TERMINATOR}\n" for line in lines)
