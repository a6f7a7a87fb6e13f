"""``farr check``: coded encounters to findings."""

from __future__ import annotations

import enum
from typing import Any

import typer
from rich.markup import escape

from farr.cli import output
from farr.cli.output import FORMAT, SEVERITY_SIGN, SEVERITY_STYLE, Format
from farr.pipeline.setup import Part
from farr.records import CheckedEncounter, Stage


class StageName(enum.StrEnum):
    """How far the encounter has come; edits of earlier stages run too."""

    coding = "coding"
    pre_bill = "pre-bill"
    claim = "claim"


CODE_SET = "icd-10-cm"
"""Without it nothing is checked (exit code 3); other tables that are missing are named in the answer."""


def register(app: typer.Typer) -> None:
    app.command("check")(check)


def check(
    files: list[str] = typer.Argument(
        metavar="FILE...", help="Coded encounters, JSON or JSON Lines, or 837 claims; - for standard input."
    ),
    stage: StageName = typer.Option(StageName.pre_bill, "--stage", help="coding, pre-bill or claim."),
    format_: Format | None = FORMAT,
) -> None:
    """Check coded encounters, or the claims of an 837: what is wrong, where, whose rule it is, how to mend it.

    Example: `echo '{"id": "c1", "diagnoses": [{"code": "E11"}]}' | farr check -`
    """
    from farr.pipeline.check import check as run
    from farr.pipeline.inputs import encounters

    wanted = output.chosen(format_)
    level: Stage = stage.value
    failed, errors, missing = False, False, False
    rows: list[dict[str, Any]] = []
    with output.ready(Part.tables):
        for file in files:
            for item in encounters(file):
                if item.error is not None:
                    failed = True
                    output.complain(item.error)
                    row: dict[str, Any] = {"id": item.id, "error": item.error.to_dict()}
                else:
                    checked = run(item.value, level, item.unknown, item.places)
                    errors |= any(finding.severity == "error" for finding in checked.findings)
                    missing |= CODE_SET in checked.not_checked
                    row = checked.to_dict()
                    if wanted is Format.table:
                        _show(checked)
                if wanted is Format.jsonl:
                    output.write_line(row)
                elif wanted is Format.json:
                    rows.append(row)
    if wanted is Format.json:
        output.write_json(rows, wanted)
    if failed or errors or missing:
        raise typer.Exit(2 if failed else 1 if errors else 3)


def _show(checked: CheckedEncounter) -> None:
    console = output.console()
    counts = {severity: sum(f.severity == severity for f in checked.findings) for severity in SEVERITY_STYLE}
    summary = ", ".join(
        f"{count} {severity}{'s' if count > 1 and severity != 'info' else ''}" for severity, count in counts.items() if count
    )
    console.print(f"[bold]{escape(checked.id)}[/]  {summary or '[green]nothing found[/]'}")
    for finding in checked.findings:
        style = SEVERITY_STYLE[finding.severity]
        console.print(
            f"  [{style}]{SEVERITY_SIGN[finding.severity]} {finding.edit}[/] {finding.where}  {escape(finding.message)}"
        )
        if finding.fix:
            console.print(f"      [dim]fix:[/] {escape(finding.fix.text)}")
        console.print(f"      [dim]{finding.name}; {escape(finding.source)}[/]")
    for table in checked.not_checked:
        console.print(f"  [yellow]not checked[/] {table}: no release in force on the date is installed")
