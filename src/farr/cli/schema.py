"""``farr schema``: the JSON Schema of what goes in and comes out."""

from __future__ import annotations

import enum

import msgspec
import typer

from farr.cli import output
from farr.cli.output import Format
from farr.records import (
    CheckedEncounter,
    Claim,
    CodedDocument,
    CodeEntry,
    Document,
    Encounter,
    Finding,
    Outcome,
    Record,
    SearchHit,
    Suggestion,
)

KINDS: dict[str, type[Record]] = {
    "document": Document, "suggestion": Suggestion, "coded-document": CodedDocument, "encounter": Encounter,
    "finding": Finding, "checked-encounter": CheckedEncounter, "claim": Claim, "code-entry": CodeEntry, "search-hit": SearchHit,
    "remittance": Outcome,
}  # fmt: skip
Kind = enum.StrEnum("Kind", {kind.replace("-", "_"): kind for kind in KINDS})  # type: ignore[misc]


def register(app: typer.Typer) -> None:
    app.command("schema")(schema)


def schema(kind: Kind = typer.Argument(help="Which record.")) -> None:
    """Print the JSON Schema of a record.

    Example: `farr schema encounter`
    """
    output.write_json([msgspec.json.schema(KINDS[kind.value])], Format.json)
