"""What else published tables say of a diagnosis on a date: its MDC, its standing as CC or MCC, its risk and clinical categories,
whether it is exempt from present on admission, the code editor lists it stands on.  A table that is not at hand says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from farr.records import Grouping
from farr.tables.as_of import Tables
from farr.tables.hcc import CmsHcc, payment_date
from farr.tables.listing import Listing
from farr.tables.msdrg import MsDrgDefinitions

LEVELS = {
    "CC": "complication or comorbidity, as secondary diagnosis",
    "MCC": "major complication or comorbidity, as secondary diagnosis",
}
CATEGORIES = 6


def groupings(code: str, tables: Tables) -> tuple[Grouping, ...]:
    """All groupings of a complete ICD-10-CM code (with or without dot) on the date of the tables."""
    return (*_msdrg(code, tables), *_hcc(code, tables), *_ccsr(code, tables), *_admission(code, tables))


def _msdrg(code: str, tables: Tables) -> Iterator[Grouping]:
    table = tables.find("ms-drg-definitions")
    found = table.diagnosis(code) if isinstance(table, MsDrgDefinitions) else None
    if found is None or not isinstance(table, MsDrgDefinitions):
        return
    names = tables.listing("mdc")
    for mdc in found.mdcs:
        entry = names.get(mdc, tables.date)
        yield Grouping(kind="mdc", code=mdc, title=entry.cells["name"] if entry else "", release=table.release)
    if found.level:
        alive = "; only where the patient was discharged alive" if found.alive else ""
        yield Grouping(kind="severity", code=found.level, title=LEVELS[found.level] + alive, release=table.release)
    if found.acquired:
        title = "hospital-acquired condition category, where not present on admission"
        yield Grouping(kind="hospital-acquired", code=found.acquired, title=title, release=table.release)


def _hcc(code: str, tables: Tables) -> Iterator[Grouping]:
    table = Tables(payment_date(tables.date)).find("cms-hcc")
    if not isinstance(table, CmsHcc):
        return
    for row in table.rows(code):
        model, category = row.cells["model"], row.cells["category"]
        version = model.rpartition(" ")[2]
        title = table.label(category, version.replace("V", "R") if model.startswith("RxHCC") else version)
        yield Grouping(kind="hcc", code=category, title=title, model=model, release=table.release)


def _ccsr(code: str, tables: Tables) -> Iterator[Grouping]:
    table = tables.find("ccsr-diagnosis")
    row = table.get(code, tables.date) if isinstance(table, Listing) else None
    if row is None or not isinstance(table, Listing):
        return
    for number in range(1, CATEGORIES + 1):
        category = row.cells[f"category_{number}"]
        if category:
            title = row.cells[f"category_{number}_title"]
            yield Grouping(kind="ccsr", code=category, title=title, release=table.release)


def _admission(code: str, tables: Tables) -> Iterator[Grouping]:
    exempt = tables.find("poa-exempt")
    if isinstance(exempt, Listing) and exempt.has(code, tables.date):
        title = "present on admission is not reported for it"
        yield Grouping(kind="poa-exempt", code="exempt", title=title, release=exempt.release)
    lists = tables.find("mce")
    if isinstance(lists, Listing):
        for row in lists.on(code, tables.date):
            title = "list of the Medicare Code Editor"
            yield Grouping(kind="mce", code=row.cells["list"], title=title, release=lists.release)
