"""The command line: thin commands over the pipeline."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``farr`` command; turns farr's errors into messages and exit codes."""
    from farr.cli.app import run

    run()
