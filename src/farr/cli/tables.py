"""``farr tables``: the installed code sets by release."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer
from rich.table import Table

from farr.cli import output, releases
from farr.cli.output import FORMAT, Format, day
from farr.pipeline.setup import Part
from farr.records import Manifest

if TYPE_CHECKING:
    from farr.pipeline.tables import Address


WIDE = 150
"""Columns from which a table shows where its releases come from."""


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The installed code sets and tables, by release and date.", no_args_is_help=True)
    group.command("list")(list_)
    group.command("add")(add)
    group.command("fetch")(fetch)
    group.command("remove")(remove)
    releases.register(group)
    app.add_typer(group, name="tables")


def list_(
    set_: str | None = typer.Option(None, "--set", help="Only this set, by its name."),
    format_: Format | None = FORMAT,
) -> None:
    """List the installed releases with their dates and rows; publisher, licence and source on a wide terminal and in JSON.

    Example: `farr tables list`
    """
    from farr.pipeline.tables import installed

    with output.ready(Part.every_set):
        manifests = installed(set_)
    _show(manifests, output.chosen(format_))


def add(
    files: list[Path] = typer.Argument(metavar="FILE...", help="Official files as published, zipped or not."),
    set_: str | None = typer.Option(None, "--set", help="The set, where the file does not show it."),
    release: str | None = typer.Option(None, "--release", help="The release's name, where another than its date suits."),
    from_: str | None = typer.Option(None, "--from", metavar="YYYY-MM-DD", help="First day in force, where not said."),
    to: str | None = typer.Option(None, "--to", metavar="YYYY-MM-DD", help="Last day in force."),
    accept_fewer_rows: bool = typer.Option(
        False, "--accept-fewer-rows", help="Install it too where it has over a fifth fewer rows than the release before it."
    ),
    format_: Format | None = FORMAT,
) -> None:
    """Install official files as releases beside those that are there. All or nothing: a file that cannot be read as published
    is refused with its line and column.

    Example: `farr tables add docs/examples/claim-adjustment-group.tsv --from 2026-11-01`
    """
    from farr.pipeline.tables import add as run

    with output.progress("reading") as progress:
        added = run(files, set_, release, day(from_, "--from"), day(to, "--to"), progress, accept_fewer_rows=accept_fewer_rows)
    for remark in added.remarks:
        output.note(remark)
    for name in added.passed_over:
        output.note(f"{name}: passed over, no loader knows its format")
    _show(list(added.manifests), output.chosen(format_))


def fetch(
    sets: list[str] = typer.Argument(
        None, metavar="SET...", help="Sets, as farr explain tables names them; none: all public ones."
    ),
    release: str | None = typer.Option(None, "--release", help="Another release than the last one listed."),
    list_addresses: bool = typer.Option(False, "--list", help="Only list the addresses that are known."),
    accept_licence: bool = typer.Option(False, "--accept-licence", help="Accept the terms of sets not in the public domain."),
    from_url: str | None = typer.Option(
        None, "--from-url", metavar="URL", help="Another address than the listed one, for one set."
    ),
    format_: Format | None = FORMAT,
) -> None:
    """Download official files from their publishers and install them. A download that breaks off goes on where it was; nothing
    is installed unless the whole file came and reads as published.

    Example: `farr tables fetch --list`
    """
    from farr.pipeline.tables import fetch as run
    from farr.pipeline.tables import published

    names = sets or []
    if list_addresses:
        _addresses([address for address in published(names) if release in (None, address.release)], output.chosen(format_))
        return
    with output.progress("fetching") as progress:
        fetched = run(names, release, accept_licence=accept_licence, from_url=from_url, progress=progress)
    for remark in fetched.remarks:
        output.note(remark)
    _show(list(fetched.manifests), output.chosen(format_))


def remove(
    set_: str = typer.Argument(metavar="SET", help="The set, as farr tables list names it."),
    release: str = typer.Argument(metavar="RELEASE", help="The release."),
    yes: bool = typer.Option(False, "--yes", "-y", help="Do not ask."),
    format_: Format | None = FORMAT,
) -> None:
    """Take an installed release away. Answers for its dates then come from another release, or from none.

    Example: `farr tables remove icd-10-cm FY2025 --yes`
    """
    from farr.pipeline.tables import remove as run

    if not yes:
        typer.confirm(f"Remove {set_} {release}?", abort=True, err=True)
    _show([run(set_, release)], output.chosen(format_))


def _addresses(found: list[Address], wanted: Format) -> None:
    if wanted is not Format.table:
        output.write_json([address._asdict() for address in found], wanted)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("set", "release", "seen", "address"):
        table.add_column(heading, overflow="fold")
    for address in found:
        table.add_row(address.set, address.release, address.seen, address.url)
    output.console().print(table)


def _show(manifests: list[Manifest], wanted: Format) -> None:
    if wanted is not Format.table:
        output.write_json([manifest.to_dict() for manifest in manifests], wanted)
        return
    table = Table(box=None, pad_edge=False)
    wide = output.console().width >= WIDE
    for heading in ("set", "release", "in force", "rows", *(("publisher", "licence", "source") if wide else ())):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("set", "release", "in force"))
    for m in manifests:
        table.add_row(
            m.set,
            m.release,
            f"{m.effective_from} to {m.effective_to or '-'}",
            f"{m.rows:,}" if m.rows is not None else "[dim]when needed[/]",
            *((m.publisher, m.licence, f"{m.source_file} [dim]sha256 {m.source_sha256[:12]}[/]") if wide else ()),
        )
    output.console().print(table)
