"""``farr train``: the trained layer from coded documents, or from the decisions of a site's own coders."""

from __future__ import annotations

import typer

from farr.cli import output
from farr.cli.output import FORMAT, LANGUAGE, Format
from farr.pipeline.setup import Part


def register(app: typer.Typer) -> None:
    app.command("train")(train)


def train(
    corpus: str | None = typer.Option(None, "--corpus", metavar="FILE", help="JSON Lines of documents with gold `codes`."),
    decisions: str | None = typer.Option(
        None, "--from", metavar="FILE", help="JSON Lines of documents whose `codes` carry a `decision`: accepted or rejected."
    ),
    language: str = LANGUAGE,
    seed: int = typer.Option(7, "--seed", help="Same input and seed, same model."),
    out: str | None = typer.Option(None, "--out", metavar="FOLDER", help="Where to write (default: the data folder)."),
    credit: str | None = typer.Option(None, "--credit", help="Whom the corpus is owed to, for the model card."),
    format_: Format | None = FORMAT,
) -> None:
    """Train the layer that lists and weighs mentions, or teach it from your own coders' decisions.

    Decisions are the output of `farr code` with the text of the note and a `decision` beside each code. Plain Python,
    seeded, some minutes for 500 documents; prints figures out of fold and writes a model card beside the model.

    Example: `farr train --from docs/examples/decisions.jsonl --out build/trained`
    """
    from farr.pipeline.language import known
    from farr.pipeline.train import train as run

    wanted = output.chosen(format_)
    with output.ready(Part.lexicon, known(language)):
        report = run(corpus, decisions, language, seed, out, credit, output.note)
    if wanted is not Format.table:
        output.write_json([report], wanted)
        return
    console = output.console()
    console.print(f"{report['documents']} documents, listing threshold {report['threshold']:.2f}")
    for name, row in report["figures"].items():
        if isinstance(row, dict):
            console.print(
                f"{name.replace('_', ' ')}: precision {row['precision']:.3f}, recall {row['recall']:.3f}, F1 {row['f1']:.3f}, "
                f"calibration error {row['calibration_error']:.3f}"
            )
        else:
            console.print(f"{name.replace('_', ' ')}: {row}")
    console.print(f"model: {report['model']}\ncard: {report['card']}")
