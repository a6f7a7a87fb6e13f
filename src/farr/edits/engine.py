"""Runs the edits.  The folders are the registry: every module beside a page of the same name is an edit.

A module states ``ID`` (``FAM-nnn``, never reused), ``SEVERITY``, ``STAGE`` and ``SOURCE`` and has
``check(context) -> Iterator[Fault]``.  The name of an edit is the name of its file.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, cast

from farr.edits.context import Context, Fault, service_date
from farr.errors import TableMissing, UsageError
from farr.records import CheckedEncounter, Encounter, Finding, Fix, Severity, Stage
from farr.tables import as_of

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
    module = importlib.import_module(f"farr.edits.{family}.{name}")
    page = folder / f"{name}.md"
    if not page.exists():
        raise UsageError(f"edit {name} has no page; write {page.name} beside it (farr new edit makes both)")
    return Edit(module.ID, name.replace("_", "-"), family, module.SEVERITY, module.STAGE, module.SOURCE, page, module.check)


def find(key: str) -> Edit | None:
    """An edit by id or name, in any case."""
    return next((edit for edit in edits() if key.lower() in (edit.id.lower(), edit.name)), None)


def check(encounter: Encounter, stage: Stage = "pre-bill", only: Iterable[Edit] | None = None) -> CheckedEncounter:
    """Findings of an encounter, worst first.

    Args:
        stage: edits of this stage and of those before it run.
        only: these edits instead of all.
    Returns: ``not_checked`` names the tables that were missing and the edits' families that therefore did not run.
    """
    try:
        tables = as_of(service_date(encounter))
    except TableMissing:
        return CheckedEncounter(id=encounter.id, findings=(), not_checked=("icd-10-cm",))
    context = Context(encounter, tables.icd10cm, tables.date)
    reached = STAGES[: STAGES.index(stage) + 1]
    findings = [
        _finding(edit, fault, {**tables.releases, **context.used})
        for edit in (only if only is not None else edits())
        if edit.stage in reached
        for fault in edit.check(context)
    ]
    findings.sort(key=lambda finding: ORDER[finding.severity])
    return CheckedEncounter(id=encounter.id, findings=tuple(findings), not_checked=tuple(sorted(context.missing)))


def _finding(edit: Edit, fault: Fault, releases: dict[str, str]) -> Finding:
    return Finding(
        edit=edit.id,
        name=edit.name,
        severity=cast("Severity", fault.severity or edit.severity),
        message=fault.message,
        where=fault.where,
        codes=fault.codes,
        source=fault.source or edit.source,
        fix=Fix(text=fault.fix, safe=fault.safe, patch=fault.patch) if fault.fix else None,
        tables=releases,
    )
