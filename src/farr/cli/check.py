"""``farr check``: coded encounters to findings."""

from __future__ import annotations

import enum
import sys
from pathlib import Path
from typing import IO, Any

import msgspec
import typer
from rich.markup import escape

from farr.cli import output
from farr.cli.output import FORMAT, SEVERITY_SIGN, SEVERITY_STYLE, Format
from farr.errors import UsageError
from farr.pipeline.policy import SitePolicy
from farr.pipeline.setup import Part
from farr.records import CheckedEncounter, Finding, Stage


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
    config: Path | None = typer.Option(None, "--config", help="The site's settings for edits, TOML (docs/check.md)."),
    fix: bool = typer.Option(False, "--fix", help="Apply the safe fixes and write the mended encounters as JSON Lines."),
    out: Path | None = typer.Option(
        None, "--out", help="With --fix: the file for the mended encounters; default standard output."
    ),
    format_: Format | None = FORMAT,
) -> None:
    """Check coded encounters, or the claims of an 837: what is wrong, where, whose rule it is, how to mend it.

    Example: `echo '{"id": "c1", "diagnoses": [{"code": "E11"}]}' | farr check -`
    """
    from farr.pipeline.check import check as run
    from farr.pipeline.inputs import encounters
    from farr.pipeline.policy import read_policy

    if out is not None and not fix:
        raise UsageError("--out goes with --fix: it is the file for the mended encounters", "--out")
    policy = read_policy(config)
    if fix:
        _fix(files, stage.value, policy, out)
        return
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
                    checked = run(item.value, level, item.unknown, item.places, policy)
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


def _fix(files: list[str], level: Stage, policy: SitePolicy, out: Path | None) -> None:
    """Mend, write, and say on standard error what was done and what is left."""
    from contextlib import ExitStack

    from farr.pipeline.check import check as run
    from farr.pipeline.check import mend
    from farr.pipeline.inputs import encounters

    failed = errors = missing = False
    with ExitStack() as stack:
        stack.enter_context(output.ready(Part.tables))
        target: IO[str] = stack.enter_context(out.open("w", encoding="utf-8")) if out else sys.stdout
        for file in files:
            for item in encounters(file):
                if item.error is not None:
                    failed = True
                    output.complain(item.error)
                    row: dict[str, Any] = {"id": item.id, "error": item.error.to_dict()}
                else:
                    mended = mend(item.value, level, policy)
                    left = run(mended.encounter, level, policy=policy)
                    errors |= any(finding.severity == "error" for finding in left.findings)
                    missing |= CODE_SET in left.not_checked
                    _tell(left, mended.applied)
                    row = mended.encounter.to_dict()
                target.write(msgspec.json.encode(row).decode() + "\n")
    if failed or errors or missing:
        raise typer.Exit(2 if failed else 1 if errors else 3)


def _tell(left: CheckedEncounter, applied: tuple[Finding, ...]) -> None:
    for finding in applied:
        text = finding.fix.text if finding.fix else ""
        output.note(f"{left.id}: mended {finding.where} ({finding.edit} {finding.name}): {text}")
    if left.findings:
        output.note(f"{left.id}: findings left for a person: {len(left.findings)}")


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
