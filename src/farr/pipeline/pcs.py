"""``farr.pcs``: an ICD-10-PCS code axis by axis; and what ``farr.lookup`` shows of one."""

from __future__ import annotations

import datetime as dt
import re

from farr.errors import UnknownCode, WrongAxis
from farr.records import Axis, AxisValue, CodeEntry, ProcedureCode
from farr.tables import Tables
from farr.tables.icd10pcs import LENGTH, Choice, Fault, Icd10Pcs
from farr.tables.pcs_definitions import PcsDefinitions

PCS = "icd-10-pcs"
DEFINITIONS = "icd-10-pcs-definitions"
SHAPE = re.compile(r"[0-9A-HJ-NP-Z]{7}")


def has_shape(code: str) -> bool:
    """True for a text that could be an ICD-10-PCS code: seven characters without I, O and dot."""
    return SHAPE.fullmatch(code.strip().upper()) is not None


def pcs(code: str = "", date: dt.date | None = None) -> ProcedureCode:
    """An ICD-10-PCS code, or the beginning of one with the axis that comes next and the values allowed there.

    Args:
        code: none to seven characters; with none the sections are the choices.
        date: the date of discharge that chooses the release (default: today).
    Raises:
        WrongAxis: a character cannot stand behind those before it; it has the axis and the values allowed there.
        TableMissing: no release covers the date.
    """
    tables = Tables(date or dt.date.today())
    release: Icd10Pcs = tables.get(PCS)
    definitions: PcsDefinitions | None = tables.find(DEFINITIONS)
    wanted = code.strip().upper()
    fault = release.fault(wanted)
    if fault is not None:
        raise _wrong(wanted, fault, release)
    complete = len(wanted) == LENGTH
    following = () if complete else release.choices(wanted)
    position = len(wanted) + 1
    return ProcedureCode(
        code=wanted,
        title=release.title(wanted) if complete else "",
        title_built=complete and not release.official_titles,
        complete=complete,
        codes=release.count(wanted),
        axes=tuple(
            Axis(position=place, name=name, value=_value(definitions, wanted, place, choice, told=True))
            for place, name, choice in release.axes(wanted)
        ),
        next=None
        if complete
        else Axis(
            position=position,
            name=release.axis(wanted, position),
            choices=tuple(_value(definitions, wanted, position, choice, told=position == 3) for choice in following),
        ),
        tables=tables.releases,
        effective_from=release.manifest.effective_from,
        effective_to=release.manifest.effective_to,
        warnings=tables.warnings,
    )


def _value(definitions: PcsDefinitions | None, code: str, position: int, choice: Choice, *, told: bool) -> AxisValue:
    said = definitions.of(code[:1], position, choice.label) if definitions is not None and told else None
    return AxisValue(
        value=choice.value,
        label=choice.label,
        definition=said.definition if said and said.definition else choice.definition if told else "",
        explanation=said.explanation if said else "",
        includes=said.includes if said else (),
    )


def _wrong(code: str, fault: Fault, release: Icd10Pcs) -> WrongAxis:
    before = code[: fault.position - 1]
    if fault.position > LENGTH:
        message = f"{code[:12]!r} has more than {LENGTH} characters; {before} is a complete code"
        return WrongAxis(message, fault.position, fault.axis, {}, (before,))
    allowed = {choice.value: choice.label for choice in fault.allowed}
    listed = ", ".join(f"{value} {label}".strip() for value, label in allowed.items())
    behind = f"behind {before} it may be" if before else "it may be"
    nearest = release.nearest(code) if len(code) == LENGTH else ()
    hint = (
        "; valid codes that differ in one character: " + ", ".join(f"{c} {release.title(c)}" for c in nearest) if nearest else ""
    )
    message = (
        f"{code[:12]!r} is not a code of {PCS} {release.release}: character {fault.position} ({fault.axis}) is "
        f"{code[fault.position - 1]!r}; {behind} {listed}{hint}"
    )
    return WrongAxis(message, fault.position, fault.axis, allowed, nearest)


def pcs_entry(code: str, date: dt.date | None) -> CodeEntry:
    """What ``farr.lookup`` shows of an ICD-10-PCS code: its axes as path, or what may follow a beginning.

    Raises:
        WrongAxis, TableMissing: as :func:`pcs`.
    """
    found = pcs(code, date)
    if not found.code:
        raise UnknownCode("expected the characters of an ICD-10-PCS code")
    path, before = [], ""
    for axis in found.axes:
        assert axis.value is not None
        before += axis.value.value
        path.append((before, f"{axis.name}: {axis.value.label}"))
    following = found.next.choices if found.next else ()
    return CodeEntry(
        system="icd-10-pcs",
        code=found.code,
        title=found.title or (path[-1][1] if path else ""),
        billable=found.complete,
        chapter=found.code[0],
        path=tuple(path),
        children=tuple((found.code + choice.value, choice.label) for choice in following),
        notes=(),
        seventh_characters={},
        tables=found.tables,
        effective_from=found.effective_from,
        effective_to=found.effective_to,
        warnings=found.warnings,
    )
