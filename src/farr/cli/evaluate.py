"""``farr eval``: how well the suggestions agree with gold codes."""

from __future__ import annotations

import enum

import typer
from rich.table import Table

from farr.cli import output
from farr.cli.output import FORMAT, LANGUAGE, Format
from farr.pipeline.setup import Part


class Scope(enum.StrEnum):
    """Which suggestions count: those on the claim, those not negated, or every mention."""

    reportable = "reportable"
    all = "all"
    mentions = "mentions"


def register(app: typer.Typer) -> None:
    app.command("eval")(evaluate)


def evaluate(
    file: str = typer.Argument(metavar="FILE", help="JSON Lines of documents with gold `codes`; - for standard input."),
    scope: Scope = typer.Option(Scope.reportable, "--scope", help="reportable, all or mentions."),
    codes_key: str = typer.Option("codes", "--codes-key", help="The field that holds the gold codes."),
    language: str = LANGUAGE,
    format_: Format | None = FORMAT,
) -> None:
    """Measure suggestions against gold codes: precision, recall, F1 with 95 % intervals over documents, evidence.

    Example: `farr eval notes.jsonl --scope reportable`
    """
    from farr.pipeline.evaluate import evaluate as run
    from farr.pipeline.language import known

    wanted = output.chosen(format_)
    with output.ready(Part.lexicon, known(language)):
        figures, errors = run(file, scope.value, codes_key, language)
    for error in errors:
        output.complain(error)
    if wanted is not Format.table:
        output.write_json([figures], wanted)
    else:
        table = Table(box=None, pad_edge=False)
        for heading in ("measure", "precision", "recall", "F1", "95 % interval"):
            table.add_column(heading)
        for name in ("micro", "three_character"):
            row = figures[name]
            low, high = row["f1_interval"]
            table.add_row(
                name.replace("_", " "),
                *(f"{row[key]:.3f}" for key in ("precision", "recall", "f1")),
                f"{low:.3f} to {high:.3f}",
            )
        output.console().print(table)
        evidence = figures["evidence"]
        output.console().print(
            f"{figures['documents']} documents, {figures['gold_codes']} gold codes, macro F1 {figures['macro_f1']:.3f}, "
            f"evidence verbatim {evidence['verbatim_rate']:.1%}, overlap {evidence['overlap_hit_rate'] or 0:.1%}"
        )
    if errors:
        raise typer.Exit(2)
