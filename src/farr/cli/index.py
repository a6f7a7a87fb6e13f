"""``farr index``: the Alphabetic Index and its tables, walked by words."""

from __future__ import annotations

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from farr.cli import output
from farr.cli.output import DATE, FORMAT, Format, day
from farr.pipeline.setup import Part
from farr.records import IndexedCode, IndexEntry

TITLES = {
    "icd-10-cm-index": "Alphabetic Index to Diseases and Injuries",
    "icd-10-cm-neoplasms": "Table of Neoplasms",
    "icd-10-cm-drugs": "Table of Drugs and Chemicals",
    "icd-10-cm-external-index": "External Cause of Injuries Index",
    "icd-10-pcs-index": "ICD-10-PCS Index",
    "substitute": "In place of the Alphabetic Index: titles, inclusion terms and synonyms",
}
KINDS = {"see": "see", "see-also": "see also", "use": "use", "manifestation": "note"}
BELOW_SHOWN = 14
TABLE_SHOWN = 12


def register(app: typer.Typer) -> None:
    app.command("index")(index)


def index(
    words: list[str] = typer.Argument(metavar="WORDS...", help="Main term and subterms in any order."),
    number: int = typer.Option(5, "-n", min=1, max=100, help="How many entries of each index."),
    book: str | None = typer.Option(None, "--in", help="Only one: diseases, neoplasms, drugs, external or procedures."),
    date: str | None = DATE,
    format_: Format | None = FORMAT,
) -> None:
    """Walk the Alphabetic Index, the Neoplasm and Drug tables, the External Cause and the ICD-10-PCS index: subterms, see and
    see also followed, every code checked against the code set in force. Without the index a marked substitute answers.

    Example: `farr index diabetic neuropathy`
    """
    from farr.pipeline.index import index as run

    with output.ready(Part.search):
        answer = run(" ".join(words), number, day(date), book)
    for warning in answer.warnings:
        output.note(warning)
    wanted = output.chosen(format_)
    if wanted is not Format.table:
        output.write_json([answer.to_dict()], wanted)
        return
    console = output.console()
    if not answer.entries:
        console.print("no entry has these words; try fewer, or farr search")
    for name in dict.fromkeys(entry.index for entry in answer.entries):
        console.print(f"[bold]{TITLES[name]}[/] [dim]{answer.tables.get(name, '')}[/]")
        entries = [entry for entry in answer.entries if entry.index == name]
        if any(code.column for entry in entries for code in entry.codes):
            _columns(console, entries)
        else:
            for entry in entries:
                console.print(_tree(entry))
        console.print()


def _tree(entry: IndexEntry) -> Tree:
    tree = Tree(_line(" › ".join(entry.path), entry), guide_style="dim")
    if entry.missing:
        tree.add(f"[yellow]not found here: {escape(', '.join(entry.missing))}[/]")
    for code in entry.codes:
        for choice, title in code.choices:
            tree.add(f"[cyan]{choice}[/] [dim]{escape(title)}[/]")
    for reference in entry.references:
        text = f"[magenta]{KINDS.get(reference.kind, reference.kind)}[/] {escape(reference.text)}"
        node = tree.add(text)
        if reference.path:
            node.add(f"{escape(' › '.join(reference.path))}  {'  '.join(map(_code, reference.codes))}")
        elif reference.codes:
            node.add("  ".join(map(_code, reference.codes)))
    for following in entry.below[:BELOW_SHOWN]:
        tree.add(_line(" › ".join(following.path[len(entry.path) :]), following, references=True))
    if len(entry.below) > BELOW_SHOWN:
        tree.add(f"[dim]... {len(entry.below) - BELOW_SHOWN} more subterms[/]")
    return tree


def _line(title: str, entry: IndexEntry, references: bool = False) -> str:
    text = f"{escape(title)}  {'  '.join(map(_code, entry.codes))}"
    if references:
        text += "".join(f" [magenta]{KINDS.get(r.kind, r.kind)}[/] [dim]{escape(r.text)}[/]" for r in entry.references)
    return text


def _code(code: IndexedCode) -> str:
    shown = f"{code.code}{'' if code.complete else '-'}" if not code.code.endswith("-") else code.code
    style = "bold green" if code.complete else "yellow" if code.known else "red"
    text = f"[{style}]{escape(f'[{shown}]') if code.second else shown}[/]"
    if not code.known:
        return f"{text} [red]not in the code set in force[/]"
    return f"{text} [dim]{escape(code.title)}[/]"


def _columns(console: Console, entries: list[IndexEntry]) -> None:
    """Lines of a table under its columns."""
    names = list(dict.fromkeys(code.column for entry in entries for code in entry.codes))
    table = Table(box=None, pad_edge=False, header_style="dim")
    table.add_column("", overflow="fold")
    for name in names:
        table.add_column(escape(name), overflow="fold", max_width=14)
    for entry in entries:
        rows = [(" › ".join(entry.path), entry), *(("  " + f.path[-1], f) for f in entry.below[:TABLE_SHOWN])]
        for title, row in rows:
            cells = {code.column: code for code in row.codes}
            table.add_row(escape(title), *(_cell(cells.get(name)) for name in names))
            for reference in row.references:
                table.add_row(f"  [magenta]{KINDS.get(reference.kind, reference.kind)}[/] {escape(reference.text)}")
        if len(entry.below) > TABLE_SHOWN:
            table.add_row(f"  [dim]... {len(entry.below) - TABLE_SHOWN} more[/]")
    console.print(table)


def _cell(code: IndexedCode | None) -> str:
    if code is None:
        return "[dim]-[/]"
    style = "bold green" if code.complete else "yellow" if code.known else "red"
    return f"[{style}]{code.code}{'' if code.complete or code.code.endswith('-') else '-'}[/]"
