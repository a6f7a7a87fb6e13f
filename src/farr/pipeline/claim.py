"""``farr.claim``: coded encounters to claims, and claims to X12 interchanges."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from farr.claims import as_billed, assemble, claims_of, encounter_of, left_out
from farr.pipeline.control import reserve
from farr.records import Claim, ClaimType, Encounter
from farr.x12 import Interchange, sets_needed, write_claims

NO_TELEPHONE = "0000000000"
__all__ = ["Batch", "as_billed", "batches", "claim", "claims", "encounter_of", "envelope_for", "left_out", "to_837"]


class Batch(NamedTuple):
    """Claims of one type to one payer."""

    payer_id: str
    claim_type: ClaimType
    claims: tuple[Claim, ...]


def claim(encounter: Encounter) -> Claim:
    """The claim of a coded encounter, professional or institutional.

    Raises:
        IncompleteClaim: fields are missing; their JSON paths stand in ``missing``.
        UsageError: one claim does not hold the encounter; :func:`claims` gives all.
    """
    return assemble(encounter)


def claims(encounter: Encounter) -> tuple[Claim, ...]:
    """The claims of a coded encounter: more than one where it has over 12 diagnoses, or over 50 (institutional: 999) lines.

    Raises:
        IncompleteClaim: fields are missing; their JSON paths stand in ``missing``.
    """
    return claims_of(encounter)


def batches(found: Iterable[Claim]) -> list[Batch]:
    """Claims by payer and type, in the order in which payers come first."""
    grouped: dict[tuple[str, ClaimType], list[Claim]] = {}
    for one in found:
        grouped.setdefault((one.payer.id or "", one.claim_type), []).append(one)
    return [Batch(payer, kind, tuple(items)) for (payer, kind), items in grouped.items()]


def to_837(found: Iterable[Claim], envelope: Interchange | None = None) -> str:
    """Claims as X12: one interchange for each receiver, with a functional group for each type of claim.

    The receiver is the payer unless the setting ``FARR_RECEIVER_ID`` names a clearing house; an ``envelope`` puts all claims
    into one interchange.
    """
    listed = list(found)
    if envelope is not None:
        return write_claims(listed, envelope)
    receivers: dict[str, list[Claim]] = {}
    for one in listed:
        receivers.setdefault(os.environ.get("FARR_RECEIVER_ID") or one.payer.id or "", []).append(one)
    return "".join(write_claims(items, envelope_for(items)) for items in receivers.values())


def envelope_for(found: Sequence[Claim]) -> Interchange:
    """The envelope of claims by the settings ``FARR_SUBMITTER_ID``, ``_NAME``, ``_TELEPHONE`` and ``FARR_RECEIVER_ID``,
    ``_NAME``, with the first claim's billing provider and payer where they are not set; ``FARR_PRODUCTION`` set to 1 marks it
    as production.  Its control numbers are used up."""
    provider, payer = found[0].billing_provider, found[0].payer
    name = provider.name if isinstance(provider.name, str) else (provider.name.family or "" if provider.name else "")
    setting = os.environ.get
    kinds = len({one.claim_type for one in found})
    return Interchange(
        sender_id=setting("FARR_SUBMITTER_ID") or provider.tax_id or "",
        sender_name=setting("FARR_SUBMITTER_NAME") or name,
        sender_telephone=setting("FARR_SUBMITTER_TELEPHONE") or provider.telephone or NO_TELEPHONE,
        receiver_id=setting("FARR_RECEIVER_ID") or payer.id or "",
        receiver_name=setting("FARR_RECEIVER_NAME") or payer.name or "",
        control=reserve("interchange", kinds),
        set_control=reserve("set", sets_needed(found)),
        created=dt.datetime.now(),
        production=setting("FARR_PRODUCTION") == "1",
    )
