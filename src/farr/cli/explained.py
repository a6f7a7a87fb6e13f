"""How ``farr code --explain`` and ``--queries`` look on a terminal and in a plain text."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from farr.cli import output
from farr.records import CodedDocument, Query, Step, Suggestion

LABEL = {
    "words": "words",
    "term": "term",
    "title": "title",
    "specificity": "chosen",
    "missing": "missing",
    "guideline": "guideline",
    "decision": "claim",
}
STYLE = {"words": "default", "missing": "yellow", "guideline": "cyan", "decision": "bold"}


def show_steps(coded: CodedDocument, reportable: bool) -> None:
    """A block for each code: the code, then the chain that led to it."""
    console = output.console()
    console.print(f"[bold]{escape(coded.id)}[/]  [dim]{' '.join(coded.tables.values())}[/]")
    for suggestion in coded.codes:
        if suggestion.reportable or not reportable:
            _show_suggestion(console, suggestion)
    for finding in coded.findings:
        output.note(finding.message)


def _show_suggestion(console: Console, suggestion: Suggestion) -> None:
    style = "bold green" if suggestion.reportable else "dim"
    sign = "●" if suggestion.reportable else "○"
    likely = f"{suggestion.role}, {suggestion.score:.0%} likely to be kept"
    console.print(f"\n[{style}]{sign} {suggestion.code}[/]  [bold]{escape(suggestion.title)}[/]  [dim]{likely}[/]")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True, min_width=9)
    grid.add_column(overflow="fold")
    before = ""
    for step in suggestion.steps:
        label = LABEL[step.kind] if step.kind != before else ""
        grid.add_row(label, f"[{STYLE.get(step.kind, 'default')}]{_text(step)}[/]")
        before = step.kind
    console.print(Padding(grid, (0, 0, 0, 2)))


def _text(step: Step) -> str:
    if step.evidence is not None:
        words = " ".join(step.evidence.text.split())
        return f"[reverse] {escape(words)} [/]  [dim]{step.evidence.start}–{step.evidence.end}, {escape(step.text)}[/]"
    return f"{escape(step.rule)}  {escape(step.text)}" if step.rule else escape(step.text)


def show_queries(coded: CodedDocument) -> None:
    """Each draft query as it would stand on paper."""
    for number, query in enumerate(coded.queries, 1):
        _show_query(output.console(), number, query)


def _show_query(console: Console, number: int, query: Query) -> None:
    console.print(
        f"\n[bold yellow]Draft query {number}[/]  [bold]{escape(query.topic)}[/]  [dim]{query.kind}; {query.template}[/]"
    )
    for indicator in query.indicators:
        words = " ".join(indicator.text.split())
        console.print(f"  • “{escape(words)}”  [dim]{indicator.start}–{indicator.end}, {escape(indicator.section)}[/]")
    console.print(f"  {escape(query.question)}")
    for option in query.options:
        console.print(f"    ☐ {escape(option)}")
