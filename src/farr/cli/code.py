"""``farr code``: documents to suggested codes with evidence."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Any

import typer
from rich.markup import escape
from rich.table import Table

from farr.cli import output
from farr.cli.output import FORMAT, LANGUAGE, Format
from farr.errors import FarrError
from farr.pipeline.setup import Part
from farr.records import CodedDocument, Document


class As(enum.StrEnum):
    """What to print: the suggestions, or a coded encounter draft."""

    suggestions = "suggestions"
    encounter = "encounter"


def register(app: typer.Typer) -> None:
    app.command("code")(code)


def code(
    files: list[str] = typer.Argument(metavar="FILE...", help="Text or JSON Lines; - for standard input."),
    reportable: bool = typer.Option(False, "--reportable", help="Only the codes that belong on the claim."),
    as_: As = typer.Option(As.suggestions, "--as", help="suggestions, or an encounter draft for check and claim."),
    language: str = LANGUAGE,
    format_: Format | None = FORMAT,
) -> None:
    """Suggest complete, valid codes with the words that carry them.

    Example: `echo "Assessment: right knee pain" | farr code -`
    Spanish: `echo "Juicio clínico: neumonía" | farr code - --language es`
    """
    from farr.pipeline.code import as_encounter
    from farr.pipeline.code import code as run
    from farr.pipeline.inputs import documents
    from farr.pipeline.language import known

    wanted = output.chosen(format_)
    worst = 0
    rows: list[dict[str, Any]] = []
    with output.ready(Part.lexicon, known(language)):
        for file in files:
            for item in documents(file):
                try:
                    if item.error is not None:
                        raise item.error
                    document: Document = item.value
                    coded = run(document, language)
                except FarrError as error:
                    worst = max(worst, error.exit_code)
                    output.complain(error)
                    if wanted is not Format.table:
                        _emit({"id": item.id, "error": error.to_dict()}, wanted, rows)
                    continue
                if any(finding.severity == "error" for finding in coded.findings):
                    worst = max(worst, 1)
                if item.unknown:
                    output.note(f"{item.id}: fields that farr does not know were passed over: {', '.join(item.unknown[:10])}")
                if as_ is As.encounter:
                    _emit(
                        as_encounter(document, coded).to_dict(),
                        Format.jsonl if wanted is Format.table else wanted,
                        rows,
                    )
                elif wanted is Format.table:
                    _show(coded, reportable)
                else:
                    _emit(_shape(coded, reportable), wanted, rows)
    if wanted is Format.json:
        output.write_json(rows, wanted)
    if worst:
        raise typer.Exit(worst)


def _emit(row: dict[str, Any], wanted: Format, rows: list[dict[str, Any]]) -> None:
    if wanted is Format.json:
        rows.append(row)
    else:
        output.write_line(row)


def _shape(coded: CodedDocument, reportable: bool) -> dict[str, Any]:
    built = coded.to_dict()
    if reportable:
        built["codes"] = [suggestion for suggestion in built["codes"] if suggestion["reportable"]]
    return built


def _show(coded: CodedDocument, reportable: bool) -> None:
    console = output.console()
    table = Table(
        title=f"{escape(coded.id)}  [dim]{dt.date.today()}  {' '.join(coded.tables.values())}[/dim]",
        title_justify="left",
        box=None,
        pad_edge=False,
    )
    for heading in ("", "code", "title", "words", "reason"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "code")
    for suggestion in coded.codes:
        if suggestion.reportable or not reportable:
            style = "bold green" if suggestion.reportable else "dim"
            words = escape(" ".join(suggestion.evidence[0].text.split()))
            sign = "●" if suggestion.reportable else "○"
            table.add_row(
                f"[{style}]{sign}[/]",
                f"[{style}]{suggestion.code}[/]",
                suggestion.title,
                words,
                f"[dim]{suggestion.reason}[/]",
            )
    console.print(table)
    for finding in coded.findings:
        output.note(finding.message)
