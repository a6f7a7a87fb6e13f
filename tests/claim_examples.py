"""The encounters of the documentation's examples, with changes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from farr.records import Encounter

EXAMPLES = Path(__file__).resolve().parents[1] / "docs" / "examples"


def office(**changes: Any) -> Encounter:
    return msgspec.convert({**json.loads((EXAMPLES / "encounter.json").read_text()), **changes}, Encounter, strict=False)


def stay(**changes: Any) -> Encounter:
    return msgspec.convert({**json.loads((EXAMPLES / "institutional.json").read_text()), **changes}, Encounter, strict=False)


def line(*pointers: int, **more: Any) -> dict[str, Any]:
    return {"code": "99213", "units": "1", "charge": "10.00", "date": "2026-05-04", "diagnosis_pointers": list(pointers), **more}
