"""What every command shares: formats, colours on a terminal only, progress, messages on standard error."""

from __future__ import annotations

import contextlib
import datetime as dt
import enum
import sys
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import typer
from rich.console import Console

from farr.errors import FarrError, UsageError
from farr.pipeline.setup import Part, is_ready, prepare


class Format(enum.StrEnum):
    """``table`` for people, ``json`` for one document, ``jsonl`` for one object a line."""

    table = "table"
    json = "json"
    jsonl = "jsonl"


LANGUAGE = typer.Option("en", "--language", metavar="LANGUAGE", help="Language of the notes: en or es.")
FORMAT = typer.Option(None, "--format", "-f", help="table (default on a terminal), json, or jsonl (default in a pipe).")
DATE = typer.Option(None, "--date", metavar="YYYY-MM-DD", help="Date of service that chooses the release (default: today).")
SEVERITY_STYLE = {"error": "bold red", "warning": "yellow", "info": "cyan"}
SEVERITY_SIGN = {"error": "✗", "warning": "!", "info": "i"}


def console() -> Console:
    """Standard output with colour on a terminal and none in a pipe."""
    return Console(highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())


def chosen(wanted: Format | None) -> Format:
    """The format asked for, or the one that suits where the output goes."""
    return wanted or (Format.table if sys.stdout.isatty() else Format.jsonl)


def write_json(rows: list[dict[str, Any]], wanted: Format) -> None:
    """Rows as JSON Lines, or as one JSON value (a lone row as itself)."""
    if wanted is Format.jsonl:
        for row in rows:
            write_line(row)
    else:
        value: Any = rows[0] if len(rows) == 1 else rows
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(value), indent=1).decode() + "\n")


def write_line(row: dict[str, Any]) -> None:
    sys.stdout.write(msgspec.json.encode(row).decode() + "\n")


def complain(error: FarrError) -> None:
    """An error of one input, on standard error."""
    sys.stderr.write(f"farr: {error}\n")


def note(message: str) -> None:
    sys.stderr.write(f"farr: {message}\n")


@contextlib.contextmanager
def ready(part: Part, language: str = "en") -> Iterator[None]:
    """Compile what a first run needs, with a progress bar on a terminal and one line elsewhere."""
    if not is_ready(part, language):
        if not sys.stderr.isatty():
            note("first run: compiling the tables (once, a few seconds)")
        with progress("first run") as bar:
            prepare(part, lambda step, share: bar(f"first run: {step}", share), language)
    yield


@contextlib.contextmanager
def progress(title: str) -> Iterator[Callable[[str, float], None]]:
    """A bar on a terminal that takes a step's name and the share done; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _step, _share: None
        return
    from rich.progress import BarColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f}%"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=1.0)
        yield lambda step, share: bar.update(task, completed=share, description=step)


def day(text: str | None, option: str = "--date") -> dt.date | None:
    """An ISO date from the command line.

    Raises:
        UsageError: it is none.
    """
    if text is None:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise UsageError("expected a date as YYYY-MM-DD", option) from None
