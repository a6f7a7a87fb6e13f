"""``farr.terminology``: the terminology operations of FHIR R4 over the installed code sets, by date of service.

Each function returns a FHIR resource as plain data: ``Parameters`` (lookup, validate-code, translate, subsumes) or ``ValueSet``
(expand).  A system is named by its canonical address or by farr's own name (``icd-10-cm``).  The release that answered stands in
``version``; where it is not the one in force on the date, a warning says so (``message``, or a ``warning`` parameter of an
expansion).

Source: FHIR R4 (4.0.1), CodeSystem $lookup, $validate-code, $subsumes; ValueSet $expand; ConceptMap $translate.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, cast

from farr.errors import UnknownCode, UsageError
from farr.pipeline.lookup import lookup as look_up
from farr.pipeline.search import search
from farr.records import CodeEntry, System
from farr.tables import Icd10Cm, Tables, dotted, is_valid
from farr.tables.hcc import CmsHcc, payment_date
from farr.tables.listing import Listing, key_of
from farr.tables.sets import read_tsv

SEARCHED = ("icd-10-cm", "icd-10-pcs", "hcpcs", "cpt")
NOTE = "note-"
Parameter = dict[str, Any]


class CodeSystem(NamedTuple):
    """A code system: farr's name, canonical address, title, publisher."""

    name: str
    url: str
    title: str
    publisher: str


@functools.cache
def systems() -> tuple[CodeSystem, ...]:
    """All code systems that farr can name."""
    return tuple(CodeSystem(*row) for row in read_tsv("systems.tsv"))


def system_of(name: str) -> CodeSystem:
    """A code system by its address or by farr's name.

    Raises:
        UsageError: unknown; it lists those known.
    """
    found = next((system for system in systems() if name in (system.name, system.url)), None)
    if found is None:
        raise UsageError(f"no such code system; expected one of {', '.join(system.url for system in systems())}", "system")
    return found


def lookup(code: str, system: str = "icd-10-cm", date: dt.date | None = None) -> dict[str, Any]:
    """``CodeSystem/$lookup``: display, designations and properties (parent, child, inactive, notes, groupings) of a code.

    Raises:
        UnknownCode: not in the release in force (an issue of code ``not-found``).
        TableMissing: no release of the system covers the date.
        UsageError: unknown system.
    """
    known = system_of(system)
    entry = look_up(code, date, cast("System", known.name))
    parameters: list[Parameter] = [
        _text("name", known.title),
        _text("version", entry.tables[known.name]),
        _text("display", entry.title),
    ]
    parameters += [_part("designation", _code("language", "en"), _text("value", text)) for text in _inclusions(entry)]
    parameters += [_part("property", _code("code", name), value) for name, value in _properties(entry)]
    parameters += [_text("message", warning) for warning in entry.warnings]
    return _parameters(parameters)


def _inclusions(entry: CodeEntry) -> list[str]:
    return [note.text for note in entry.notes if note.kind == "inclusion-term"]


def _properties(entry: CodeEntry) -> Iterator[tuple[str, Parameter]]:
    if entry.path:
        yield "parent", {"name": "value", "valueCode": entry.path[-1][0]}
    for child, _ in entry.children:
        yield "child", {"name": "value", "valueCode": child}
    yield "notSelectable", {"name": "value", "valueBoolean": not entry.billable}
    yield "effectiveFrom", {"name": "value", "valueDateTime": entry.effective_from.isoformat()}
    if entry.effective_to:
        yield "effectiveTo", {"name": "value", "valueDateTime": entry.effective_to.isoformat()}
    for note in entry.notes:
        if note.kind != "inclusion-term":
            yield f"{NOTE}{note.kind}", {"name": "value", "valueString": note.text}
    for grouping in entry.groupings:
        label = " ".join(part for part in (grouping.model, grouping.code, grouping.title) if part)
        yield grouping.kind, {"name": "value", "valueString": label}


def validate_code(
    code: str, system: str = "icd-10-cm", date: dt.date | None = None, display: str | None = None
) -> dict[str, Any]:
    """``CodeSystem/$validate-code``: whether a code may stand on a claim of the date, and whether a display is its title.

    A code that is not complete is reported as not valid, with what it needs.
    Raises:
        TableMissing: no release of the system covers the date.
        UsageError: unknown system.
    """
    known = system_of(system)
    day = date or dt.date.today()
    try:
        entry = look_up(code, day, cast("System", known.name))
    except UnknownCode as error:
        return _parameters([{"name": "result", "valueBoolean": False}, _text("message", error.message)])
    valid = is_valid(code, day, cast("System", known.name))
    messages = [] if valid else [f"{entry.code} is not complete: {len(entry.children)} codes or headings stand below it"]
    if display is not None and " ".join(display.split()).casefold() != entry.title.casefold():
        valid = False
        messages.append(f"the display is not the title; expected {entry.title!r}")
    parameters: list[Parameter] = [{"name": "result", "valueBoolean": valid}, _text("display", entry.title)]
    parameters.append(_text("version", entry.tables[known.name]))
    return _parameters([*parameters, *(_text("message", text) for text in (*messages, *entry.warnings))])


def subsumes(code_a: str, code_b: str, system: str = "icd-10-cm", date: dt.date | None = None) -> dict[str, Any]:
    """``CodeSystem/$subsumes``: ``equivalent``, ``subsumes`` (A is above B), ``subsumed-by`` or ``not-subsumed``.

    Raises:
        UnknownCode: one of them is not in the release in force.
        TableMissing: no release of the system covers the date.
    """
    known = system_of(system)
    first, second = (look_up(code, date, cast("System", known.name)) for code in (code_a, code_b))
    if first.code == second.code:
        outcome = "equivalent"
    elif first.code in {code for code, _ in second.path}:
        outcome = "subsumes"
    elif second.code in {code for code, _ in first.path}:
        outcome = "subsumed-by"
    else:
        outcome = "not-subsumed"
    return _parameters([_code("outcome", outcome)])


def expand(
    system: str = "icd-10-cm",
    text: str | None = None,
    below: str | None = None,
    date: dt.date | None = None,
    *,
    active_only: bool = True,
    offset: int = 0,
    count: int = 100,
) -> dict[str, Any]:
    """``ValueSet/$expand`` of a system: the codes that words find, or those at and below a code.

    Args:
        text: words to filter by (ranked as ``farr search`` ranks), or None.
        below: a code, category, block or chapter (an ``is-a`` filter), or None for the whole system.
        active_only: only complete codes; else headings too, marked ``abstract``.
        offset, count: the page; ``total`` counts all where they can be counted without ranking.
    Raises:
        UsageError: unknown system, or neither words nor a code for a system without hierarchy.
        UnknownCode: ``below`` is not in the release in force.
        TableMissing: no release of the system covers the date.
    """
    known = system_of(system)
    tables = Tables(date or dt.date.today())
    release = tables.get(known.name)
    if text:
        hits = search(text, offset + count, cast("System", known.name), tables.date, billable=active_only)
        rows = [(hit.code, hit.title, hit.billable) for hit in hits]
        rows = [row for row in rows if below is None or _is_below(row[0], below, release)]
        total = None
    else:
        rows = list(_rows_below(release, below, active_only, tables.date))
        total = len(rows)
    contains = [
        {
            "system": known.url,
            "version": release.release,
            "code": code,
            "display": title,
            **({} if complete else {"abstract": True}),
        }
        for code, title, complete in rows[offset : offset + count]
    ]
    parameters: list[Parameter] = [{"name": "version", "valueUri": f"{known.url}|{release.release}"}]
    parameters += [{"name": "warning", "valueString": warning} for warning in tables.warnings]
    expansion: dict[str, Any] = {
        "timestamp": dt.datetime.now(dt.UTC).replace(microsecond=0).isoformat(),
        "offset": offset,
        "parameter": parameters,
        "contains": contains,
    }
    if total is not None:
        expansion["total"] = total
    return {
        "resourceType": "ValueSet",
        "status": "active",
        "compose": {"include": [{"system": known.url}]},
        "expansion": expansion,
    }


def _is_below(code: str, above: str, release: Any) -> bool:
    if isinstance(release, Icd10Cm):
        return above in {code, *(node.code for node in release.ancestors(code))}
    return key_of(code).startswith(key_of(above))


def _rows_below(release: Any, below: str | None, active_only: bool, date: dt.date) -> Iterator[tuple[str, str, bool]]:
    """Codes of a release at and below a node, in the order of the book, each with its title and whether it is complete."""
    if isinstance(release, Icd10Cm):
        node = release.get(below) if below else None
        if below and node is None:
            raise UnknownCode(f"{below[:12]!r} is not a code of {release.release}", "below")
        for one in release.nodes.values():
            wanted = one.kind in ("category", "code") and (one.billable or not active_only)
            if wanted and (node is None or node.code == one.code or node in release.ancestors(one.code)):
                yield one.code, one.title, one.billable
        return
    prefix = key_of(below or "")
    if isinstance(release, Listing):
        rows: Sequence[tuple[str, str]] = [(entry.key, entry.cells.get("title", "")) for entry in release.all(date)]
    else:
        rows = release.titles()
    yield from ((code, title, True) for code, title in rows if code.startswith(prefix))


def translate(code: str, source: str, target: str, date: dt.date | None = None) -> dict[str, Any]:
    """``ConceptMap/$translate``: to ICD-9-CM and back (GEMs), from a retired code to what follows it (conversion table:
    source and target ``icd-10-cm``), to clinical categories (``ccsr``) and to risk categories (``cms-hcc``).

    Returns: ``result`` and a ``match`` for each target, with its equivalence and the map that it comes from.
    Raises:
        TableMissing: the map is not installed; it says how to get it.
        UsageError: no map between the systems.
    """
    first, second = system_of(source), system_of(target)
    tables = Tables(date or dt.date.today())
    matches = list(_matches(code, first.name, second.name, tables))
    parameters: list[Parameter] = [{"name": "result", "valueBoolean": any(m.equivalence != "unmatched" for m in matches)}]
    if not matches:
        parameters.append(_text("message", f"the map holds no target for {dotted(code) or code}"))
    for match in matches:
        coding = {"system": second.url, "code": match.code, **({"display": match.display} if match.display else {})}
        concept = {"name": "concept", "valueCoding": coding}
        origin = {"name": "source", "valueUri": match.origin}
        parameters.append(_part("match", _code("equivalence", match.equivalence), concept, origin))
    return _parameters([*parameters, *(_text("message", warning) for warning in tables.warnings)])


class Match(NamedTuple):
    """A target of a translation; ``equivalence`` is FHIR R4's: ``equivalent``, ``relatedto``, ``wider`` ..."""

    code: str
    display: str
    equivalence: str
    origin: str


def _matches(code: str, source: str, target: str, tables: Tables) -> Iterator[Match]:
    if (source, target) == ("icd-10-cm", "icd-10-cm"):
        table = tables.get("icd-10-cm-conversion")
        for following in table.successors(code):
            yield Match(following, tables.icd10cm.title(following), "relatedto", f"icd-10-cm-conversion|{table.release}")
    elif "icd-9-cm" in (source, target):
        yield from _general_equivalence(code, source, target, tables)
    elif (source, target) == ("icd-10-cm", "ccsr"):
        yield from _clinical_categories(code, tables)
    elif (source, target) == ("icd-10-cm", "cms-hcc"):
        table = Tables(payment_date(tables.date)).get("cms-hcc")
        assert isinstance(table, CmsHcc)
        for row in table.rows(code):
            model, category = row.cells["model"], row.cells["category"]
            yield Match(category, table.label(category, model.rpartition(" ")[2]), "wider", f"cms-hcc|{table.release}|{model}")
    else:
        raise UsageError(
            "no map between these systems; expected icd-10-cm or icd-10-pcs and icd-9-cm, icd-10-cm and ccsr, icd-10-cm and "
            "cms-hcc, or icd-10-cm twice",
            "target",
        )


def _general_equivalence(code: str, source: str, target: str, tables: Tables) -> Iterator[Match]:
    name = "gem-procedure" if "icd-10-pcs" in (source, target) else "gem-diagnosis"
    table = tables.listing(name)
    for row in table.rows(code):
        if row.cells["direction"] != f"{source}>{target}" or row.cells["no_map"] == "1":
            continue
        shown = row.cells["target"]
        display = tables.icd10cm.title(shown) if target == "icd-10-cm" else ""
        exact = row.cells["approximate"] == "0" and row.cells["combination"] == "0"
        code_shown = (dotted(shown) or shown) if target == "icd-10-cm" else shown
        yield Match(code_shown, display, "equivalent" if exact else "relatedto", f"{name}|{table.release}")


def _clinical_categories(code: str, tables: Tables) -> Iterator[Match]:
    table = tables.listing("ccsr-diagnosis")
    row = table.get(code, tables.date)
    for number in range(1, 7) if row else ():
        assert row is not None
        category = row.cells.get(f"category_{number}", "").strip("' ")
        if category:
            yield Match(category, row.cells.get(f"category_{number}_title", ""), "wider", f"ccsr-diagnosis|{table.release}")


def _parameters(found: Sequence[Parameter]) -> dict[str, Any]:
    return {"resourceType": "Parameters", "parameter": list(found)}


def _text(name: str, value: str) -> Parameter:
    return {"name": name, "valueString": value}


def _code(name: str, value: str) -> Parameter:
    return {"name": name, "valueCode": value}


def _part(name: str, *parts: Parameter) -> Parameter:
    return {"name": name, "part": list(parts)}


__all__ = ["expand", "lookup", "subsumes", "system_of", "systems", "translate", "validate_code"]
