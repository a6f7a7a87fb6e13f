"""``farr tables diff`` and ``farr tables impact``: what a release changes, and whom that touches."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer
from rich.markup import escape
from rich.table import Table

from farr.cli import output
from farr.cli.output import FORMAT, Format
from farr.pipeline.setup import Part
from farr.records import TableDiff, TableImpact

SHOWN = 200
STYLES = {
    "added": "green", "deleted": "red", "title-revised": "yellow", "revised": "yellow", "note-added": "cyan",
    "note-deleted": "cyan",
}  # fmt: skip


def register(group: typer.Typer) -> None:
    group.command("diff")(diff)
    group.command("impact")(impact)


def diff(
    before: str = typer.Argument(metavar="A", help="The earlier release: FY2026-04, or set:release."),
    after: str = typer.Argument(metavar="B", help="The later release."),
    set_: str | None = typer.Option(None, "--set", help="The set, where the names alone do not tell it."),
    kinds: list[str] | None = typer.Option(
        None, "--kind", help="Only these kinds: added, deleted, title-revised, revised, note-added, note-deleted."
    ),
    excel: Path | None = typer.Option(
        None, "--excel", metavar="FILE", help="Write the changes as a workbook, a sheet for each kind."
    ),
    format_: Format | None = FORMAT,
) -> None:
    """Show what changes between two installed releases of a set: codes that come, go and follow, titles, notes.

    Example: `farr tables diff FY2026-04 FY2026-04 --set icd-10-cm`
    """
    from farr.pipeline.releases import diff as run
    from farr.pipeline.releases import write_excel

    with output.ready(Part.every_set):
        found = run(before, after, set_)
    if kinds:
        found = TableDiff(
            set=found.set, before=found.before, after=found.after, changes=tuple(c for c in found.changes if c.kind in kinds)
        )
    if excel is not None:
        write_excel(found, excel)
        output.note(f"wrote {len(found.changes):,} changes to {excel}")
    wanted = output.chosen(format_)
    if wanted is Format.jsonl:
        head = {"set": found.set, "before": found.before, "after": found.after}
        output.write_line({**head, "counts": dict(Counter(change.kind for change in found.changes))})
        for change in found.changes:
            output.write_line(change.to_dict())
    elif wanted is Format.json:
        output.write_json([found.to_dict()], wanted)
    else:
        _show(found)


def _show(found: TableDiff) -> None:
    console = output.console()
    counts = Counter(change.kind for change in found.changes)
    summary = ", ".join(f"[{STYLES[kind]}]{counts[kind]:,} {kind}[/]" for kind in STYLES if counts[kind]) or "no difference"
    console.print(f"[bold]{found.set}[/] {found.before} -> {found.after}: {summary}")
    table = Table(box=None, pad_edge=False)
    for heading in ("change", "code", "title", "was, is now, successors"):
        table.add_column(heading, overflow="fold", no_wrap=heading in ("change", "code"))
    for change in found.changes[:SHOWN]:
        parts = [
            f"[red]- {escape(change.before)}[/]" if change.before else "",
            f"[green]+ {escape(change.after)}[/]" if change.after else "",
        ]
        parts += [f"-> {', '.join(change.successors)}"] if change.successors else []
        kind = change.kind if not change.field or change.field == "title" else f"{change.kind} ({change.field})"
        table.add_row(f"[{STYLES[change.kind]}]{kind}[/]", change.key, escape(change.title), "\n".join(p for p in parts if p))
    console.print(table)
    if len(found.changes) > SHOWN:
        console.print(f"... {len(found.changes) - SHOWN:,} more; --format jsonl or --excel FILE gives all")


def impact(
    release: str = typer.Argument(metavar="RELEASE", help="The later release: FY2027, or set:release."),
    files: list[str] | None = typer.Argument(
        None, metavar="[FILE...]", help="Coded encounters, problem lists, favourites; - for standard input."
    ),
    against: str | None = typer.Option(
        None, "--against", metavar="RELEASE", help="The earlier release (default: the one before)."
    ),
    set_: str | None = typer.Option(None, "--set", help="The set, where the name alone does not tell it."),
    format_: Format | None = FORMAT,
) -> None:
    """Show which encounters, problem lists, favourites, edits and terms use codes that a release changes.

    Encounters count where their date of service falls into the release. Lists are JSON Lines with `codes`, or any text.

    Example: `farr tables impact FY2026-04 docs/examples/encounter.json --against FY2026-04`
    """
    from farr.pipeline.releases import impact as run

    with output.ready(Part.every_set):
        found = run(release, files or (), against, set_)
    wanted = output.chosen(format_)
    if wanted is Format.table:
        _show_impact(found)
    else:
        output.write_json([use.to_dict() for use in found], wanted)


def _show_impact(found: list[TableImpact]) -> None:
    console = output.console()
    if not found:
        console.print("nothing that was looked at uses what the release changes")
        return
    table = Table(box=None, pad_edge=False)
    for heading in ("where", "use", "id", "code", "change", "what to use"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "code")
    for use in found[:SHOWN]:
        now = ", ".join(use.change.successors) or use.change.after
        style = STYLES[use.change.kind]
        table.add_row(escape(use.where), use.use, escape(use.id or ""), use.code, f"[{style}]{use.change.kind}[/]", escape(now))
    console.print(table)
    if len(found) > SHOWN:
        console.print(f"... {len(found) - SHOWN:,} more; --format jsonl gives all")
