"""``farr pcs``: an ICD-10-PCS code axis by axis."""

from __future__ import annotations

import typer
from rich.markup import escape
from rich.table import Table

from farr.cli import output
from farr.cli.output import DATE, FORMAT, Format, day
from farr.pipeline.setup import Part
from farr.records import Axis, ProcedureCode

INCLUDES_SHOWN = 6


def register(app: typer.Typer) -> None:
    app.command("pcs")(pcs)


def pcs(
    code: str = typer.Argument("", help="A code, or its beginning: what may follow is shown."),
    date: str | None = DATE,
    format_: Format | None = FORMAT,
) -> None:
    """Build an ICD-10-PCS code axis by axis: a beginning shows the next axis with the values allowed there, a complete code all
    its axes, and a wrong one is told which character is wrong.

    Example: `farr pcs 0DTJ`
    """
    from farr.pipeline.pcs import pcs as run

    with output.ready(Part.procedures):
        found = run(code, day(date))
    for warning in found.warnings:
        output.note(warning)
    wanted = output.chosen(format_)
    if wanted is Format.table:
        _show(found)
    else:
        output.write_json([found.to_dict()], wanted)


def _show(found: ProcedureCode) -> None:
    console = output.console()
    shown = found.code + "·" * (7 - len(found.code))
    if found.complete:
        built = " [dim](worded from the tables)[/]" if found.title_built else ""
        console.print(f"[bold cyan]{shown}[/]  [bold]{escape(found.title)}[/]{built}")
        state = "[green]complete[/]"
    else:
        console.print(
            f"[bold cyan]{shown}[/]  [bold]{found.codes:,}[/] codes begin so" if found.code else f"[bold]{found.codes:,} codes[/]"
        )
        state = f"[yellow]{7 - len(found.code)} more characters[/]"
    console.print(f"icd-10-pcs, {found.tables['icd-10-pcs']}, in force {found.effective_from} to {found.effective_to}; {state}\n")
    if found.axes:
        console.print(_axes(found))
    if found.next is not None:
        title = f"{found.next.position}  {found.next.name}"
        console.print(f"{chr(10) if found.axes else ''}[bold]{title}[/] [dim]one of {len(found.next.choices)}[/]")
        console.print(_choices(found.next))


def _axes(found: ProcedureCode) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(style="dim", no_wrap=True)
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    for axis in found.axes:
        value = axis.value
        assert value is not None
        text = escape(value.label)
        for part in (value.definition, value.explanation):
            text += f"\n[dim]{escape(part)}[/]" if part else ""
        if value.includes:
            more = f" and {len(value.includes) - INCLUDES_SHOWN} more" if len(value.includes) > INCLUDES_SHOWN else ""
            text += f"\n[dim]includes {escape(', '.join(value.includes[:INCLUDES_SHOWN]))}{more}[/]"
        table.add_row(str(axis.position), axis.name, value.value, text)
    return table


def _choices(axis: Axis) -> Table:
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(style="bold cyan", no_wrap=True)
    table.add_column(overflow="fold")
    table.add_column(style="dim", overflow="fold")
    for choice in axis.choices:
        table.add_row(f"  {choice.value}", escape(choice.label), escape(choice.definition))
    return table
