"""``farr.claim``: coded encounters to an X12 claim."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path

from farr import settings
from farr.claims import assemble
from farr.records import Claim, Encounter
from farr.x12 import Interchange, write_professional

NO_TELEPHONE = "0000000000"


def claim(encounter: Encounter) -> Claim:
    """A professional claim from a coded encounter.

    Raises:
        IncompleteClaim: fields are missing; their JSON paths stand in ``missing``.
    """
    return assemble(encounter)


def to_837(claims: Iterable[Claim], envelope: Interchange | None = None) -> str:
    """One 837P interchange of claims; the submitter is the first claim's billing provider unless an envelope names one."""
    listed = list(claims)
    return write_professional(listed, envelope or envelope_for(listed[0]))


def envelope_for(first: Claim) -> Interchange:
    """The envelope by the settings ``FARR_SUBMITTER_ID``, ``_NAME``, ``_TELEPHONE`` and ``FARR_RECEIVER_ID``, ``_NAME``,
    with the billing provider and the payer where they are not set."""
    provider, payer = first.billing_provider, first.payer
    name = provider.name if isinstance(provider.name, str) else (provider.name.family or "" if provider.name else "")
    setting = os.environ.get
    return Interchange(
        sender_id=setting("FARR_SUBMITTER_ID") or provider.tax_id or "",
        sender_name=setting("FARR_SUBMITTER_NAME") or name,
        sender_telephone=setting("FARR_SUBMITTER_TELEPHONE") or provider.telephone or NO_TELEPHONE,
        receiver_id=setting("FARR_RECEIVER_ID") or payer.id or "",
        receiver_name=setting("FARR_RECEIVER_NAME") or payer.name or "",
        control=next_control_number(),
        created=dt.datetime.now(),
    )


def next_control_number() -> int:
    """The next interchange control number of this data folder, 1 to 999999999; never given twice in a row of uses."""
    path: Path = settings.home() / "control-number"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="ascii") as handle:
        _lock(handle.fileno())
        handle.seek(0)
        last = handle.read().strip()
        following = int(last) % 999_999_999 + 1 if last.isdigit() else 1
        handle.seek(0)
        handle.truncate()
        handle.write(str(following))
    return following


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(descriptor, fcntl.LOCK_EX)
