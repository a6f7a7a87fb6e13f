"""``farr demo``: the whole loop on shipped synthetic charts, told as a story."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer
from rich.console import Console
from rich.markup import escape
from rich.rule import Rule
from rich.text import Text

from farr.cli import output
from farr.cli.output import SEVERITY_SIGN, SEVERITY_STYLE
from farr.cli.remit import show
from farr.errors import UsageError
from farr.pipeline.setup import Part

if TYPE_CHECKING:
    from farr.pipeline.demo import Story
    from farr.records import Suggestion

ON_CLAIM = "bold black on green"
SHADES = {"present": "black on yellow", "possible": "black on cyan", "historical": "black on blue", "conditional": "dim reverse",
          "absent": "strike dim", "family": "italic magenta"}  # fmt: skip


def register(app: typer.Typer) -> None:
    app.command("demo")(demo)


def demo(
    chart: str | None = typer.Option(None, "--chart", help="Only this chart (its name, as listed by the full demo)."),
    full: bool = typer.Option(False, "--full", help="Print every note whole, not only the first one."),
) -> None:
    """Synthetic charts from the note to the money: codes with evidence, edits, an X12 837, and the payer's 835 read back.

    Example: `farr demo --chart urgent-care-ankle`
    """
    from farr.pipeline.demo import charts, tell

    console = output.console()
    with output.ready(Part.lexicon):
        known = charts()
        wanted = [one for one in known if chart in (None, one.name)]
        if not wanted:
            raise UsageError(f"no such chart; charts: {', '.join(one.name for one in known)}", "--chart")
        console.print(
            f"[bold]farr[/]: {len(wanted)} synthetic chart{'s' if len(wanted) > 1 else ''}, from the note to the money. "
            "No patient is real.\n"
        )
        for place, one in enumerate(wanted):
            tell_story(console, tell(one), whole=full or place == 0)
    console.print(
        f"[bold green]done[/]: {len(wanted)} notes became {len(wanted)} claims, and each claim got its answer. "
        "Next: farr code FILE, farr check FILE, farr claim FILE, farr remit FILE"
    )


def tell_story(console: Console, story: Story, whole: bool) -> None:
    """Print one story; the note whole, or from its assessment on."""
    chart = story.chart
    console.print(
        Rule(
            f"[bold]{escape(chart.title)}[/]  [dim]{chart.name}, {chart.document.setting}, {chart.document.date}[/]",
            align="left",
        )
    )
    console.print(
        "\n[bold]1. The note[/]  "
        + "  ".join(f"[{style}] {name} [/]" for name, style in (("on the claim", ON_CLAIM), *SHADES.items()))
    )
    console.print(_note(story, whole))
    console.print("\n[bold]2. The codes[/], in claim order, each with its words")
    for place, s in enumerate((s for s in story.coded.codes if s.reportable), 1):
        words = " ".join(s.evidence[0].text.split())
        console.print(f"  {place}. [bold green]{s.code:9}[/] {escape(s.title)}")
        console.print(f"               [dim]{escape(repr(words))}, {s.reason}; {', '.join(s.rules)}[/]")
    others = [s for s in story.coded.codes if not s.reportable]
    if others:
        console.print(f"  [dim]found, not on this claim ({len(others)}):[/]")
        for s in _telling(others):
            console.print(f"     [dim]{s.code:9} {escape(s.title)}: {s.reason}[/]")
    console.print("\n[bold]3. The edits[/]")
    if not story.checked.findings:
        console.print("  [green]nothing found[/]")
    for finding in story.checked.findings:
        console.print(
            f"  [{SEVERITY_STYLE[finding.severity]}]{SEVERITY_SIGN[finding.severity]} {finding.edit}[/] {escape(finding.message)}"
        )
    segments = story.x12.splitlines()
    start = next(place for place, line in enumerate(segments) if line.startswith("CLM"))
    console.print(f"\n[bold]4. The claim[/], X12 837P, {len(segments)} segments; from CLM on:")
    for line in segments[start : start + 8]:
        console.print(f"  [cyan]{escape(line)}[/]")
    count = len(story.remittance.splitlines())
    console.print(f"\n[bold]5. The payer's answer[/], X12 835 of a simulated payer, {count} segments, matched and told apart:")
    for outcome in story.outcomes:
        if outcome.kind == "payment":
            show(outcome, console)
    console.print()


def _telling(others: list[Suggestion]) -> list[Suggestion]:
    """Two of each assertion, so that the story shows how they are told apart."""
    return [s for kind in SHADES for s in [one for one in others if one.assertion == kind][:2]]


def _note(story: Story, whole: bool) -> Text:
    """The note with its evidence marked; unless whole, only from the assessment on."""
    text = Text(story.chart.document.text)
    for s in reversed(story.coded.codes):
        style = ON_CLAIM if s.reportable else SHADES[s.assertion]
        for e in s.evidence:
            text.stylize(style, e.start, e.end)
    if whole:
        return text
    from farr.documents.sections import sections

    kinds = ("assessment", "assessment-and-plan", "discharge-diagnosis")
    start = next((section.start for section in sections(text.plain) if section.kind in kinds), 0)
    return Text.assemble(("[...]\n", "dim"), text[start:])
