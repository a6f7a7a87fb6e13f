"""``farr lookup``: what a code is."""

from __future__ import annotations

from typing import cast, get_args

import typer
from rich.markup import escape

from farr.cli import output
from farr.cli.output import DATE, FORMAT, Format, day
from farr.errors import UsageError
from farr.pipeline.setup import Part
from farr.records import CodeEntry, System

NOTE_NAMES = {
    "inclusion-term": "Inclusion terms", "includes": "Includes", "excludes1": "Excludes1 (not together with this)",
    "excludes2": "Excludes2 (may stand beside this)", "code-first": "Code first", "use-additional": "Use additional code",
    "code-also": "Code also", "note": "Note", "seventh-character": "Seventh character",
}  # fmt: skip
GROUPING_NAMES = {
    "mdc": "MDC", "severity": "MS-DRG severity", "hospital-acquired": "Hospital-acquired condition", "hcc": "Risk category",
    "ccsr": "CCSR", "poa-exempt": "Present on admission", "mce": "Code editor list",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    app.command("lookup")(lookup)


def lookup(
    code: str = typer.Argument(help="A code, category, block or chapter; the dot may be left out."),
    system: str | None = typer.Option(None, "--system", help="The code set, where the code's shape does not tell it."),
    date: str | None = DATE,
    format_: Format | None = FORMAT,
) -> None:
    """Show everything known of a code on a date: its path, notes in force, what is below it.

    Example: `farr lookup E11.9`
    """
    from farr.pipeline.lookup import lookup as run

    if system not in (None, *get_args(System)):
        raise UsageError(f"expected one of {', '.join(get_args(System))}", "--system")
    with output.ready(Part.tables):
        entry = run(code, day(date), cast("System | None", system))
    wanted = output.chosen(format_)
    for warning in entry.warnings:
        output.note(warning)
    if wanted is Format.table:
        _show(entry)
    else:
        output.write_json([entry.to_dict()], wanted)


def _show(entry: CodeEntry) -> None:
    console = output.console()
    billable = "[green]complete, billable[/]" if entry.billable else "[yellow]not complete: needs more characters[/]"
    console.print(f"[bold cyan]{entry.code}[/]  [bold]{escape(entry.title)}[/]")
    console.print(
        f"{entry.system}, {entry.tables[entry.system]}, "
        f"in force {entry.effective_from} to {entry.effective_to or 'today'}; {billable}"
    )
    for name, text in entry.details.items():
        console.print(f"  [dim]{name.replace('_', ' ')}[/] {escape(text)}")
    if entry.notice:
        console.print(f"[dim]{escape(entry.notice)}[/]")
    for depth, (node, title) in enumerate(entry.path):
        console.print(f"{'  ' * depth}[dim]{'└ ' if depth else ''}{node}[/] {escape(title)}")
    for kind, name in NOTE_NAMES.items():
        notes = [note for note in entry.notes if note.kind == kind]
        if notes:
            console.print(f"\n[bold]{name}[/]")
        for note in notes:
            whence = "" if note.origin == entry.code else f" [dim](at {note.origin})[/]"
            console.print(f"  {escape(note.text)}{whence}")
    _show_groupings(entry)
    if entry.seventh_characters:
        console.print("\n[bold]Seventh characters[/]")
        for character, meaning in entry.seventh_characters.items():
            console.print(f"  [cyan]{character}[/] {escape(meaning)}")
    if entry.children:
        console.print("\n[bold]Below it[/]")
        for child, title in entry.children[:40]:
            console.print(f"  [cyan]{child}[/] {escape(title)}")
        if len(entry.children) > 40:
            console.print(f"  ... {len(entry.children) - 40} more")


def _show_groupings(entry: CodeEntry) -> None:
    console = output.console()
    if entry.groupings:
        console.print("\n[bold]Groupings[/]")
    for group in entry.groupings:
        name = GROUPING_NAMES[group.kind] + (f", {group.model}" if group.model else "")
        console.print(f"  [dim]{name} ({group.release})[/] [cyan]{group.code}[/] {escape(group.title)}")
