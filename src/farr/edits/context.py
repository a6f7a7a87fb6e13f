"""What an edit may look at: the encounter, the tables in force, and a few questions that many edits ask."""

from __future__ import annotations

import datetime as dt
import functools
import time
from pathlib import Path
from typing import Any, NamedTuple

from farr import settings
from farr.records import Encounter, Manifest
from farr.tables import Icd10Cm, Node, Tables, dotted, installed, release_of, store

INPATIENT = (
    "inpatient", "inpatient-psychiatric", "inpatient-rehabilitation", "long-term-care-hospital", "skilled-nursing"
)  # fmt: skip


class Coded(NamedTuple):
    """A diagnosis of the encounter in its place, with its node in the release in force (None: not in it)."""

    place: int
    code: str
    node: Node | None
    role: str | None

    @property
    def where(self) -> str:
        return f"/diagnoses/{self.place}"


class Fault(NamedTuple):
    """What an edit found; the engine adds the edit's id, name, severity and source."""

    where: str
    codes: tuple[str, ...]
    message: str
    fix: str = ""
    patch: tuple[dict[str, Any], ...] = ()
    safe: bool = False
    source: str = ""
    severity: str = ""


class Context:
    """An encounter with the ICD-10-CM release in force on its date."""

    def __init__(self, encounter: Encounter, tables: Icd10Cm, date: dt.date) -> None:
        self.encounter = encounter
        self.tables = tables
        self.date = date
        self.used: dict[str, str] = {}
        self.missing: set[str] = set()
        self._opened: dict[tuple[str, dt.date], Any] = {}

    def table(self, name: str, date: dt.date) -> Any | None:
        """A table in force on a day of service by the name of its set, or None where none is installed: the answer then names the
        set as not checked."""
        key = (name, date)
        if key not in self._opened:
            found = self._opened[key] = _table(name, date, store.generation(), settings.home(), int(time.monotonic()))
            if found is None:
                self.missing.add(name)
            else:
                self.used[name] = found.release
        return self._opened[key]

    @functools.cached_property
    def diagnoses(self) -> tuple[Coded, ...]:
        """All diagnoses, with codes brought to the dotted form where they have the shape of one."""
        return tuple(
            Coded(place, code, self.tables.get(code), diagnosis.role)
            for place, diagnosis in enumerate(self.encounter.diagnoses)
            for code in [dotted(diagnosis.code) or diagnosis.code.strip().upper()]
        )

    @functools.cached_property
    def valid(self) -> tuple[Coded, ...]:
        """Complete codes of this release; consequences of an invalid code are not reported a second time."""
        return tuple(diagnosis for diagnosis in self.diagnoses if diagnosis.node is not None and diagnosis.node.billable)

    @functools.cached_property
    def sequenced(self) -> tuple[Coded, ...]:
        """The valid diagnoses in claim order, without the admitting diagnosis and the reasons for the visit."""
        return tuple(d for d in self.valid if d.role not in ("admitting", "reason-for-visit"))

    @property
    def first(self) -> Coded | None:
        """The principal or first-listed diagnosis, when it is a valid code."""
        listed = [d for d in self.diagnoses if d.role not in ("admitting", "reason-for-visit")]
        return listed[0] if listed and listed[0] in self.valid else None

    def is_stem(self, code: str) -> bool:
        """True for a code that only lacks its seventh character."""
        children = self.tables.children(code)
        return bool(children) and len(children[0].code) == 8 and children[0].parent == code and len(code) < 8

    def stem_of(self, code: str) -> str | None:
        """The code whose seventh character ``code`` tried to give: ``S93.401Z`` or ``W19A`` to ``S93.401``, ``W19``."""
        for cut in (code[:-1], code[:-1].rstrip("X"), code[:-1].rstrip("X").rstrip(".")):
            node = self.tables.get(cut) if len(cut) >= 3 else None
            if node is not None and self.is_stem(node.code) and self.tables.seventh_characters(node.code):
                return node.code
        return None

    def elsewhere(self, code: str) -> Manifest | None:
        """The installed release of another date in which a code is valid."""
        return next((release for release in other_releases(self.tables.release) if valid_in(release.release, code)), None)

    @property
    def inpatient(self) -> bool:
        return self.encounter.claim_type == "institutional" and self.encounter.setting in INPATIENT

    @property
    def age(self) -> int | None:
        """Completed years on the day of admission, or of the service."""
        patient = self.encounter.patient
        if patient is None or patient.birth_date is None:
            return None
        admission = self.encounter.admission.date if self.encounter.admission else None
        day = admission or self.encounter.from_ or self.date
        born = patient.birth_date
        return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@functools.lru_cache(maxsize=4096)
def _table(name: str, date: dt.date, _generation: int, _home: Path, _second: int) -> Any | None:
    """A table or its absence, remembered until this process installs or removes a release, and for a second at most."""
    return Tables(date).find(name)


def other_releases(release: str) -> list[Manifest]:
    return [manifest for manifest in installed("icd-10-cm") if manifest.release != release]


def valid_in(release: str, code: str) -> bool:
    return release_of(release).is_valid(code)


def service_date(encounter: Encounter) -> dt.date | None:
    """The date that chooses the code set: discharge for inpatients, else the first day of service."""
    if encounter.claim_type == "institutional" and encounter.setting in INPATIENT:
        return encounter.through or encounter.from_
    lines = [line.date for line in encounter.lines if line.date]
    return encounter.from_ or (min(lines) if lines else None) or encounter.through


def move(place: int, to: int) -> tuple[dict[str, Any], ...]:
    """The patch that moves a diagnosis."""
    return ({"op": "move", "from": f"/diagnoses/{place}", "path": f"/diagnoses/{to}"},)


def remove(place: int) -> tuple[dict[str, Any], ...]:
    return ({"op": "remove", "path": f"/diagnoses/{place}"},)


def replace(place: int, code: str) -> tuple[dict[str, Any], ...]:
    return ({"op": "replace", "path": f"/diagnoses/{place}/code", "value": code},)
