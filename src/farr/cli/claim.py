"""``farr claim``: coded encounters to an X12 837P."""

from __future__ import annotations

import enum
import os
import sys

import typer

from farr.cli import output
from farr.errors import FarrError, IncompleteClaim
from farr.pipeline.setup import Part


class To(enum.StrEnum):
    """The form of the claim."""

    x12 = "837"


def register(app: typer.Typer) -> None:
    app.command("claim")(claim)


def claim(
    file: str = typer.Argument(metavar="FILE", help="Coded encounters, JSON or JSON Lines; - for standard input."),
    _to: To = typer.Option(To.x12, "--to", help="837: an X12 professional claim."),
) -> None:
    """Write the claims of coded encounters as one X12 837P interchange.

    Nothing is written when an encounter cannot be read, lacks what every payer asks for, or has an error.

    Example: `farr claim encounter.json > claim.x12`
    """
    from farr.pipeline.check import check
    from farr.pipeline.claim import claim as assemble
    from farr.pipeline.claim import to_837
    from farr.pipeline.inputs import encounters

    claims, worst = [], 0
    with output.ready(Part.tables):
        for item in encounters(file):
            try:
                if item.error is not None:
                    raise item.error
                errors = [finding for finding in check(item.value).findings if finding.severity == "error"]
                for finding in errors:
                    output.note(f"{item.id}: {finding.where}: {finding.edit} {finding.message}")
                worst = max(worst, 1 if errors else 0)
                claims.append(assemble(item.value))
            except FarrError as error:
                worst = max(worst, 1 if isinstance(error, IncompleteClaim) else error.exit_code)
                output.complain(error)
    if worst:
        output.note("no claim was written; mend the above and run again")
        raise typer.Exit(worst)
    if not os.environ.get("FARR_SUBMITTER_TELEPHONE") and not claims[0].billing_provider.telephone:
        output.note("no telephone of the submitter is known; zeros stand in its place. Set FARR_SUBMITTER_TELEPHONE")
    sys.stdout.write(to_837(claims))
