"""The ``farr`` command and its exit codes: 0 done, 1 errors found, 2 unreadable input or wrong call, 3 table missing."""

from __future__ import annotations

import os
import sys

import typer

from farr import __version__
from farr.cli import (
    check,
    claim,
    code,
    demo,
    edits,
    evaluate,
    index,
    lookup,
    pcs,
    remit,
    schema,
    search,
    simulate,
    tables,
    train,
    x12,
)
from farr.errors import FarrError

app = typer.Typer(
    name="farr",
    help="Medical coding, the whole loop: notes to codes with evidence, edits, claims.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    context_settings={"help_option_names": ["-h", "--help"]},
)
MODULES = (
    demo,
    code,
    check,
    claim,
    remit,
    x12,
    lookup,
    search,
    index,
    pcs,
    tables,
    evaluate,
    train,
    simulate,
    edits,
    schema,
)
for module in MODULES:
    module.register(app)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"farr {__version__}")
        raise typer.Exit


@app.callback()
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Show the version."),
) -> None:
    """Medical coding, the whole loop: notes to codes with evidence, edits, claims."""


def run() -> None:
    """Run the command line; a broken pipe ends it quietly."""
    try:
        app()
    except FarrError as error:
        print(f"farr: {error}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
