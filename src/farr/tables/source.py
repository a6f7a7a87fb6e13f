"""A publisher's file as it lies on the disk: plain, gzipped or a member of a zip, read in a stream, with places in every error.

Text is UTF-8 (with or without mark) or, where it is not, Windows-1252.  A row of a table knows the line on which it begins.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, NamedTuple, cast

from farr.errors import UnreadableInput

BROKEN = (EOFError, zlib.error, zipfile.BadZipFile, gzip.BadGzipFile)
HEAD = 65536
OPEN = dt.date(9999, 12, 31)
NESTED = "!"
"""Between the name of an archive within an archive and the name of its member."""
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


class Row(NamedTuple):
    """A line of a table: where it begins (1 is the first line of the file), and its cells, stripped."""

    line: int
    cells: list[str]


class Source:
    """One file of a publisher.  ``name`` is what errors call it: ``codes.txt``, or ``archive.zip!codes.txt``."""

    def __init__(self, path: Path, member: str | None = None) -> None:
        self.path = path
        self.member = member
        self.name = f"{path.name}!{member}" if member else path.name
        self.file_name = Path(member.rpartition(NESTED)[2]).name if member else path.name.removesuffix(".gz")
        self.remarks: list[str] = []
        """What a loader repaired or left out, each with its place; told to the user when the release is in its place."""

    def open(self) -> IO[bytes]:
        """The bytes, uncompressed, from the beginning."""
        if self.member is not None:
            archive = zipfile.ZipFile(self.path)
            outer, _, inner = self.member.partition(NESTED)
            return zipfile.ZipFile(archive.open(outer)).open(inner) if inner else archive.open(outer)
        if self.path.suffix == ".gz":
            return cast("IO[bytes]", gzip.open(self.path))
        return self.path.open("rb")

    def _place(self, line: int | None, column: int | str | None) -> str:
        place = self.name if line is None else f"{self.name}:{line}"
        return place if column is None else f"{place}, column {column}"

    def error(self, message: str, line: int | None = None, column: int | str | None = None) -> UnreadableInput:
        """An error that names the file, the line and the column."""
        return UnreadableInput(message, self._place(line, column))

    def remark(self, message: str, line: int | None = None, column: int | str | None = None) -> None:
        """Keep what was repaired, for the user to see; the first of a kind speaks for all (give its count in the message)."""
        self.remarks.append(f"{self._place(line, column)}: {message}")

    def cut_off(self) -> UnreadableInput:
        return self.error("the file is cut off or damaged; get it from the publisher again, nothing of it was installed")

    def head(self) -> bytes:
        """The first bytes, for telling files apart.

        Raises:
            UnreadableInput: the compressed file is damaged.
        """
        try:
            with self.open() as handle:
                return handle.read(HEAD)
        except BROKEN:
            raise self.cut_off() from None

    def chunks(self) -> Iterator[bytes]:
        try:
            with self.open() as handle:
                while chunk := handle.read(1 << 20):
                    yield chunk
        except BROKEN:
            raise self.cut_off() from None

    def read(self) -> bytes:
        """All bytes.

        Raises:
            UnreadableInput: the compressed file is damaged.
        """
        return b"".join(self.chunks())

    def digest(self) -> str:
        """SHA-256 of the file on the disk (of the archive, for a member)."""
        with self.path.open("rb") as handle:
            return hashlib.file_digest(handle, "sha256").hexdigest()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Numbered lines without their ends, decoded one by one, so that a stray Latin-1 line does not spoil the rest."""
        number = 0
        rest = b""
        for chunk in self.chunks():
            *whole, rest = (rest + chunk).split(b"\n")
            for line in whole:
                number += 1
                yield number, decoded(line, number)
        if rest:
            yield number + 1, decoded(rest, number + 1)

    def table(self, delimiter: str | None = None) -> Iterator[Row]:
        """Rows of a spreadsheet, or of a delimited text: tabs where the file has them in its head, else commas.

        Quoted cells may hold line breaks; a row's line is the one on which it begins.

        Raises:
            UnreadableInput: a quote that is never closed, or a damaged spreadsheet.
        """
        if self.file_name.lower().endswith(SPREADSHEETS):
            yield from self._spreadsheet()
            return
        separator = delimiter or ("\t" if self.head().count(b"\t") > self.head().count(b",") else ",")
        if separator == "\t" and b'"' not in self.head():
            for number, line in self.lines():
                yield Row(number, [cell.strip() for cell in line.split("\t")])
            return
        last = 0

        def texts() -> Iterator[str]:
            nonlocal last
            for number, line in self.lines():
                last = number
                yield line + "\n"

        reader = csv.reader(texts(), delimiter=separator)
        while True:
            first = last + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise self.error(f"not a table ({error}); expected cells separated by {separator!r}", first) from None
            if last - first > 200:
                raise self.error("a quoted cell that begins here is not closed within 200 lines", first)
            yield Row(first, [" ".join(cell.split()) for cell in cells])

    def _spreadsheet(self) -> Iterator[Row]:
        from python_calamine import CalamineError, load_workbook

        try:
            book = load_workbook(io.BytesIO(self.read()))
            sheets = [book.get_sheet_by_name(name) for name in book.sheet_names]
        except (CalamineError, ValueError, OSError) as error:
            raise self.error(f"not a readable spreadsheet ({type(error).__name__}); it may be cut off") from None
        sheet = max(sheets, key=lambda sheet: sheet.total_height or 0)
        for number, cells in enumerate(sheet.iter_rows(), (sheet.start or (0, 0))[0] + 1):
            yield Row(number, [cell_text(cell) for cell in cells])


def cell_text(cell: object) -> str:
    """A cell as text: whole numbers without a point, dates as ISO, so that codes and dates read alike in every format."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat()
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return " ".join(str(cell).split())


def decoded(line: bytes, number: int) -> str:
    """A line of bytes as text, without its end and, on the first line, without a byte order mark."""
    line = line.rstrip(b"\r")
    if number == 1:
        line = line.removeprefix(b"\xef\xbb\xbf")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def sources(paths: Iterable[Path]) -> list[Source]:
    """The files named, archives opened into their members, and archives within archives into theirs.

    Raises:
        UnreadableInput: no such file, or an archive that is cut off or damaged (every member's checksum is proved).
    """
    found: list[Source] = []
    for path in paths:
        if not path.is_file():
            raise UnreadableInput("no such file; check the path", str(path))
        whole = Source(path)
        if not zipfile.is_zipfile(path) or path.suffix.lower() in SPREADSHEETS:
            if whole.head()[:4] == b"PK\x03\x04" and path.suffix.lower() not in SPREADSHEETS:
                raise whole.cut_off()
            found.append(whole)
            continue
        try:
            with zipfile.ZipFile(path) as archive:
                members = _members(archive, whole)
        except BROKEN:
            raise whole.cut_off() from None
        found += [Source(path, member) for member in members]
    return found


def _members(archive: zipfile.ZipFile, whole: Source) -> list[str]:
    if archive.testzip() is not None:
        raise whole.cut_off()
    members: list[str] = []
    for member in archive.infolist():
        if member.is_dir() or "__MACOSX" in member.filename:
            continue
        if member.filename.lower().endswith(".zip"):
            with archive.open(member) as handle, zipfile.ZipFile(handle) as inner:
                members += [f"{member.filename}{NESTED}{name}" for name in _members(inner, whole) if NESTED not in name]
        else:
            members.append(member.filename)
    return members


def find_header(source: Source, wanted: dict[str, str], rows: Iterable[Row], within: int = 60) -> tuple[Row, dict[str, int]]:
    """The header row of a table by its content, behind however many lines of notices, and the place of each column.

    Args:
        wanted: column name to a pattern that its heading matches (case-insensitive, line breaks read as blanks).
        rows: an iterator over the table, left behind the header.
    Returns: the header row, and column name to index.
    Raises:
        UnreadableInput: no row within the first ``within`` has all columns; the message names the missing.
    """
    best: tuple[int, Row | None, list[str]] = (0, None, list(wanted))
    for count, row in enumerate(rows):
        if count >= within:
            break
        places: dict[str, int] = {}
        for name, pattern in wanted.items():
            place = next((i for i, cell in enumerate(row.cells) if i not in places.values() and _is(pattern, cell)), None)
            if place is not None:
                places[name] = place
        if len(places) == len(wanted):
            return row, places
        if len(places) > best[0]:
            best = (len(places), row, [name for name in wanted if name not in places])
    nearest = f"; the nearest row has {best[1].cells[:12]}" if best[1] else ""
    raise source.error(
        f"no header row with the columns {', '.join(best[2])} was found{nearest}; the publisher may have changed the layout",
        best[1].line if best[1] else 1,
    )


def _is(pattern: str, cell: str) -> bool:
    return re.search(pattern, cell, re.IGNORECASE) is not None


def read_date(text: str, source: Source, line: int, column: int | str) -> dt.date | None:
    """A date as publishers write it: ``YYYYMMDD``, ``YYYYDDD`` (day of the year), ``YYYY-MM-DD``, ``MM/DD/YYYY``; None for blank
    or ``*``.

    Raises:
        UnreadableInput: none of these, or no day of the calendar.
    """
    plain = text.strip().removesuffix(".0")
    if plain in ("", "*", "00000000", "0"):
        return None
    try:
        if len(plain) == 8 and plain.isdigit():
            return dt.date(int(plain[:4]), int(plain[4:6]), int(plain[6:]))
        if len(plain) == 7 and plain.isdigit() and 1 <= int(plain[4:]) <= 366:
            day = dt.date(int(plain[:4]), 1, 1) + dt.timedelta(days=int(plain[4:]) - 1)
            if day.year == int(plain[:4]):
                return day
        if re.fullmatch(r"\d{4}-\d\d-\d\d(?:[T ].*)?", plain):
            return dt.date.fromisoformat(plain[:10])
        american = re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)", plain)
        if american:
            year = int(american[3])
            return dt.date(year if year > 99 else 2000 + year, int(american[1]), int(american[2]))
    except ValueError:
        pass
    raise source.error("expected a date as YYYYMMDD, YYYYDDD, YYYY-MM-DD or MM/DD/YYYY", line, column)
