"""``farr tables``: the installed code sets by release."""

from __future__ import annotations

import typer
from rich.table import Table

from farr.cli import output
from farr.cli.output import FORMAT, Format
from farr.pipeline.setup import Part


def register(app: typer.Typer) -> None:
    group = typer.Typer(help="The installed code sets and tables, by release and date.", no_args_is_help=True)
    group.command("list")(list_)
    app.add_typer(group, name="tables")


def list_(format_: Format | None = FORMAT) -> None:
    """List the installed releases with their dates, rows, source and licence.

    Example: `farr tables list`
    """
    from farr.tables import installed

    with output.ready(Part.tables):
        manifests = installed()
    wanted = output.chosen(format_)
    if wanted is not Format.table:
        output.write_json([manifest.to_dict() for manifest in manifests], wanted)
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("set", "release", "in force", "rows", "publisher", "licence", "source"):
        table.add_column(heading, overflow="fold")
    for m in manifests:
        span = f"{m.effective_from} to {m.effective_to or '-'}"
        table.add_row(
            m.set,
            m.release,
            span,
            f"{m.rows:,}",
            m.publisher,
            m.licence,
            f"{m.source_file} [dim]sha256 {m.source_sha256[:12]}[/]",
        )
    output.console().print(table)
