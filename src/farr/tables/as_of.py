"""Tables chosen by date of service: ``as_of(date)`` is the only way to a code set.

The release in force on the date answers.  A date behind the newest release is answered from the newest with a warning that
names the missing one; a date before the first installed release is answered from that release where its rows carry their own
dates (history), with a warning where it is a later update of the same year, and is an error otherwise.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from farr.errors import TableMissing
from farr.records import Manifest
from farr.tables import bundled, store
from farr.tables.alphabetic import AlphabeticIndex
from farr.tables.articles import Articles
from farr.tables.conversion import Conversion
from farr.tables.fees import FeeSchedule, Localities
from farr.tables.hcc import CmsHcc
from farr.tables.icd10cm import Icd10Cm
from farr.tables.icd10pcs import Icd10Pcs
from farr.tables.limits import AddOns, UnitLimits
from farr.tables.listing import Listing
from farr.tables.msdrg import MsDrgDefinitions
from farr.tables.pairs import Pairs
from farr.tables.pcs_definitions import PcsDefinitions
from farr.tables.procedures import Hcpcs
from farr.tables.sets import TableSet, expected_release, fiscal_year, table_set

ICD10CM = "icd-10-cm"


class Tables:
    """The code sets and tables in force on a date.  Each is opened when it is first asked for, and what was asked for is
    named in :attr:`releases`, with :attr:`warnings` where the release in force is not the one installed."""

    def __init__(self, date: dt.date) -> None:
        self.date = date
        self._used: dict[str, Choice] = {}

    def choice(self, name: str) -> Choice:
        """Which release of a set answers for the date.

        Raises:
            TableMissing: no release of the set is installed, or none covers the date; it says how to get one.
        """
        found = self._used.get(name)
        if found is None:
            found = self._used[name] = choose(name, self.date)
        return found

    def find(self, name: str) -> Any | None:
        """A table by the name of its set, or None where no release covers the date: for callers that say ``not_checked``."""
        try:
            return self.get(name)
        except TableMissing:
            return None

    def get(self, name: str) -> Any:
        """A table by the name of its set (``sets.tsv``), opened as the class that reads it.

        Raises:
            TableMissing: see :meth:`choice`.
        """
        return open_release(self.choice(name).manifest)

    def listing(self, name: str) -> Listing:
        """A table that is a listing (most are); raises as :meth:`get`."""
        found = self.get(name)
        assert isinstance(found, Listing)
        return found

    @property
    def icd10cm(self) -> Icd10Cm:
        found = self.get(ICD10CM)
        assert isinstance(found, Icd10Cm)
        return found

    @property
    def releases(self) -> dict[str, str]:
        """Set to release of every table used so far, as every answer reports it."""
        return {name: choice.manifest.release for name, choice in self._used.items()}

    @property
    def warnings(self) -> tuple[str, ...]:
        return self.warnings_of(self._used)

    def warnings_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """The warnings of some of the tables used so far."""
        wanted = set(names)
        return tuple(choice.warning for name, choice in self._used.items() if choice.warning and name in wanted)


class Choice(NamedTuple):
    """The release that answers for a date, and the warning that goes with it (empty where it is the right one)."""

    manifest: Manifest
    warning: str


def as_of(date: dt.date | None = None) -> Tables:
    """The tables in force on ``date`` (default: today); the base release of ICD-10-CM is compiled on first use.

    Raises:
        TableMissing: no installed release of ICD-10-CM covers the date or its fiscal year.
    """
    tables = Tables(date or dt.date.today())
    tables.choice(ICD10CM)
    return tables


def choose(name: str, date: dt.date) -> Choice:
    """The release of a set that answers for a date.

    Raises:
        TableMissing: none is installed, or every installed release is of a later year.
    """
    return _choose(name, date, store.stamp(name), str(store.tables_home()))


@functools.lru_cache(maxsize=8192)
def _choose(name: str, date: dt.date, _stamp: int, _home: str) -> Choice:
    bundled.ensure_for(name, date)
    return choose_among(store.installed(name), table_set(name), date)


def choose_among(manifests: list[Manifest], known: TableSet, date: dt.date) -> Choice:
    """As :func:`choose`, among given manifests (oldest first)."""
    if not manifests:
        raise TableMissing(
            f"no release of {known.name} ({known.title}) is installed; farr tables fetch {known.name} gets it, "
            "or farr tables add FILE takes the publisher's file",
            known.name,
        )
    if known.history == "rows":
        manifests = [manifest for manifest in manifests if manifest.release != bundled.BUILT_IN] or manifests
    started = [manifest for manifest in manifests if manifest.effective_from <= date]
    if started:
        newest = started[-1]
        if newest.effective_to is None or date <= newest.effective_to:
            return Choice(newest, "")
        missing = expected_release(known.cadence, date)
        return Choice(
            newest,
            f"the {missing} release of {known.name} is in force on {date} and is not installed; "
            f"answered from {newest.release}, its rows may differ",
        )
    first = manifests[0]
    if known.history == "rows":
        return Choice(first, "")
    if known.cadence != "as-published" and _year(known, first.effective_from) == _year(known, date):
        return Choice(
            first,
            f"the {known.name} release in force on {date} is not installed; answered from {first.release}, "
            "a later update of the same year",
        )
    raise TableMissing(
        f"no installed release of {known.name} covers {date}: the earliest is {first.release}, in force from "
        f"{first.effective_from}. Use a later date, or install the {expected_release(known.cadence, date)} release",
        "date",
    )


def _year(known: TableSet, date: dt.date) -> int:
    return fiscal_year(date) if known.cadence == "fiscal-year" else date.year


OPENERS: dict[str, Callable[[Manifest], Any]] = {
    ICD10CM: Icd10Cm,
    "icd-10-cm-index": AlphabeticIndex,
    "icd-10-cm-external-index": AlphabeticIndex,
    "icd-10-cm-neoplasms": AlphabeticIndex,
    "icd-10-cm-drugs": AlphabeticIndex,
    "icd-10-cm-conversion": Conversion,
    "icd-10-pcs": Icd10Pcs,
    "icd-10-pcs-definitions": PcsDefinitions,
    "icd-10-pcs-index": AlphabeticIndex,
    "ncci-ptp-practitioner": Pairs,
    "ncci-ptp-hospital": Pairs,
    "ms-drg-definitions": MsDrgDefinitions,
    "cms-hcc": CmsHcc,
    "lcd-articles": Articles,
    "hcpcs": Hcpcs,
    "mue-practitioner": UnitLimits,
    "mue-hospital": UnitLimits,
    "mue-dme": UnitLimits,
    "ncci-add-on": AddOns,
    "mpfs": FeeSchedule,
    "gpci": Localities,
}
"""How a set is opened that is no plain listing."""


def open_release(manifest: Manifest) -> Any:
    """An installed release as the class that reads it; opened once."""
    return _open(manifest.set, manifest.release, manifest.source_sha256, str(store.tables_home()))


@functools.lru_cache(maxsize=64)
def _open(name: str, release: str, _digest: str, _home: str) -> Any:
    manifest = next(manifest for manifest in store.installed(name) if manifest.release == release)
    return OPENERS.get(name, Listing)(manifest)


def release_of(release: str) -> Icd10Cm:
    """One installed release of ICD-10-CM by its name."""
    manifest = next(manifest for manifest in store.installed(ICD10CM) if manifest.release == release)
    found = open_release(manifest)
    assert isinstance(found, Icd10Cm)
    return found
