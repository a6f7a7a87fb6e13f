"""Tables chosen by date of service: ``as_of(date)`` is the only way to a code set.

The release in force on the date answers.  A date behind the newest release is answered from the newest with a warning
that names the missing one; a date before the first installed release of a fiscal year that is installed in part (only
its April update, say) is answered from that year with a warning; anything earlier is an error.
"""

from __future__ import annotations

import datetime as dt
import functools
from typing import NamedTuple

from farr.errors import TableMissing
from farr.records import Manifest
from farr.tables import base, store
from farr.tables.icd10cm import Icd10Cm


class Tables(NamedTuple):
    """The code sets in force on a date, with warnings where the release in force is not the one installed."""

    date: dt.date
    icd10cm: Icd10Cm
    warnings: tuple[str, ...]

    @property
    def releases(self) -> dict[str, str]:
        """Set to release, as every answer reports it."""
        return {base.SET: self.icd10cm.release}


def fiscal_year(date: dt.date) -> int:
    """The federal fiscal year of a date: October 1 starts the next one."""
    return date.year + (date.month >= 10)


def as_of(date: dt.date | None = None) -> Tables:
    """The tables in force on ``date`` (default: today), compiling the base release on first use.

    Raises:
        TableMissing: no installed release covers the date or its fiscal year.
    """
    base.ensure()
    day = date or dt.date.today()
    release, warning = _choose(day)
    return Tables(day, release_of(release), (warning,) if warning else ())


def choose(manifests: list[Manifest], date: dt.date) -> tuple[Manifest, str]:
    """The manifest that answers for a date, and the warning that goes with it (empty where it is the right one).

    Raises:
        TableMissing: every installed release is of a later fiscal year.
    """
    year = fiscal_year(date)
    started = [manifest for manifest in manifests if manifest.effective_from <= date]
    if started:
        newest = started[-1]
        if newest.effective_to is None or date <= newest.effective_to:
            return newest, ""
        missing = f"the FY{year} release of {newest.set} is in force on {date} and is not installed"
        return newest, f"{missing}; answered from {newest.release}, its codes and titles may differ"
    first = manifests[0]
    if fiscal_year(first.effective_from) == year:
        return first, (
            f"the {first.set} release in force on {date} is not installed; answered from {first.release}, "
            f"a later update of the same fiscal year"
        )
    raise TableMissing(
        f"no installed release of {first.set} covers {date}: the earliest is {first.release}, for dates from "
        f"{dt.date(fiscal_year(first.effective_from) - 1, 10, 1)}. Use a later date, or install the FY{year} release",
        "date",
    )


@functools.lru_cache(maxsize=4096)
def _choose(date: dt.date) -> tuple[str, str]:
    manifest, warning = choose(store.installed(base.SET), date)
    return manifest.release, warning


@functools.lru_cache(maxsize=8)
def release_of(release: str) -> Icd10Cm:
    """One installed release of ICD-10-CM by its name."""
    manifest = next(manifest for manifest in store.installed(base.SET) if manifest.release == release)
    return Icd10Cm(manifest)
