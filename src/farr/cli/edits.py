"""``farr explain`` shows the page of an edit or a table; ``farr new edit`` scaffolds a new one with its page."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from farr.cli import output
from farr.errors import UsageError


def register(app: typer.Typer) -> None:
    app.command("explain")(explain)
    group = typer.Typer(help="Scaffold new parts of farr.", no_args_is_help=True)
    group.command("edit")(new_edit)
    group.callback()(lambda: None)
    app.add_typer(group, name="new")


def explain(
    edit: str = typer.Argument("", help="An edit's id or name, a table, or `tables` for all tables; nothing lists the edits."),
) -> None:
    """Show the page of an edit: what it flags, why, its source, examples, the fix; or of a table: its files and how to get them.

    Example: `farr explain ICD-014`
    """
    from farr.edits import edits, find
    from farr.edits.page import read_page
    from farr.pipeline.tables import page

    console = output.console()
    if not edit:
        for known in edits():
            console.print(f"[cyan]{known.id}[/]  {known.name:26} {known.severity:8} {read_page(known.page).title}")
        return
    found = find(edit)
    if found is None:
        table = page(edit)
        if table is None:
            raise UsageError("no such edit or table; farr explain lists the edits, farr explain tables the tables", edit[:40])
        _show(table, "")
        return
    head = f"{found.id}, {found.name}: {found.severity}, stage {found.stage}"
    _show(read_page(found.page).text, head)


def _show(text: str, head: str) -> None:
    """A page as Markdown for a pipe, rendered on a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.write(f"{text}\n{head}\n" if head else text)
        return
    from rich.markdown import Markdown

    if head:
        output.console().print(f"[dim]{head}[/]")
    output.console().print(Markdown(text))


def new_edit(
    name: str = typer.Argument(help="What is wrong, in words joined by hyphens: principal-diagnosis-missing."),
    family: str = typer.Option(..., "--family", help="The folder: icd10cm, demographics ..."),
    root: Path = typer.Option(Path("src/farr/edits"), "--root", help="The folder of the families."),
) -> None:
    """Write the module and the page of a new edit, with the next free id of its family.

    Example: `farr new edit principal-diagnosis-missing --family icd10cm`
    """
    from farr.pipeline.scaffold import scaffold

    for path in scaffold(name, family, root):
        output.console().print(f"wrote {path}")
