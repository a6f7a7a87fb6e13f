"""The page of a table, and the page of all tables: made from the lists of sets, files, addresses and built-in releases."""

from __future__ import annotations

import functools

from farr.tables.bundled import bundled
from farr.tables.publishers import addresses
from farr.tables.sets import TableSet, read_tsv, table_set, table_sets

CADENCES = {
    "fiscal-year": "every October 1, with an update on April 1",
    "quarter": "every quarter",
    "calendar-year": "every January 1",
    "as-published": "when its publisher changes it",
}


@functools.cache
def _files() -> dict[str, tuple[str, str]]:
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in read_tsv("table_files.tsv")}


def files_of(name: str) -> str:
    """The publisher's files that can be added for a set; blank where it is only built in."""
    return _files()[name][0]


def page_of(name: str) -> str:
    """The page of one table in Markdown: what it is, who publishes it, what is in the base install, how to get and add it.

    Raises:
        UsageError: no such set.
    """
    known = table_set(name)
    lines = [f"# {known.title}", "", f"`{known.name}`. Published by {known.publisher}, {CADENCES[known.cadence]}.", ""]
    lines += [f"Licence: {known.notice}.", ""]
    if known.history == "rows":
        lines += ["Each row carries its own dates: a later release answers for earlier dates too.", ""]
    here = [release for release in bundled() if release.set == name]
    if here:
        names = ", ".join(f"{release.release} ({release.package})" for release in here)
        lines += [f"In the base install: {names}.", ""]
    files, remark = _files()[name]
    if files:
        lines += [f"Files: {files}.", "", *([f"{remark[:1].upper()}{remark[1:]}.", ""] if remark else [])]
        lines += ["```text", *_commands(known), "```", ""]
    listed = [address for address in addresses() if address.set == name]
    if listed:
        lines += [
            "Addresses that `farr tables fetch` knows (seen: when one was last seen in use; not opened by the makers of this"
        ]
        lines += ["list):", ""]
        lines += [f"* {address.release}, seen {address.seen}: <{address.url}>" for address in listed]
        lines += ["", f"By hand: <{listed[-1].page}>", ""]
    return "\n".join(lines).rstrip() + "\n"


def _commands(known: TableSet) -> list[str]:
    fetch = [address for address in addresses() if address.set == known.name]
    accept = "" if known.licence == "public" else " --accept-licence"
    return [*([f"farr tables fetch {known.name}{accept}"] if fetch else []), f"farr tables add FILE... --set {known.name}"]


def overview() -> str:
    """All tables in Markdown: which files can be added, and how each comes."""
    lines = [
        "# Tables and their files",
        "",
        "Every file is added as its publisher has it, zipped or not: `farr tables add FILE...`. Files of one release (parts,",
        "or a tabular list and its order file) belong into one call. `farr explain SET` shows the page of one table.",
        "",
        "| set | table | publisher | files that can be added | comes with |",
        "|---|---|---|---|---|",
    ]
    for name, known in table_sets().items():
        ways = []
        if any(release.set == name for release in bundled()):
            ways.append("the base install")
        if any(address.set == name for address in addresses()):
            ways.append("`farr tables fetch`")
        files = files_of(name)
        ways += ["`farr tables add`"] if files else []
        lines.append(f"| `{name}` | {known.title} | {known.publisher} | {files or '-'} | {', '.join(ways)} |")
    return "\n".join(lines) + "\n"
