"""CMS-HCC risk adjustment: the mapping of diagnoses as CMS publishes it, and the tables of models as packages carry them.

CMS publishes ``YYYY ... ICD-10-CM Mappings`` (csv and xlsx): a row per diagnosis, a column per model with its category, and a
column per model that says whether the diagnosis counts in the payment year.  Headings hold line breaks.  The release is the
payment year; diagnoses of a payment year are those of services in the year before.

Compiled: the mapping (key: diagnosis) and, where the files are given, coefficients (key: name), hierarchies (key: category),
labels (key: category), edits of age and sex (key: diagnosis), chronic categories and eligible procedures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from farr.tables.listing import FILE, Dated, key_of, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._release_dates import calendar_year
from farr.tables.source import Row, Source, find_header

SETS = ("cms-hcc",)
COLUMNS = ("category", "model")
MAPPING = re.compile(r"icd-?10.*mappings?\.", re.IGNORECASE)
MODEL = re.compile(r"((?:CMS-?HCC|RxHCC)(?: ESRD)?)\s.*?(V\d\d)(?!\d)(.*)", re.IGNORECASE)
CODE = re.compile(r"[A-Z][0-9][0-9A-Z]{1,5}")


class Table(NamedTuple):
    """A table of the model software as packages carry it: its header, where it goes, and its cells."""

    header: tuple[str, ...]
    file: str
    cells: tuple[str, ...]


TABLES = (
    Table(("diagnosis_code", "cc", "model_name"), FILE, COLUMNS),
    Table(
        ("coefficient", "value", "model_domain", "model_version"),
        "coefficients.sqlite",
        ("value", "domain", "version", "status"),
    ),
    Table(("cc_parent", "cc_child", "model_domain", "model_version"), "hierarchies.sqlite", ("below", "domain", "version")),
    Table(("cc", "label", "model_domain", "model_version"), "labels.sqlite", ("label", "domain", "version")),
    Table(
        ("icd10", "edit_type", "sex", "age_min", "age_max", "action", "cc_override", "model_name"),
        "edits.sqlite",
        ("kind", "sex", "age_min", "age_max", "action", "category", "model"),
    ),
    Table(("hcc", "is_chronic", "model_version", "model_domain"), "chronic.sqlite", ("chronic", "version", "domain")),
    Table(("cpt_hcpcs_code",), "procedures.sqlite", ()),
)


def recognise(source: Source) -> Identity | None:
    """The published mapping by its name, the tables of the software by their header."""
    if _table(source) is not None or MAPPING.search(source.file_name):
        return Identity("cms-hcc", *calendar_year(source, ""))
    return None


def _table(source: Source) -> Table | None:
    if not source.file_name.lower().endswith(".csv"):
        return None
    first = source.head()[:400].decode("utf-8", errors="replace").removeprefix("\ufeff").partition("\n")[0]
    header = [cell.strip() for cell in first.split(",")]
    return next((table for table in TABLES if tuple(header[: len(table.header)]) == table.header), None)


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile a payment year.

    Raises:
        UnreadableInput: no mapping among the files, or a table is not as published.
    """
    rows = 0
    published = [source for source in sources if _table(source) is None]
    for source in published[:1]:
        rows = write_listing(folder, COLUMNS, _published(source, identity), source, unique=False)
    for source in sources:
        table = _table(source)
        if table is not None and not (table.file == FILE and published):
            written = write_listing(folder, table.cells, _software(source, table), source, unique=False, file=table.file)
            rows = written if table.file == FILE else rows
    if not rows:
        raise sources[0].error("the mapping of diagnoses to categories is not among the files; add it in the same call")
    return rows


def _software(source: Source, table: Table) -> Iterator[Dated]:
    rows = source.table(",")
    next(rows)
    status = ("proposed" if "proposed" in source.name else "final",) if "status" in table.cells else ()
    wide = len(table.header)
    for row in rows:
        if len(row.cells) < wide:
            raise source.error(f"expected {wide} cells and found {len(row.cells)}", row.line)
        yield Dated(key_of(row.cells[0]), None, None, (*row.cells[1:wide], *status), row.line)


def _published(source: Source, identity: Identity) -> Iterator[Dated]:
    rows = source.table()
    header, places = find_header(source, {"diagnosis code": r"^diagnosis code$"}, rows)
    models, counts = _models(header, identity)
    if not models:
        raise source.error("no column of a model (CMS-HCC Model Category V28 ...) in the header", header.line)
    for row in rows:
        code = key_of(row.cells[places["diagnosis code"]])
        if not CODE.fullmatch(code):
            if sum(bool(cell) for cell in row.cells) > 2:
                raise source.error(f"expected a diagnosis code and found {code[:12]!r}", row.line, places["diagnosis code"] + 1)
            continue
        for model, place in models.items():
            category = row.cells[place] if place < len(row.cells) else ""
            counted = model not in counts or row.cells[counts[model]].lower() == "yes"
            if category and counted:
                yield Dated(code, None, None, (category.removesuffix(".0"), model), row.line)


def _models(header: Row, identity: Identity) -> tuple[dict[str, int], dict[str, int]]:
    """Places of the categories, and of the columns that say whether the diagnosis counts in the payment year."""
    models: dict[str, int] = {}
    counts: dict[str, int] = {}
    for place, heading in enumerate(header.cells):
        match = MODEL.match(heading)
        if match is None:
            continue
        kind = match[1].upper().replace("CMSHCC", "CMS-HCC").replace("RXHCC", "RxHCC")
        name = f"{kind} Model {match[2].upper()}"
        year = re.search(r"for (20\d\d) payment year", heading, re.IGNORECASE)
        if year is None:
            models.setdefault(name, place)
        elif identity.effective_from is not None and int(year[1]) == identity.effective_from.year:
            counts[name] = place
    return models, counts
