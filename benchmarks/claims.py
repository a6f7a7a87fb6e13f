"""Encounters to claims to 837s and back, against the time that pyx12 takes to validate the same files."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import time
from pathlib import Path

import msgspec
import pyx12.params
import pyx12.x12n_document

from farr.claims import claims_of
from farr.records import Claim, Encounter
from farr.x12 import Interchange, read_claims, write_claims

EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"
COUNT, SAMPLE = 2000, 100


def main() -> None:
    logging.disable(logging.CRITICAL)
    envelope = Interchange(
        sender_id="123456789", sender_name="CLINIC", sender_telephone="5555550100", receiver_id="60054", receiver_name="PAYER",
        control=1, created=dt.datetime(2026, 5, 5, 9, 30),
    )  # fmt: skip
    for name in ("encounter", "institutional"):
        one = msgspec.convert(json.loads((EXAMPLES / f"{name}.json").read_text()), Encounter, strict=False)
        encounters = [msgspec.structs.replace(one, id=f"C{at}") for at in range(COUNT)]
        start = time.perf_counter()
        found: list[Claim] = [claim for encounter in encounters for claim in claims_of(encounter)]
        assembled = time.perf_counter()
        text = write_claims(found, envelope)
        written = time.perf_counter()
        assert [read.claim for read in read_claims(text.encode("ascii"))] == found
        done = time.perf_counter()
        sample = write_claims(found[:SAMPLE], envelope)
        before = time.perf_counter()
        assert pyx12.x12n_document.x12n_document(pyx12.params.params(), io.StringIO(sample), io.StringIO(), None)
        peer = SAMPLE / (time.perf_counter() - before)
        ours = COUNT / (done - assembled)
        kind, read = found[0].claim_type, COUNT / (done - written)
        print(f"{kind}: assembled {COUNT / (assembled - start):.0f}/s, written {COUNT / (written - assembled):.0f}/s")
        print(f"  read with places {read:.0f}/s; written and read {ours / peer:.0f} times as fast as pyx12 validates")


if __name__ == "__main__":
    main()
