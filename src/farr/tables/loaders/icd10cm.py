"""ICD-10-CM: the Tabular List XML and the order or codes file of the same release, in one call.

The XML brings notes, hierarchy and seventh characters; the order file the official long titles and which codes are valid.
An order file by itself makes a release without notes; the XML by itself is refused, because expanding its seventh characters
gives codes that do not exist (layouts: CMS, ICD-10-CM files, ``icd10OrderFiles.pdf``; NCHS, Tabular List XML schema).
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from farr.tables import store
from farr.tables.loaders import Identity
from farr.tables.loaders._fiscal import fiscal_identity, stated_year
from farr.tables.loaders._order_file import OrderRow, is_order_file, read_code_list, read_order_file
from farr.tables.loaders._tabular import NodeRow, Tabular, read_tabular, with_dot
from farr.tables.source import Source

SETS = ("icd-10-cm",)
FILE = "codes.sqlite"
CODE_LIST = re.compile(r"(?:icd-?10-?cm|code)[-_]?(?:codes|list)", re.IGNORECASE)


def recognise(source: Source) -> Identity | None:
    """The Tabular List by its root element, the order file by its columns, a codes file by its name."""
    head = source.head().decode("utf-8", errors="replace")
    if "<ICD10CM.tabular>" in head[:400]:
        return fiscal_identity("icd-10-cm", source, stated_year(head))
    if (is_order_file(head) and _is_diagnosis(head)) or CODE_LIST.search(source.file_name):
        return fiscal_identity("icd-10-cm", source)
    return None


def _is_diagnosis(head: str) -> bool:
    """ICD-10-CM begins with a three-character header, ICD-10-PCS with a code of digits."""
    return re.match(r"\d{5} [A-Z][0-9A-Z]{2} ", head) is not None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile the files of one release; returns the number of valid codes."""
    tabulars, orders, lists = _sorted(sources)
    rows = [row for source in orders for row in read_order_file(source)]
    titles = {code: title for source in lists for code, title in read_code_list(source).items()}
    if tabulars and not rows and not titles:
        raise tabulars[0].error(
            "the Tabular List alone does not say which codes are valid; add the order file of the same release in the same call: "
            "farr tables add TABULAR.xml ORDER.txt"
        )
    known = {row.code: row.long for row in rows if row.valid} or titles
    if tabulars:
        tabular = _titled(read_tabular(tabulars[0], frozenset(known) | {row.code for row in rows}), known, tabulars[0])
    else:
        tabular = _from_order(rows or [OrderRow(code, True, title, title) for code, title in titles.items()], orders or lists)
    with store.writing(folder / FILE) as connection:
        write(connection, tabular)
    return sum(node.billable for node in tabular.nodes)


def _sorted(sources: Sequence[Source]) -> tuple[list[Source], list[Source], list[Source]]:
    tabulars: list[Source] = []
    orders: list[Source] = []
    lists: list[Source] = []
    for source in sources:
        head = source.head().decode("utf-8", errors="replace")
        (tabulars if "<ICD10CM.tabular>" in head[:400] else orders if is_order_file(head) else lists).append(source)
    for several in (tabulars, orders, lists):
        if len(several) > 1:
            raise several[1].error(f"two files of the same kind for one release; the other is {several[0].name}")
    return tabulars, orders, lists


def _titled(tabular: Tabular, known: dict[str, str], source: Source) -> Tabular:
    """The Tabular List under the titles of the order file.

    Raises:
        UnreadableInput: the two files do not hold the same valid codes, so they are not of one release.
    """
    billable = {node.node.replace(".", "") for node in tabular.nodes if node.billable}
    official = {code for code in known if len(code) >= 3}
    missing, extra = official - billable - _headers(tabular), billable - official
    if len(missing) + len(extra) > len(official) // 100:
        raise source.error(
            f"the Tabular List and the list of codes are not of one release: {len(missing)} codes are only in the list, "
            f"{len(extra)} only in the Tabular List"
        )
    nodes = [
        node._replace(title=known.get(node.node.replace(".", "")) or node.title) if node.billable else node
        for node in tabular.nodes
        if not node.billable or node.node.replace(".", "") in official
    ]
    return tabular._replace(nodes=nodes)


def _headers(tabular: Tabular) -> set[str]:
    return {node.node.replace(".", "") for node in tabular.nodes if not node.billable}


def _from_order(rows: list[OrderRow], sources: Sequence[Source]) -> Tabular:
    """A hierarchy by prefixes; blocks and chapters are not in an order file."""
    codes = {row.code for row in rows}
    nodes = []
    for place, row in enumerate(rows):
        parent = next((row.code[:cut] for cut in range(len(row.code) - 1, 2, -1) if row.code[:cut] in codes), "")
        if len(row.code) == 7 and not parent:
            raise sources[0].error("a code of seven characters stands without its category", place + 1, 7)
        kind = "category" if len(row.code) == 3 else "code"
        nodes.append(NodeRow(with_dot(row.code), kind, row.long, row.valid, with_dot(parent), "", place))
    return Tabular(nodes, [], [])


def write(connection: sqlite3.Connection, tabular: Tabular) -> None:
    """Rows of a Tabular List into the compiled form."""
    connection.executescript(
        """
        CREATE TABLE node (node TEXT PRIMARY KEY, kind TEXT, title TEXT, billable INT, parent TEXT, chapter TEXT, place INT)
            WITHOUT ROWID;
        CREATE TABLE note (node TEXT, kind TEXT, text TEXT);
        CREATE TABLE seventh (node TEXT, character TEXT, meaning TEXT);
        """
    )
    connection.executemany("INSERT INTO node VALUES (?, ?, ?, ?, ?, ?, ?)", tabular.nodes)
    connection.executemany("INSERT INTO note VALUES (?, ?, ?)", tabular.notes)
    connection.executemany("INSERT INTO seventh VALUES (?, ?, ?)", tabular.sevenths)
    connection.executescript(
        """
        CREATE INDEX node_parent ON node (parent, place);
        CREATE INDEX note_node ON note (node);
        CREATE INDEX seventh_node ON seventh (node);
        """
    )
