"""The release that the base install brings: ICD-10-CM as carried by the package ``simple-icd-10-cm``.

The package's data files are read where they lie; the package itself is never imported (its import parses everything).
"""

from __future__ import annotations

import datetime as dt
import importlib.util
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from farr.errors import TableMissing
from farr.records import Manifest
from farr.tables import store

if TYPE_CHECKING:
    from farr.tables.loaders.icd10cm_tabular import Tabular

SET = "icd-10-cm"
RELEASE = "FY2026-04"
TABULAR = "icd10c-tabular-April-1-2026.xml"
CODE_LIST = "code-list-April-2026.txt"

Progress = Callable[[str, float], None]


def silent(_step: str, _share: float) -> None:
    """Progress nobody watches."""


def is_installed() -> bool:
    return (store.tables_home() / SET / RELEASE / "manifest.json").exists()


def ensure(progress: Progress = silent) -> None:
    """Compile the base release unless it is there; ``progress`` gets the step's name and the share done (0 to 1).

    Raises:
        TableMissing: the package that carries the Tabular List is not installed.
    """
    if is_installed():
        return
    from farr.tables.loaders.icd10cm_tabular import read_code_list, read_tabular

    data = _package_data()
    progress("reading the Tabular List", 0.05)
    tabular = read_tabular(data / TABULAR, read_code_list(data / CODE_LIST))
    progress("writing the tables", 0.6)
    manifest = Manifest(
        set=SET,
        release=RELEASE,
        publisher="NCHS (CDC) and CMS",
        title="ICD-10-CM Tabular List of Diseases and Injuries, April 1, 2026 update",
        licence="public domain (US government work)",
        effective_from=dt.date(2026, 4, 1),
        effective_to=dt.date(2026, 9, 30),
        source_file=TABULAR,
        source_sha256=store.sha256(data / TABULAR),
        rows=sum(node.billable for node in tabular.nodes),
        loader="icd10cm_tabular",
        loaded=dt.datetime.now(dt.UTC).replace(microsecond=0),
    )
    if not store.folder(manifest).exists():
        store.install(manifest, lambda connection: write(connection, tabular))
    progress("done", 1.0)


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


def _package_data() -> Path:
    spec = importlib.util.find_spec("simple_icd_10_cm")
    if spec is None or spec.origin is None:
        raise TableMissing("the package simple-icd-10-cm is not installed; install farr with its dependencies again")
    return Path(spec.origin).parent / "data"
