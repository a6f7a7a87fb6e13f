"""``farr code``: documents to suggested codes with evidence."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable
from typing import Any

import msgspec
import typer
from rich.markup import escape
from rich.table import Table

from farr.cli import output
from farr.cli.explained import show_queries, show_steps
from farr.cli.output import FORMAT, LANGUAGE, Format
from farr.errors import FarrError, InternalError
from farr.pipeline.inputs import Item
from farr.pipeline.setup import Part
from farr.records import CodedDocument, Document, Suggestion


class As(enum.StrEnum):
    """What to print: the suggestions, or a coded encounter draft."""

    suggestions = "suggestions"
    encounter = "encounter"


def register(app: typer.Typer) -> None:
    app.command("code")(code)


def code(
    files: list[str] = typer.Argument(
        metavar="FILE...", help="Text, JSON Lines, FHIR R4 JSON, HL7 v2, C-CDA or PDF; - for standard input."
    ),
    reportable: bool = typer.Option(False, "--reportable", help="Only the codes that belong on the claim."),
    explain: bool = typer.Option(False, "--explain", help="For each code the steps from the words of the note to the claim."),
    queries: bool = typer.Option(False, "--queries", help="Draft queries to the provider where the record is thin or at odds."),
    as_: As = typer.Option(As.suggestions, "--as", help="suggestions, or an encounter draft for check and claim."),
    language: str = LANGUAGE,
    format_: Format | None = FORMAT,
) -> None:
    """Suggest complete, valid codes with the words that carry them.

    Example: `echo "Assessment: right knee pain" | farr code -`
    Explained: `echo "Assessment: CHF, hypertension" | farr code - --explain`
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
                outcome = _outcome(item, lambda document: run(document, language, explain, queries))
                if isinstance(outcome, FarrError):
                    worst = max(worst, outcome.exit_code)
                    output.complain(outcome)
                    if wanted is not Format.table:
                        _emit({"id": item.id, "error": outcome.to_dict()}, wanted, rows)
                    continue
                coded = msgspec.structs.replace(outcome, document=item.value) if item.extracted else outcome
                if any(finding.severity == "error" for finding in coded.findings):
                    worst = max(worst, 1)
                if item.unknown:
                    output.note(f"{item.id}: fields that farr does not know were passed over: {', '.join(item.unknown[:10])}")
                if as_ is As.encounter:
                    _emit(
                        as_encounter(item.value, coded).to_dict(),
                        Format.jsonl if wanted is Format.table else wanted,
                        rows,
                    )
                elif wanted is Format.table:
                    show_steps(coded, reportable) if explain else _show(coded, reportable)
                    show_queries(coded)
                else:
                    _emit(_shape(coded, reportable), wanted, rows)
    if wanted is Format.json:
        output.write_json(rows, wanted)
    if worst:
        raise typer.Exit(worst)


def _outcome(item: Item, run: Callable[[Document], CodedDocument]) -> CodedDocument | FarrError:
    """The answer to one input, or the error that it came to: a rule that fails on one note does not end the run."""
    if item.error is not None:
        return item.error
    try:
        return run(item.value)
    except FarrError as error:
        return error
    except Exception as error:  # the boundary of one input
        return InternalError.of(error)


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


def _reason(suggestion: Suggestion) -> str:
    """The reason, for institutional claims with the role that is none of a diagnosis after study, POA and severity."""
    told = [suggestion.role.replace("-", " ")] if suggestion.role in ("admitting", "reason-for-visit") else []
    told += [f"POA {suggestion.poa}: {suggestion.poa_reason}"] if suggestion.poa else []
    told += [suggestion.severity] if suggestion.severity else []
    return "; ".join([suggestion.reason, *told])


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
                f"[dim]{escape(_reason(suggestion))}[/]",
            )
    console.print(table)
    for finding in coded.findings:
        output.note(finding.message)
