"""The loops of the two claims, built once."""

from __future__ import annotations

from typing import NamedTuple

from farr.records import ClaimType
from farr.x12.claims import institutional, parties, professional
from farr.x12.claims.codec import Loop


class Grammar(NamedTuple):
    """The guide's id and its loops 2000A, 2000B, 2000C and 2300."""

    guide: str
    billing: Loop
    subscriber: Loop
    patient: Loop
    claim: Loop


def _grammar(guide: str, claim: Loop, own: bool) -> Grammar:
    return Grammar(guide, parties.billing(own), parties.subscriber(own), parties.patient(own), claim)


GRAMMARS: dict[ClaimType, Grammar] = {
    "professional": _grammar(professional.GUIDE, professional.claim(), True),
    "institutional": _grammar(institutional.GUIDE, institutional.claim(), False),
}
FAMILIES: dict[str, ClaimType] = {"005010X222": "professional", "005010X223": "institutional"}
