"""``farr remit``: what payers answered, claim by claim."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from farr.cli import output
from farr.cli.output import FORMAT, Format
from farr.errors import FarrError
from farr.records import Outcome

STYLES = {
    "paid": "green",
    "accepted": "green",
    "partly-denied": "yellow",
    "pending": "cyan",
    "forwarded": "cyan",
    "reversed": "magenta",
    "denied": "red",
    "rejected": "red",
}


def register(app: typer.Typer) -> None:
    app.command("remit")(remit)


def remit(
    files: list[str] = typer.Argument(
        metavar="FILE...", help="Remittances and acknowledgements (835, 999, 277CA); - for standard input."
    ),
    claims: list[str] | None = typer.Option(
        None, "--claims", metavar="PATH", help="What was sent: 837 files, coded encounters (JSON Lines), or a folder of them."
    ),
    drafts: Path | None = typer.Option(
        None, "--drafts", metavar="DIR", help="Write corrected claims, appeals and requests to reopen."
    ),
    deadlines: str | None = typer.Option(
        None, "--deadlines", metavar="TABLE", help="Deadlines of your contracts (docs/remittance.md)."
    ),
    format_: Format | None = FORMAT,
) -> None:
    """Tell what payers answered: per claim line what was paid, by whom the rest is borne, why money was refused, and what to
    do next.

    Nothing is posted: entries are proposals. Exit code 1 where an answer does not balance.

    Example: `farr remit docs/examples/answer.835 --claims docs/examples/claim.x12`
    """
    from farr.pipeline.remit import limits_of, shelf_of, write_drafts
    from farr.pipeline.remit import remit as run

    wanted, worst = output.chosen(format_), 0
    shelf, limits = shelf_of(claims or ()), limits_of(deadlines) if deadlines else []
    found: list[Outcome] = []
    rows: list[dict[str, Any]] = []
    for file in files:
        try:
            for outcome in run(file, shelf, limits):
                found.append(outcome)
                worst = max(worst, any(finding.severity == "error" for finding in outcome.findings))
                if wanted is Format.table:
                    show(outcome)
                elif wanted is Format.jsonl:
                    output.write_line(outcome.to_dict())
                else:
                    rows.append(outcome.to_dict())
        except FarrError as error:
            worst = max(worst, error.exit_code)
            output.complain(error)
            row = {"id": file, "error": error.to_dict()}
            if wanted is Format.jsonl:
                output.write_line(row)
            rows.append(row)
    if wanted is Format.json:
        output.write_json(rows, wanted)
    if drafts is not None:
        written = list(write_drafts(found, shelf, drafts))
        output.note(f"wrote {len(written)} drafts to {drafts}; drafts.jsonl there lists them")
    if worst:
        raise typer.Exit(worst)


def show(outcome: Outcome, console: Console | None = None) -> None:
    """Print one outcome with its lines, denials and findings."""
    from farr.pipeline.remit import all_denials

    console = console or output.console()
    style = STYLES[outcome.stage]
    match = f"matched by {outcome.matched}" if outcome.matched else "[yellow]no claim found[/]"
    money = (
        f"  charge {outcome.charge}  paid [bold]{outcome.paid}[/]"
        if outcome.charge is not None and outcome.paid is not None
        else ""
    )
    console.print(f"[bold]{escape(outcome.control_number)}[/]  [{style}]{outcome.stage}[/]{money}  [dim]{match}[/]")
    console.print(f"  {escape(outcome.meaning)}; [bold]{escape(outcome.action)}[/]")
    if outcome.lines:
        table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 2))
        for heading in ("line", "code", "outcome", "charge", "paid", "patient", "contract", "other", "denied"):
            table.add_column(heading, justify="right" if heading not in ("code", "outcome") else "left")
        for line in outcome.lines:
            amounts = [f"{value}" for value in (line.charge, line.paid, line.patient, line.contractual, line.other, line.denied)]
            table.add_row(str(line.number or "?"), line.code or "", line.outcome, *amounts)
        console.print(table)
    for number, denial in all_denials(outcome):
        where = f"line {number}" if number else "claim"
        remarks = f" {' '.join(denial.remarks)}" if denial.remarks else ""
        console.print(
            f"  [red]✗[/] {where}: {denial.group} {denial.reason}{remarks}, {denial.amount}: [bold]{escape(denial.category)}[/], "
            f"{escape(denial.cause)}"
        )
        until = f" [yellow]by {denial.deadline}[/] [dim]({escape(denial.basis or '')})[/]" if denial.deadline else ""
        console.print(f"    {escape(denial.owner)}: {escape(denial.action)}{until}")
    for finding in outcome.findings:
        console.print(f"  [yellow]![/] {finding.edit} {escape(finding.message)}")
