"""``farr x12``: check, read and write X12 files."""

from __future__ import annotations

import enum
import sys
from typing import TYPE_CHECKING, Any

import typer
from rich.markup import escape

from farr.cli import output
from farr.cli.output import FORMAT, SEVERITY_SIGN, SEVERITY_STYLE, Format
from farr.errors import FarrError

if TYPE_CHECKING:
    from farr.records import CheckedFile

commands = typer.Typer(name="x12", help="X12 files: check, read, write.", no_args_is_help=True)


class Answer(enum.StrEnum):
    """What the check writes."""

    findings = "findings"
    a999 = "999"
    a277ca = "277CA"


def register(app: typer.Typer) -> None:
    app.add_typer(commands)


@commands.command("check")
def check(
    files: list[str] = typer.Argument(metavar="FILE...", help="X12 files of any set; - for standard input."),
    to: Answer = typer.Option(Answer.findings, "--to", help="findings, or the acknowledgement: 999, 277CA (claims)."),
    companion: str | None = typer.Option(None, "--companion", metavar="TABLE", help="A payer's companion rules (docs/x12.md)."),
    limit: int = typer.Option(1000, "--limit", min=1, help="Findings listed for each file; all are counted."),
    format_: Format | None = FORMAT,
) -> None:
    """Check X12 files: envelope, structure, balances, situations, code sets; each finding with SNIP type, segment and element.

    Example: `farr x12 check docs/examples/claim.x12`
    """
    from farr.pipeline import x12

    wanted, worst = output.chosen(format_), 0
    rows: list[dict[str, Any]] = []
    rules = x12.companion(companion) if companion else ()
    for file in files:
        try:
            if to is Answer.findings:
                checked = x12.check(file, rules, limit)
                if wanted is Format.table:
                    _show(checked)
                else:
                    _emit(checked.to_dict(), wanted, rows)
            else:
                text, checked = x12.acknowledge(file, "277CA" if to is Answer.a277ca else "999", rules)
                sys.stdout.write(text)
            worst = max(worst, 1 if checked.errors else 0)
            if checked.not_checked:
                output.note(f"{file}: not checked, not installed or only in part: {', '.join(checked.not_checked)}")
        except FarrError as error:
            worst = max(worst, error.exit_code)
            output.complain(error)
            if to is Answer.findings and wanted is not Format.table:
                _emit({"id": file, "error": error.to_dict()}, wanted, rows)
    if wanted is Format.json and to is Answer.findings:
        output.write_json(rows, wanted)
    if worst:
        raise typer.Exit(worst)


def _emit(row: dict[str, Any], wanted: Format, rows: list[dict[str, Any]]) -> None:
    if wanted is Format.jsonl:
        output.write_line(row)
    else:
        rows.append(row)


def _show(checked: CheckedFile) -> None:
    console = output.console()
    read = f"{checked.sets} sets, {checked.units} units, {checked.segments} segments"
    summary = f"{checked.errors} errors, {checked.warnings} warnings" if checked.findings else "[green]nothing found[/]"
    console.print(f"[bold]{escape(checked.id)}[/]  {summary}  [dim]{read}[/]")
    for found in checked.findings:
        style = SEVERITY_STYLE[found.severity]
        told = f"{escape(found.where)}: {escape(found.message)}"
        console.print(f"  [{style}]{SEVERITY_SIGN[found.severity]} {found.edit}[/] SNIP {found.snip}  {told}")
        if found.fix:
            console.print(f"      [dim]fix:[/] {escape(found.fix.text)} [dim]({escape(found.source)})[/]")
    if checked.unlisted:
        console.print(f"  and {checked.unlisted} more; --limit lists them")


@commands.command("read")
def read(
    file: str = typer.Argument(metavar="FILE", help="An X12 file; - for standard input."),
) -> None:
    """Read an X12 file: a claim, a payment or an acknowledgement a line, as JSON, without loss.

    Example: `farr x12 read docs/examples/claim.x12`
    """
    from farr.pipeline import x12

    for row in x12.read(file):
        output.write_line(row)


@commands.command("write")
def write(
    file: str = typer.Argument(metavar="FILE", help="The JSON Lines of farr x12 read; - for standard input."),
) -> None:
    """Write the JSON Lines of `farr x12 read` as X12, byte for byte what was read.

    Example: `farr x12 read docs/examples/claim.x12 | farr x12 write -`
    """
    from farr.pipeline import x12

    for piece in x12.write(file):
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()
