"""Patient control numbers: the number of a claim that every answer repeats."""

from __future__ import annotations

import hashlib
import re

CONTROL_LENGTH = 20
PLAIN = re.compile(r"[A-Z0-9.-]{1,20}|[A-Z0-9.-]{1,13}[+][0-9A-F]{6}")
DIGITS = 6


def control_number(identity: str, part: int = 1) -> str:
    """The patient control number of an encounter, or of its ``part`` when one claim does not hold it.

    An id of capital letters, digits, ``.`` and ``-`` stands as it is, and so does a number given here; another one is
    followed by ``+`` and a digest, so that ids that differ only in case or in signs never share a number; a further part is told
    behind ``/``.  At most 20 characters, which every payer echoes (005010X222A1, CLM01).
    """
    suffix = f"/{part}" if part > 1 else ""
    if PLAIN.fullmatch(identity) and len(identity + suffix) <= CONTROL_LENGTH:
        return identity + suffix
    digest = hashlib.sha256(identity.encode()).hexdigest().upper()
    plain = re.sub(r"[^A-Z0-9.-]", "", identity.upper())
    if plain and len(plain) + 1 + DIGITS + len(suffix) <= CONTROL_LENGTH:
        return f"{plain}+{digest[:DIGITS]}{suffix}"
    return digest[: CONTROL_LENGTH - len(suffix)] + suffix


def encounter_id(control: str) -> str:
    """The encounter's id as far as a control number tells it: without the part."""
    return control.rpartition("/")[0] or control
