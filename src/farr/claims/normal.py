"""An encounter in the form that a claim can carry: X12's characters, bare numbers, every role and place said.

Bringing an encounter into this form twice changes nothing, and an 837 that is read back gives it again.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import msgspec

from farr.claims.places import INPATIENT_BILLS, PLACES
from farr.records import Diagnosis, Encounter

RESERVED = str.maketrans(dict.fromkeys("*:^~\r\n\t", " "))
WORDS = frozenset((
    "relationship", "kind", "sequence", "sex", "role", "system", "setting", "claim_type", "unit", "id_type", "tax_id_type",
    "assignment", "benefits_assigned", "release", "causes", "evidence",
))  # fmt: skip
CODED = ("notes", "measurements", "drug")
BARE = frozenset(("npi", "tax_id", "ssn", "postal_code", "telephone", "fax", "extension", "ndc", "hour", "discharge_hour"))
CUT = {"family": 60, "given": 35, "middle": 25, "suffix": 10, "line": 55, "line2": 55, "city": 30, "contact": 60,
       "group_name": 60, "description": 80}  # fmt: skip
EXTERNAL = ("V", "W", "X", "Y")


def clean(value: str) -> str:
    """Upper-case letters, digits and signs of the basic character set, without delimiters and needless blanks."""
    plain = value if value.isascii() else unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode()
    return " ".join(plain.upper().translate(RESERVED).split())


def normal(encounter: Encounter) -> Encounter:
    """The encounter as a claim can carry it.  Free text is cut to X12's lengths; nothing else is lost but the evidence."""
    raw = encounter.to_dict()
    raw.pop("evidence", None)
    identity = raw.pop("id")
    tidy: dict[str, Any] = {key: _tidy(key, value) for key, value in raw.items()}
    found = msgspec.convert({**tidy, "id": identity}, Encounter, strict=False)
    changes: dict[str, Any] = {"diagnoses": _diagnoses(found)}
    if found.claim_type == "professional":
        changes["lines"] = tuple(_placed(found))
        changes["frequency"] = None if found.frequency == "1" else found.frequency
    else:
        bill = (found.type_of_bill or "").rjust(4, "0")
        changes["type_of_bill"] = bill[:3] + (found.frequency or bill[3:]) if found.type_of_bill else None
        changes["frequency"] = None
    return msgspec.structs.replace(found, **changes)


def _tidy(key: str, value: Any, within: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _tidy(name, item, key) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_tidy(key, item, within) for item in value]
    if not isinstance(value, str):
        return value
    if key in WORDS and within not in CODED:
        return value.strip().lower()
    plain = clean(value)
    if key in BARE:
        plain = re.sub(r"[^0-9A-Z]", "", plain)
    if key in ("hour", "discharge_hour") and len(plain) == 4 and plain.endswith("00"):
        plain = plain[:2]
    return plain[: CUT.get(key, len(plain))].strip() or None


def _diagnoses(encounter: Encounter) -> tuple[Diagnosis, ...]:
    """Diagnoses with dot and role; external causes of an institutional claim behind the others, then admitting and reasons."""
    sequenced = [d for d in encounter.diagnoses if d.role not in ("admitting", "reason-for-visit")]
    stay = encounter.claim_type == "institutional"
    bill = (encounter.type_of_bill or "").rjust(4, "0")[1:3]
    first = "principal" if stay and bill in INPATIENT_BILLS else "first-listed"
    found = []
    for place, diagnosis in enumerate(sequenced):
        role: Any = first if place == 0 else "external-cause" if diagnosis.code.startswith(EXTERNAL) else "secondary"
        found.append(_coded(diagnosis, role, stay))
    if stay:
        found.sort(key=lambda diagnosis: diagnosis.role == "external-cause")
    for kind in ("admitting", "reason-for-visit"):
        found += [_coded(d, d.role, False) for d in encounter.diagnoses if d.role == kind]
    return tuple(found)


def _coded(diagnosis: Diagnosis, role: Any, poa: bool) -> Diagnosis:
    bare = diagnosis.code.replace(".", "")
    code = f"{bare[:3]}.{bare[3:]}" if len(bare) > 3 else bare
    told = diagnosis.poa if poa and diagnosis.poa != "1" else None
    return Diagnosis(code=code, role=role, poa=told)


def _placed(encounter: Encounter) -> list[Any]:
    default = PLACES[encounter.setting]
    placed = []
    for line in encounter.lines:
        start = line.date or encounter.from_
        placed.append(
            msgspec.structs.replace(
                line,
                place_of_service=line.place_of_service or default,
                date=start,
                through=line.through if line.through != start else None,
            )
        )
    return placed
