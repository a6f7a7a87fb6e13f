"""837 files in: claims back to encounters, with the place of every value."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from farr.claims import encounter_of
from farr.errors import UnreadableInput
from farr.records import Claim, Encounter, Finding
from farr.x12 import ReadClaim, Spot, read_claims

X12 = re.compile(rb"^[\s\x00\xef\xbb\xbf]*(?:ISA[^A-Za-z0-9\s]|ST[^A-Za-z0-9\s]837)")
ALIASES = {
    "/type_of_bill": "/facility_code", "/from": "/lines/0/date", "/through": "/lines/0/date", "/setting": "/facility_code",
    "/claim_type": "/control_number", "/id": "/control_number", "/patient/id": "/record_number",
}  # fmt: skip


class ClaimRead(NamedTuple):
    """A claim of an 837 with its encounter, or the error that stood in its way."""

    id: str
    claim: Claim | None
    encounter: Encounter | None
    error: UnreadableInput | None
    places: Places


class Places(NamedTuple):
    """Where the values of a claim stand in its file."""

    set_number: int
    claim_number: int
    first: int
    spots: dict[str, Spot]
    unread: tuple[Spot, ...]

    def spot(self, path: str) -> Spot:
        """The place of a JSON path of the encounter, or of the nearest thing around it; at last the claim's CLM."""
        path = ALIASES.get(path, path)
        while path:
            found = self.spots.get(path) or (
                self.spots.get(path.replace("/patient", "/subscriber", 1)) if path.startswith("/patient") else None
            )
            if found:
                return found
            path = path.rpartition("/")[0]
        return Spot("2300", self.first, "CLM")

    def where(self, spot: Spot) -> str:
        """``set 1 claim 2 loop 2300 segment 20 HI02``."""
        element = f"{spot.element:02d}" if spot.element else ""
        component = f"-{spot.component}" if spot.component else ""
        start = f"set {self.set_number} claim {self.claim_number} loop {spot.loop}"
        return f"{start} segment {spot.number} {spot.name}{element}{component}"

    def placed(self, finding: Finding) -> Finding:
        """A finding on the encounter as a finding on the file."""
        import msgspec

        spot = self.spot(finding.where)
        element = f"{spot.name}{spot.element:02d}" if spot.element else None
        return msgspec.structs.replace(
            finding, where=self.where(spot), loop=spot.loop, segment=spot.name, segment_number=spot.number, element=element
        )


def is_x12(data: bytes) -> bool:
    """True for bytes that begin as an X12 interchange, or as an 837 whose envelope was taken off."""
    return bool(X12.match(data[:64]))


def read_837(data: bytes) -> Iterator[ClaimRead]:
    """The claims of an 837P or 837I with their encounters, in the order of the file.

    Raises:
        UnreadableInput: the bytes are no X12, or hold no professional or institutional claim set.
    """
    for found in read_claims(io.BytesIO(data)):
        yield _read(found)


def _read(found: ReadClaim) -> ClaimRead:
    places = Places(found.set_number, found.claim_number, found.number, found.spots, found.unread)
    encounter = encounter_of(found.claim) if found.claim is not None else None
    return ClaimRead(found.control_number, found.claim, encounter, found.error, places)
