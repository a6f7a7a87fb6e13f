"""The outbox: claims as files, one for each payer and type, there whole or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from farr.errors import UsageError
from farr.pipeline.claim import batches, envelope_for
from farr.pipeline.control import write_atomically
from farr.records import Claim
from farr.x12 import write_claims

LETTER = {"professional": "P", "institutional": "I"}


def to_outbox(found: Iterable[Claim], folder: Path) -> list[Path]:
    """Write claims into a folder, which is made where it is missing.

    A file is named by the day, its interchange control number, the payer's id and the type of claim
    (``20260501-000000042-15202-837P.x12``), so that no name comes twice.

    Returns: the files, in the order in which they were written.
    Raises:
        UsageError: the folder cannot be written.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for batch in batches(found):
            envelope = envelope_for(batch.claims)
            payer = re.sub(r"[^A-Z0-9]", "", batch.payer_id) or "PAYER"
            day = envelope.created.strftime("%Y%m%d")
            path = folder / f"{day}-{envelope.control:09d}-{payer}-837{LETTER[batch.claim_type]}.x12"
            write_atomically(path, write_claims(batch.claims, envelope).encode("ascii"))
            written.append(path)
    except OSError as error:
        raise UsageError(f"the outbox cannot be written ({error.strerror}); name a folder that can", str(folder)) from None
    return written
