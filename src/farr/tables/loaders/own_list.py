"""farr's own list format: the lists that it ships, and lists that a user keeps.

A tab-separated text, UTF-8.  The first line is ``# farr list<tab>SET``; lines of ``# source<tab>...`` and
``# complete<tab>yes|no`` follow; then the header ``code``, ``effective_from``, ``effective_to`` and the columns of the set; then
the rows, dates ISO, the last day inclusive, blank for open.  ``complete no`` says that a code that is missing is unknown, not
wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.listing import PART, Dated, key_of, write_listing
from farr.tables.loaders import Identity
from farr.tables.sets import table_sets
from farr.tables.source import Source, read_date

SETS = (
    "place-of-service",
    "carc",
    "rarc",
    "claim-adjustment-group",
    "claim-status-category",
    "states",
    "revenue-categories",
    "mdc",
)
MARK = "# farr list\t"
FIXED = ["code", "effective_from", "effective_to"]


def recognise(source: Source) -> Identity | None:
    """By its first line, which names the set."""
    head = source.head().decode("utf-8", errors="replace")
    if not head.startswith(MARK):
        return None
    name = head.partition("\n")[0].removeprefix(MARK).strip()
    if name not in table_sets():
        raise source.error(f"the first line names the set {name!r}, which farr does not know", 1, 2)
    return Identity(name)


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the one file of a list."""
    source = sources[0]
    lines = list(source.lines())
    notes = dict(text.removeprefix("# ").split("\t", 1) for _, text in lines if text.startswith("# ") and "\t" in text)
    plain = [(number, text.split("\t")) for number, text in lines if text.strip() and not text.startswith("#")]
    if not plain or plain[0][1][:3] != FIXED:
        raise source.error("expected the header code, effective_from, effective_to and further columns, separated by tabs")
    header = plain[0][1]
    if notes.get("complete") != "yes":
        (folder / PART).touch()
    return write_listing(folder, header[3:], _rows(source, header, plain[1:]), source)


def _rows(source: Source, header: list[str], plain: list[tuple[int, list[str]]]) -> Iterator[Dated]:
    for number, cells in plain:
        if len(cells) > len(header) or not cells[0].strip():
            raise source.error(f"expected a code and at most {len(header)} cells, found {len(cells)}", number, 1)
        filled = [cell.strip() for cell in cells] + [""] * (len(header) - len(cells))
        start = read_date(filled[1], source, number, "effective_from")
        end = read_date(filled[2], source, number, "effective_to")
        yield Dated(key_of(filled[0]), start, end, tuple(filled[3:]), number)
