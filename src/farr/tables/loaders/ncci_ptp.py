"""NCCI procedure-to-procedure edits of CMS: practitioner (``ccipra``) and outpatient hospital (``ccioph``), in up to four parts.

Tab-delimited text or spreadsheet: a notice, a header over several lines, then column 1 code, column 2 code, ``*`` for pairs from
before 1996, effective date, deletion date (last day in force; ``*`` none), modifier indicator (0, 1, 9), rationale (CMS, Medicare
NCCI PTP edit files).  All parts of a release belong into one call; an archive that holds a part as text and as spreadsheet gives
it once.  Rows are kept as packed bytes, so that millions of them fit into a few hundred megabytes.
"""

from __future__ import annotations

import datetime as dt
import re
import struct
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from farr.tables.loaders import Identity
from farr.tables.loaders._cells import code_cell
from farr.tables.loaders._names import first_day_of, refuse_if_newer, without_copies
from farr.tables.pairs import COLUMN1, COLUMN2, OPEN, ROWS, Index, number_of
from farr.tables.source import SPREADSHEETS, Source, find_header, read_date

SETS = ("ncci-ptp-practitioner", "ncci-ptp-hospital")
NAME = re.compile(r"cci(pra|oph)[-_ ]?v\d", re.IGNORECASE)
PART = re.compile(r"[-_]f(\d)(?!\d)", re.IGNORECASE)
PACKED = struct.Struct(">10sIIBHBI")
WANTED = {
    "column 1": r"^column\s*1$",
    "column 2": r"^column\s*2$",
    "effective": r"^effective",
    "deletion": r"^deletion",
    "modifier": r"^modifier",
    "rationale": r"rationale",
}
INDICATORS = {b"0": 0, b"1": 1, b"9": 9}


def recognise(source: Source) -> Identity | None:
    """By the publisher's file name, which alone tells practitioner from hospital."""
    named = NAME.search(source.file_name) or NAME.search(source.path.name)
    if named is None or not source.file_name.lower().endswith((".txt", ".xlsx", ".csv")):
        return None
    return Identity(SETS[named[1].lower() == "oph"], first_day_of(source))


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile all parts of one release; returns the number of rows that are or were in force.

    Raises:
        UnreadableInput: a part is missing between others, a cell is not as published, rows contradict each other, or a row takes
            effect after the release has ended.
    """
    parts = without_copies(sources, ("txt", "csv", "xlsx"))
    _refuse_gaps(parts)
    rationales: dict[bytes, int] = {}
    rows: list[bytes] = []
    for part, source in enumerate(parts):
        reader = _Reader(source, part, rationales, identity.effective_from)
        rows += reader.rows()
        reader.tell()
    rows.sort()
    kept = _write(_in_force_once(rows, parts), folder, [text.decode("utf-8", errors="replace") for text in rationales])
    if not kept:
        raise parts[0].error("no row that is or was in force was found in it; is this the right file?")
    return kept


def _refuse_gaps(parts: Sequence[Source]) -> None:
    numbers = {int(found[1]) for source in parts if (found := PART.search(source.file_name))}
    missing = [number for number in range(1, max(numbers, default=0)) if number not in numbers]
    if missing:
        raise parts[0].error(f"part f{missing[0]} of this release is missing; add all parts in one call")


class _Reader:
    """Rows of one part as packed bytes; dates and rationales are read once each."""

    def __init__(self, source: Source, part: int, rationales: dict[bytes, int], start: dt.date | None) -> None:
        self.source = source
        self.part = part
        self.rationales = rationales
        self.start = start
        self.first_days: dict[bytes, int] = {}
        self.last_days: dict[bytes, int] = {}
        self.codes: dict[bytes, bytes] = {}
        self.left_out = [0, 0]
        header, self.at = find_header(source, WANTED, source.table(None if self.is_spreadsheet else "\t"))
        self.header = header.line

    @property
    def is_spreadsheet(self) -> bool:
        return self.source.file_name.lower().endswith((*SPREADSHEETS, ".csv"))

    def lines(self) -> Iterator[tuple[int, list[bytes]]]:
        """Numbered lines behind the header, as cells."""
        if self.is_spreadsheet:
            for row in self.source.table():
                if row.line > self.header:
                    yield row.line, [cell.encode() for cell in row.cells]
            return
        number, rest = 0, b""
        for chunk in self.source.chunks():
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                number += 1
                if number > self.header:
                    yield number, line.rstrip(b"\r").split(b"\t")
        if rest.strip():
            yield number + 1, rest.rstrip(b"\r").split(b"\t")

    def rows(self) -> Iterator[bytes]:
        one, two, start, end, modifier, why = (self.at[name] for name in WANTED)
        needed = max(self.at.values()) + 1
        first_days, last_days, codes, rationales = self.first_days, self.last_days, self.codes, self.rationales
        pack, part = PACKED.pack, self.part
        begun = False
        for line, cells in self.lines():
            if len(cells) < needed or not cells[one]:
                if any(cell.strip() for cell in cells) and begun:
                    raise self.source.error(f"expected {needed} cells and a code in the first", line, len(cells) + 1)
                continue
            begun = True
            try:
                effective, deletion = first_days[cells[start]], last_days[cells[end]]
                pair = codes[cells[one]] + codes[cells[two]]
                indicator, rationale = INDICATORS[cells[modifier]], rationales[cells[why]]
            except KeyError:
                effective, deletion = self.effective(cells[start], line, start), self.deletion(cells[end], line, end)
                pair = self.code(cells[one], line, one) + self.code(cells[two], line, two)
                indicator = self.indicator(cells[modifier], line, modifier)
                rationale = rationales.setdefault(cells[why], len(rationales))
            if indicator == 9 or deletion <= effective:
                self.left_out[indicator == 9] += 1
                continue
            yield pack(pair, effective, deletion, indicator, rationale, part, line)

    def effective(self, cell: bytes, line: int, place: int) -> int:
        found = read_date(_text(cell), self.source, line, place + 1)
        if found is None:
            raise self.source.error("the effective date is blank", line, place + 1)
        if self.start:
            refuse_if_newer(self.source, "quarter", self.start, found, line, place + 1)
        self.first_days[cell] = found.toordinal()
        return found.toordinal()

    def deletion(self, cell: bytes, line: int, place: int) -> int:
        found = read_date(_text(cell), self.source, line, place + 1)
        self.last_days[cell] = found.toordinal() if found else OPEN
        return self.last_days[cell]

    def code(self, cell: bytes, line: int, place: int) -> bytes:
        found = code_cell(_text(cell), self.source, line, place + 1).encode("ascii")
        self.codes[cell] = found
        return found

    def indicator(self, cell: bytes, line: int, place: int) -> int:
        plain = cell.strip(b' "')
        if plain not in INDICATORS:
            raise self.source.error("expected a modifier indicator: 0, 1 or 9", line, place + 1)
        return INDICATORS[plain]

    def tell(self) -> None:
        never, retracted = self.left_out
        if never or retracted:
            self.source.remark(
                f"{never:,} rows were never in force (deleted on or before their effective date) and {retracted:,} have "
                "indicator 9: left out"
            )


def _text(cell: bytes) -> str:
    return cell.decode("ascii", errors="replace").strip('" ')


def _in_force_once(rows: list[bytes], parts: Sequence[Source]) -> Iterator[tuple[bytes, int, int, int, int]]:
    """Sorted rows of which no two of a pair are in force on the same day: copies collapse; where spans overlap, a live row wins
    over an ended one, and of two live or two ended ones the later counts from its first day on.

    Raises:
        UnreadableInput: two rows of a pair begin on the same day, both live or both ended on the same day, with different
            indicators.
    """
    last: tuple[bytes, int, int, int, int] | None = None
    repaired = 0
    for packed in rows:
        pair, effective, deletion, indicator, rationale, part, line = PACKED.unpack(packed)
        if last is None or last[0] != pair or last[2] < effective:
            if last is not None:
                yield last
            last = (pair, effective, deletion, indicator, rationale)
            continue
        if last[1:] == (effective, deletion, indicator, rationale):
            continue
        repaired += 1
        if repaired == 1:
            parts[part].remark("spans of a pair overlap (the first such row): the live row counts, else the later one", line)
        if last[2] == OPEN != deletion:
            continue
        if last[1] < effective:
            yield (*last[:2], effective - 1, *last[3:])
        elif last[2] == deletion and last[3] != indicator:
            raise parts[part].error(
                f"the pair {pair[:5].decode()} {pair[5:].decode()} stands in another row with the same dates and indicator "
                f"{last[3]}; the file contradicts itself, ask its publisher",
                line,
            )
        last = (pair, effective, deletion, indicator, rationale)
    if last is not None:
        yield last


def _write(rows: Iterator[tuple[bytes, int, int, int, int]], folder: Path, rationales: list[str]) -> int:
    """The compiled form (see :mod:`farr.tables.pairs`); returns the number of rows."""
    starts: dict[str, tuple[int, int]] = {}
    terms: dict[tuple[int, int, int, int], int] = {}
    numbers, places = array("I"), array("I")
    for pair, *values in rows:
        column1 = pair[:5].decode()
        begin = starts[column1][0] if column1 in starts else len(numbers)
        numbers.append(number_of(pair[5:].decode()))
        places.append(terms.setdefault((values[0], values[1], values[2], values[3]), len(terms)))
        starts[column1] = (begin, len(numbers))
    (folder / COLUMN2).write_bytes(numbers.tobytes())
    (folder / ROWS).write_bytes(places.tobytes())
    (folder / COLUMN1).write_bytes(msgspec.json.encode(Index(starts, list(terms), rationales)))
    return len(numbers)
