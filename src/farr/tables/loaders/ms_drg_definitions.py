"""MS-DRG definitions: MDC, CC and MCC with their exclusions, and the list of groups, by version.

Two forms: the appendices of CMS's Definitions Manual in text (``appendix_A.txt`` to ``appendix_C.txt``, see ``_msdrg_text``), and
the snapshot of the same manual as a package carries it (JSON, xz-compressed), which adds what each code does in the logic.
"""

from __future__ import annotations

import json
import lzma
import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from farr.tables import store
from farr.tables.loaders import Identity
from farr.tables.loaders._msdrg_text import Severities, Severity, read_index, read_list, read_severities
from farr.tables.loaders._release_dates import grouper_version
from farr.tables.source import Source

SETS = ("ms-drg-definitions",)
FILE = "definitions.sqlite"
SNAPSHOT = re.compile(r"v\d\d(?:\.\d)?\.json\.xz")
APPENDIX = re.compile(r"appendix_?([A-C])\.txt", re.IGNORECASE)
MDC = re.compile(r"_MDC(\d\d)")
SCHEMA = """
    CREATE TABLE drg (drg TEXT PRIMARY KEY, mdc TEXT, type TEXT, title TEXT) WITHOUT ROWID;
    CREATE TABLE diagnosis (code TEXT PRIMARY KEY, mdc TEXT, level TEXT, collection TEXT, acquired TEXT, alive INT, uses TEXT)
        WITHOUT ROWID;
    CREATE TABLE exclusion (collection TEXT, code TEXT, PRIMARY KEY (collection, code)) WITHOUT ROWID;
    CREATE TABLE procedure (code TEXT PRIMARY KEY, uses TEXT, operating INT) WITHOUT ROWID;
"""


class Content(NamedTuple):
    """A version of the definitions on its way into the store; ``uses``: how the logic of the groups uses a code."""

    groups: Iterable[tuple[str, str, str, str]]
    diagnoses: dict[str, tuple[list[str], list[str]]]
    severities: Severities
    procedures: Iterable[tuple[str, str, int]]


def recognise(source: Source) -> Identity | None:
    """By name: the snapshot, or an appendix of the manual."""
    if SNAPSHOT.fullmatch(source.file_name):
        return Identity("ms-drg-definitions", *grouper_version(Source(source.path), ""))
    if APPENDIX.fullmatch(source.file_name):
        return Identity("ms-drg-definitions", *grouper_version(source, source.head()[:3000].decode("cp1252")))
    return None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile a version; returns the number of diagnoses.

    Raises:
        UnreadableInput: an appendix is missing or holds no rows, or the snapshot is damaged.
    """
    snapshot = next((source for source in sources if source.file_name.endswith(".xz")), None)
    content = _snapshot(snapshot) if snapshot else _manual(sources)
    with store.writing(folder / FILE) as connection:
        _write(connection, content)
        counted = connection.execute("SELECT count(*) FROM diagnosis WHERE mdc <> ''").fetchone()[0]
        groups = connection.execute("SELECT count(*) FROM drg").fetchone()[0]
    if not counted or not groups:
        raise sources[0].error("no diagnosis or no group was found in it; is this the text of the Definitions Manual?")
    return int(counted)


def _manual(sources: Sequence[Source]) -> Content:
    files = {match[1].upper(): source for source in sources if (match := APPENDIX.fullmatch(source.file_name))}
    missing = [f"appendix_{letter}.txt" for letter in "ABC" if letter not in files]
    if missing:
        raise sources[0].error(f"the manual's {', '.join(missing)} must be added in the same call; add the zip as it is")
    index = read_index(files["B"])
    diagnoses = {code: ([mdc for mdc, _ in rows], [f"{groups}|{mdc}" for mdc, groups in rows]) for code, rows in index.items()}
    return Content(read_list(files["A"]), diagnoses, read_severities(files["C"]), ())


def _snapshot(source: Source) -> Content:
    try:
        data: dict[str, Any] = json.loads(lzma.decompress(source.read()))
        groups = [
            (number, group["mdc"], "surgical" if group["is_surgical"] else "medical", group["desc"])
            for number, group in data["drgmap"].items()
        ]
        severities = Severities(
            {c: Severity(s["level"], s["pdx"] or "", s["hac"] or "", bool(s["aowa"])) for c, s in data["ccmap"].items()},
            {collection: set(codes) for collection, codes in data["exmap"].items()},
        )
        diagnoses = {
            code: ([match[1] for use in uses if (match := MDC.fullmatch(use))], list(uses))
            for code, uses in data["dxmap"].items()
        }
        without_room = set(data["neoormap"])
        procedures = [(code, "\n".join(uses), int(code not in without_room)) for code, uses in data["prmap"].items()]
    except (lzma.LZMAError, ValueError, KeyError, TypeError) as error:
        raise source.error(f"not a snapshot of the definitions as the package has it ({type(error).__name__})") from None
    return Content(groups, diagnoses, severities, procedures)


def _write(connection: sqlite3.Connection, content: Content) -> None:
    nothing = Severity("", "", "", False)
    connection.executescript(SCHEMA)
    connection.executemany("INSERT OR REPLACE INTO drg VALUES (?, ?, ?, ?)", content.groups)
    connection.executemany(
        "INSERT INTO diagnosis VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (code, " ".join(dict.fromkeys(mdcs)), s.level, s.collection, s.acquired, int(s.alive), "\n".join(uses))
            for code in sorted({*content.diagnoses, *content.severities.of})
            for mdcs, uses in [content.diagnoses.get(code, ([], []))]
            for s in [content.severities.of.get(code, nothing)]
        ),
    )
    connection.executemany(
        "INSERT INTO exclusion VALUES (?, ?)",
        ((collection, code) for collection, codes in sorted(content.severities.exclusions.items()) for code in sorted(codes)),
    )
    connection.executemany("INSERT OR REPLACE INTO procedure VALUES (?, ?, ?)", content.procedures)
