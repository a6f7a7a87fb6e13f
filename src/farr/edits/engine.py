"""Runs the edits.  The folders are the registry: every module beside a page of the same name is an edit.

A module states ``ID`` (``FAM-nnn``, never reused), ``SEVERITY``, ``STAGE`` and ``SOURCE`` and has
``check(context) -> Iterator[Fault]``.  The name of an edit is the name of its file.  It may state besides:

* ``TRIGGERS``: prefixes of diagnosis codes (with the dot); the edit is passed over where no diagnosis begins with one;
* ``NEEDS``: names of table sets; where one is not installed for the date the edit does not run and the answer says
  ``not_checked``;
* ``EFFECTIVE``: the first and the last day of service (ISO, None for open) on which the rule is in force.

Edits of a site stand in a folder of its own, in the same form (:mod:`farr.edits.site`).
"""

from __future__ import annotations

import datetime as dt
import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple, cast

from farr.edits.context import Context, Fault, service_date
from farr.errors import TableMissing, UsageError
from farr.records import CheckedEncounter, Encounter, Finding, Fix, Severity, Stage
from farr.tables import Tables, as_of

ORDER = {"error": 0, "warning": 1, "info": 2}
STAGES: tuple[Stage, ...] = ("coding", "pre-bill", "claim")


class Edit(NamedTuple):
    """One edit: its id and name, how bad its findings are, when it runs, whose rule it is, and its page."""

    id: str
    name: str
    family: str
    severity: Severity
    stage: Stage
    source: str
    page: Path
    check: Callable[[Context], Iterator[Fault]]
    triggers: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    effective_from: dt.date | None = None
    effective_to: dt.date | None = None
    forced: Severity | None = None

    def in_force(self, date: dt.date) -> bool:
        """True where the rule covers a day of service; both ends are inclusive."""
        return (self.effective_from is None or self.effective_from <= date) and (
            self.effective_to is None or date <= self.effective_to
        )


def families() -> list[str]:
    """The folders that hold edits."""
    return [m.name for m in pkgutil.iter_modules([str(Path(__file__).parent)]) if m.ispkg]


@functools.cache
def edits() -> tuple[Edit, ...]:
    """All edits by id.

    Raises:
        UsageError: two edits share an id, or an edit has no page.
    """
    found: dict[str, Edit] = {}
    for family in families():
        folder = Path(__file__).parent / family
        for module in pkgutil.iter_modules([str(folder)]):
            edit = _load(family, module.name, folder)
            if edit.id in found:
                raise UsageError(f"edit id {edit.id} is used by {found[edit.id].name} and {edit.name}; ids are never shared")
            found[edit.id] = edit
    return tuple(found[key] for key in sorted(found))


def _load(family: str, name: str, folder: Path) -> Edit:
    return edit_of(importlib.import_module(f"farr.edits.{family}.{name}"), family, name, folder)


def edit_of(module: ModuleType, family: str, name: str, folder: Path) -> Edit:
    """The edit that a module states.

    Raises:
        UsageError: it has no page beside it, or lacks one of the names that every edit states.
    """
    page = folder / f"{name}.md"
    if not page.exists():
        raise UsageError(f"edit {name} has no page; write {page.name} beside it (farr new edit makes both)")
    lacking = [stated for stated in ("ID", "SEVERITY", "STAGE", "SOURCE", "check") if not hasattr(module, stated)]
    if lacking or module.SEVERITY not in ORDER or module.STAGE not in STAGES:
        raise UsageError(
            f"edit {name}: expected ID, SEVERITY ({', '.join(ORDER)}), STAGE ({', '.join(STAGES)}), SOURCE and check"
        )
    first, last = (day and dt.date.fromisoformat(day) for day in getattr(module, "EFFECTIVE", (None, None)))
    return Edit(
        module.ID, name.replace("_", "-"), family, module.SEVERITY, module.STAGE, module.SOURCE, page, module.check,
        tuple(getattr(module, "TRIGGERS", ())), tuple(getattr(module, "NEEDS", ())), first, last,
    )  # fmt: skip


def find(key: str) -> Edit | None:
    """An edit by id or name, in any case."""
    return next((edit for edit in edits() if key.lower() in (edit.id.lower(), edit.name)), None)


def check(encounter: Encounter, stage: Stage = "pre-bill", only: Iterable[Edit] | None = None) -> CheckedEncounter:
    """Findings of an encounter, worst first.

    Args:
        stage: edits of this stage and of those before it run.
        only: these edits instead of all.
    Returns: ``not_checked`` names the tables that were missing; edits that need them did not run.
    """
    try:
        tables = as_of(service_date(encounter))
    except TableMissing:
        return CheckedEncounter(id=encounter.id, findings=(), not_checked=("icd-10-cm",))
    context = Context(encounter, tables.icd10cm, tables.date)
    reached = STAGES[: STAGES.index(stage) + 1]
    findings: list[Finding] = []
    for edit in only if only is not None else edits():
        if edit.stage in reached and edit.in_force(context.date) and _triggered(edit, context) and _supplied(edit, context):
            findings += _run(edit, context, tables)
    findings.sort(key=lambda finding: ORDER[finding.severity])
    return CheckedEncounter(id=encounter.id, findings=tuple(findings), not_checked=tuple(sorted(context.missing)))


def _triggered(edit: Edit, context: Context) -> bool:
    return not edit.triggers or any(_starts(diagnosis.code, edit.triggers) for diagnosis in context.diagnoses)


@functools.lru_cache(maxsize=1 << 18)
def _starts(code: str, triggers: tuple[str, ...]) -> bool:
    return code.startswith(triggers)


def _supplied(edit: Edit, context: Context) -> bool:
    """True where every table that the edit needs is at hand; each that is not is noted as missing."""
    missing = [name for name in edit.needs if context.table(name, context.date) is None]
    return not missing


def _run(edit: Edit, context: Context, tables: Tables) -> list[Finding]:
    """The findings of one edit.  An edit that fails on an encounter is reported for it, without any of its values."""
    try:
        faults = list(edit.check(context))
        return [_finding(edit, fault, {**tables.releases, **context.used}) for fault in faults]
    except Exception as error:  # one edit must not stop the rest
        return [
            Finding(
                edit="INP-003",
                name="edit-failed",
                severity="warning",
                message=f"edit {edit.id} ({edit.name}) failed on this encounter ({type(error).__name__}) and was left out",
                where="",
                source="farr's edit engine",
                fix=Fix(text="review this encounter by hand for what the edit flags, and report the failure", safe=False),
                tables=tables.releases,
            )
        ]


def _finding(edit: Edit, fault: Fault, releases: dict[str, str]) -> Finding:
    return Finding(
        edit=edit.id,
        name=edit.name,
        severity=edit.forced or cast("Severity", fault.severity or edit.severity),
        message=fault.message,
        where=fault.where,
        codes=fault.codes,
        source=fault.source or edit.source,
        fix=Fix(text=fault.fix, safe=fault.safe, patch=fault.patch) if fault.fix else None,
        tables=releases,
    )
