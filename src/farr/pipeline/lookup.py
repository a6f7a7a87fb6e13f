"""``farr.lookup``: what a code is."""

from __future__ import annotations

import datetime as dt

from farr.errors import UnknownCode
from farr.pipeline.lookup_procedure import SHAPES, procedure_entry, system_of
from farr.pipeline.pcs import has_shape, pcs_entry
from farr.records import CodeEntry, System
from farr.tables import Tables, as_of, is_valid
from farr.tables.groupings import groupings


def lookup(code: str, date: dt.date | None = None, system: System | None = None) -> CodeEntry:
    """Everything known of a code, category, block or chapter on a date (default: today).

    Args:
        system: the code set; without it the code's shape decides, and ICD-10-CM goes before HCPCS Level II where both have it.
    Raises:
        UnknownCode: not in the release in force; its ``nearest`` holds valid codes that look alike.
        TableMissing: no installed release covers the date.
    """
    if system == "icd-10-pcs" or (system is None and has_shape(code) and code.strip()[0].isdigit()):
        return pcs_entry(code, date)
    shaped = system_of(code)
    if system in SHAPES or (system is None and shaped == "cpt"):
        return procedure_entry(code, date or dt.date.today(), system or "cpt")
    day = date or dt.date.today()
    if system is None and shaped == "hcpcs" and Tables(day).find("icd-10-cm") is None and Tables(day).find("hcpcs") is not None:
        return procedure_entry(code, day, "hcpcs")
    tables = as_of(date)
    release = tables.icd10cm
    node = release.get(code)
    if node is None and system is None and shaped == "hcpcs" and Tables(tables.date).find("hcpcs") is not None:
        return procedure_entry(code, tables.date, "hcpcs")
    if node is None and system is None and has_shape(code) and is_valid(code, tables.date, "icd-10-pcs"):
        return pcs_entry(code, date)
    if node is None:
        nearest = release.nearest(code)
        hint = "; nearest valid codes: " + ", ".join(f"{c} {release.title(c)}" for c in nearest) if nearest else ""
        raise UnknownCode(f"{code.strip()[:12]!r} is not a code of {release.release}{hint}", nearest=nearest)
    found = groupings(node.code, tables) if node.billable else ()
    risk = next((group.release for group in found if group.kind == "hcc"), "")
    return CodeEntry(
        system="icd-10-cm",
        code=node.code,
        title=node.title,
        billable=node.billable,
        chapter=node.chapter,
        path=tuple((ancestor.code, ancestor.title) for ancestor in release.ancestors(node.code)),
        children=tuple((child.code, child.title) for child in release.children(node.code)),
        notes=release.notes(node.code),
        seventh_characters=release.seventh_characters(node.code),
        groupings=found,
        tables=tables.releases | ({"cms-hcc": risk} if risk else {}),
        effective_from=release.manifest.effective_from,
        effective_to=release.manifest.effective_to,
        warnings=tables.warnings,
    )
