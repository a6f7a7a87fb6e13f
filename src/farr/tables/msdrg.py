"""Read access to MS-DRG definitions: which MDC a diagnosis belongs to, whether it is a CC or MCC, and beside what it is not."""

from __future__ import annotations

import functools
from typing import NamedTuple

from farr.records import Manifest
from farr.tables import store
from farr.tables.listing import key_of
from farr.tables.loaders.ms_drg_definitions import FILE


class Group(NamedTuple):
    """An MS-DRG: its number, its MDC (blank where it takes stays of any), ``medical`` or ``surgical``, its title."""

    drg: str
    mdc: str
    type: str
    title: str


class DrgDiagnosis(NamedTuple):
    """A diagnosis in the definitions.

    ``mdcs``: as principal diagnosis, first to last; ``level``: ``MCC``, ``CC`` or blank, as secondary diagnosis; ``collection``:
    of the principal diagnoses beside which it does not count; ``acquired``: number of a hospital-acquired condition, or blank;
    ``alive``: counts only where the patient was discharged alive; ``uses``: how the logic of the groups uses it.
    """

    code: str
    mdcs: tuple[str, ...]
    level: str
    collection: str
    acquired: str
    alive: bool
    uses: tuple[str, ...]


class MsDrgDefinitions:
    """One version of the definitions, from ``Tables.get("ms-drg-definitions")``."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.release = manifest.release
        self._database = store.open_read_only(store.folder(manifest) / FILE)

    @functools.lru_cache(maxsize=20_000)  # noqa: B019 - an installed release lives as long as the process
    def diagnosis(self, code: str) -> DrgDiagnosis | None:
        """A diagnosis (with or without dot), or None where the definitions do not name it."""
        row = self._database.execute("SELECT * FROM diagnosis WHERE code = ?", (key_of(code),)).fetchone()
        if row is None:
            return None
        return DrgDiagnosis(row[0], tuple(row[1].split()), row[2], row[3], row[4], bool(row[5]), tuple(row[6].splitlines()))

    def mdc(self, code: str) -> str:
        """The MDC of a principal diagnosis, two digits; blank where it has none (multiple trauma and HIV decide further)."""
        found = self.diagnosis(code)
        return found.mdcs[0] if found and found.mdcs else ""

    def level(self, code: str) -> str:
        """``MCC``, ``CC`` or blank: the standing of a secondary diagnosis before exclusions."""
        found = self.diagnosis(code)
        return found.level if found else ""

    def counts_beside(self, code: str, principal: str) -> bool:
        """True for a CC or MCC that is not excluded by the principal diagnosis."""
        found = self.diagnosis(code)
        if found is None or not found.level:
            return False
        query = "SELECT 1 FROM exclusion WHERE collection = ? AND code = ?"
        return self._database.execute(query, (found.collection, key_of(principal))).fetchone() is None

    @functools.cached_property
    def groups(self) -> dict[str, Group]:
        """All MS-DRGs by number."""
        return {row[0]: Group(*row) for row in self._database.execute("SELECT * FROM drg ORDER BY drg")}

    def procedure(self, code: str) -> tuple[str, ...]:
        """How the logic of the groups uses a procedure; empty where it does not."""
        row = self._database.execute("SELECT uses FROM procedure WHERE code = ?", (key_of(code),)).fetchone()
        return tuple(row[0].splitlines()) if row else ()
