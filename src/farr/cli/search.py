"""``farr search``: which codes words mean."""

from __future__ import annotations

from typing import cast, get_args

import typer
from rich.markup import escape
from rich.table import Table

from farr.cli import output
from farr.cli.output import DATE, FORMAT, Format, day
from farr.errors import UsageError
from farr.pipeline.setup import Part
from farr.records import SearchHit, System


def register(app: typer.Typer) -> None:
    app.command("search")(search)


def search(
    words: list[str] = typer.Argument(metavar="WORDS...", help="Words, an abbreviation, a lay term, or a code or its beginning."),
    number: int = typer.Option(10, "-n", min=1, max=200, help="How many codes."),
    system: str | None = typer.Option(None, "--system", help="Only this code set: icd-10-cm, icd-10-pcs, hcpcs or cpt."),
    chapter: str | None = typer.Option(None, "--chapter", help="Only this chapter of ICD-10-CM, 1 to 22."),
    billable: bool = typer.Option(False, "--billable", help="Only complete codes."),
    date: str | None = DATE,
    format_: Format | None = FORMAT,
) -> None:
    """Find codes for words; typos and word order are forgiven, the last word may be unfinished, and each hit says why it matched.

    Example: `farr search heart attack`
    """
    from farr.pipeline.search import search as run

    if system not in (None, *get_args(System)):
        raise UsageError(f"expected one of {', '.join(get_args(System))}", "--system")
    with output.ready(Part.search):
        hits = run(" ".join(words), number, cast("System | None", system), day(date), chapter=chapter, billable=billable)
    wanted = output.chosen(format_)
    if wanted is not Format.table:
        output.write_json([hit.to_dict() for hit in hits], wanted)
    else:
        _show(hits)


def _show(hits: tuple[SearchHit, ...]) -> None:
    console = output.console()
    if not hits:
        console.print("nothing found; try fewer or other words")
        return
    systems = {hit.system for hit in hits}
    table = Table(box=None, pad_edge=False)
    for heading in ("code", *(["system"] if len(systems) > 1 else []), "title", "matched"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("code", "system"))
    for hit in hits:
        style = "bold cyan" if hit.billable else "cyan"
        cells = [f"[{style}]{hit.code}[/]{'' if hit.billable else ' [dim]-[/]'}"]
        cells += [hit.system] if len(systems) > 1 else []
        why = hit.why if hit.matched in (hit.title, hit.code) else f"{escape(hit.matched)} ({escape(hit.why)})"
        table.add_row(*cells, escape(hit.title), f"[dim]{why}[/]")
    console.print(table)
