"""CPT as the American Medical Association delivers it to a licensee: codes with descriptors, and modifiers.

``ConsolidatedCodeList.txt`` (tab-delimited, headings behind a notice) or the older files: ``LONGULT`` and ``LONGUT`` (code, tab,
long descriptor), ``LONGULF`` and ``LONGUF`` (fixed: code in 1-5, sequence in 6-7, text from 9, over several lines), ``MEDU`` and
``SHORTU`` (code in 1-5, text from 7); ``Modifiers.txt``.  What is compiled stays in the data folder of this machine; farr itself
holds nothing of it.  Codes: five digits; four digits and F (category II), T (category III), U (proprietary laboratory analyses)
or M (MAAA).
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.listing import Dated, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._names import first_day
from farr.tables.source import Source, find_header, read_date

SETS = ("cpt", "cpt-modifiers")
CODE = re.compile(r"\d{4}[0-9FTUM]")
LINE = re.compile(rf"({CODE.pattern})(\d\d)?[\t ]")
CONSOLIDATED = "consolidatedcodelist.txt"
LONG = re.compile(r"longu(l?)([tf])\.txt", re.IGNORECASE)
NAMES = re.compile(r"consolidatedcodelist\.txt|longul?[tf]\.txt|medu\.txt|shortu\.txt|(modifiers|modul)\.txt", re.IGNORECASE)
DATED = re.compile(rb"\t(20\d{6})(?=[\t\r\n])")
COLUMNS = {"code": r"^cpt code$", "long": r"^long", "medium": r"^medium", "short": r"^short"}
MODIFIERS = {"modifier": r"^modifier code$|^modifier$", "name": r"name|short", "title": r"description"}


def recognise(source: Source) -> Identity | None:
    """By the publisher's file names; the newest descriptor of the code list tells the release, for its neighbours too."""
    name = source.file_name.lower()
    if not NAMES.fullmatch(name):
        return None
    return Identity(
        "cpt-modifiers" if name.startswith("mod") else "cpt", _newest(source) or first_day(source.name, month_needed=False)
    )


def _newest(source: Source) -> dt.date | None:
    """The newest date of the code list beside a file (or of the file, where it is the list)."""
    beside = _code_list_beside(source)
    days = DATED.findall(beside.read()) if beside else []
    return read_date(max(days).decode(), source, 1, 1) if days else None


def _code_list_beside(source: Source) -> Source | None:
    if source.file_name.lower() == CONSOLIDATED:
        return source
    if source.member is None:
        found = next((path for path in source.path.parent.iterdir() if path.name.lower() == CONSOLIDATED), None)
        return Source(found) if found else None
    with zipfile.ZipFile(source.path) as archive:
        member = next((m for m in archive.namelist() if Path(m).name.lower() == CONSOLIDATED), None)
    return Source(source.path, member) if member else None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile one release of the codes or of the modifiers; returns their number.

    Raises:
        UnreadableInput: a line that is not as published, a code that stands twice, or no file with long descriptors.
    """
    by_name = {source.file_name.lower(): source for source in sources}
    if identity.set == "cpt-modifiers":
        source = next(iter(by_name.values()))
        return write_listing(folder, ("name", "title"), _modifiers(source), source)
    if CONSOLIDATED in by_name:
        source = by_name[CONSOLIDATED]
        return write_listing(folder, ("title", "medium", "short"), _consolidated(source), source)
    long = next((source for name, source in sorted(by_name.items(), reverse=True) if LONG.fullmatch(name)), None)
    if long is None:
        raise sources[0].error("no file with the long descriptors is among the files; add LONGULT.txt in the same call")
    medium, short = (dict(_lines(by_name[name])) if name in by_name else {} for name in ("medu.txt", "shortu.txt"))
    rows = (
        Dated(code, None, None, (text, medium.get(code, ("", 0))[0], short.get(code, ("", 0))[0]), line)
        for code, (text, line) in _lines(long)
    )
    return write_listing(folder, ("title", "medium", "short"), rows, long)


def _consolidated(source: Source) -> Iterator[Dated]:
    rows = iter(source.table("\t"))
    _, at = find_header(source, COLUMNS, rows, within=400)
    for row in rows:
        if not any(row.cells):
            continue
        if len(row.cells) <= max(at.values()):
            raise source.error(f"expected {max(at.values()) + 1} cells", row.line, len(row.cells) + 1)
        code = row.cells[at["code"]].upper()
        if not CODE.fullmatch(code):
            raise source.error("expected five digits, or four digits and F, T, U or M", row.line, at["code"] + 1)
        yield Dated(code, None, None, tuple(row.cells[at[name]] for name in ("long", "medium", "short")), row.line)


def _lines(source: Source) -> Iterator[tuple[str, tuple[str, int]]]:
    """Code and descriptor of the older files, the lines of one code joined; the notice before the first code is skipped."""
    fixed = LONG.fullmatch(source.file_name)
    found: dict[str, tuple[str, int]] = {}
    last = ""
    for line, text in source.lines():
        match = LINE.match(text)
        if match is None:
            if found and text.strip():
                raise source.error("expected a code in columns 1-5", line, 1)
            continue
        code = match[1]
        words = text[8:] if fixed and fixed[2].lower() == "f" else text[match.end(1) :]
        if code in found and (code != last or match[2] is None):
            raise source.error(f"the code stands in line {found[code][1]} too", line, 1)
        found[code] = (f"{found[code][0]} {words.strip()}" if code in found else words.strip(), found.get(code, ("", line))[1])
        last = code
    yield from found.items()


def _modifiers(source: Source) -> Iterator[Dated]:
    rows = iter(source.table("\t"))
    _, at = find_header(source, MODIFIERS, rows, within=400)
    for row in rows:
        if not any(row.cells):
            continue
        cells = [*row.cells, *[""] * (max(at.values()) + 1 - len(row.cells))]
        modifier = cells[at["modifier"]].upper()
        if not re.fullmatch(r"[0-9A-Z]{2}", modifier):
            raise source.error("expected a modifier of two characters", row.line, at["modifier"] + 1)
        yield Dated(modifier, None, None, (cells[at["name"]], cells[at["title"]]), row.line)
