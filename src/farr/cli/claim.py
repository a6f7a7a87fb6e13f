"""``farr claim``: coded encounters to claims."""

from __future__ import annotations

import enum
import os
import sys
from pathlib import Path

import typer

from farr.cli import output
from farr.errors import FarrError, IncompleteClaim, UsageError
from farr.pipeline.setup import Part
from farr.records import Claim, Encounter


class To(enum.StrEnum):
    """The form of the claim."""

    x12 = "837"


def register(app: typer.Typer) -> None:
    app.command("claim")(claim)


def claim(
    file: str = typer.Argument(metavar="FILE", help="Coded encounters, JSON or JSON Lines; - for standard input."),
    to: To = typer.Option(To.x12, "--to", help="837: X12 claims."),
    outbox: Path | None = typer.Option(
        None, "--outbox", metavar="DIR", help="Write 837 files here, one for each payer and type."
    ),
) -> None:
    """Write the claims of coded encounters: professional and institutional, more than one where one does not hold all.

    Nothing is written when an encounter cannot be read, lacks what every payer asks for, or has an error.

    Example: `farr claim encounter.json > claim.x12`
    """
    found = _claims(file)
    if outbox is not None:
        from farr.pipeline.outbox import to_outbox

        for path in to_outbox(found, outbox):
            sys.stdout.write(f"{path}\n")
        return
    from farr.pipeline.claim import to_837

    _ = to
    sys.stdout.write(to_837(found))


def _claims(file: str) -> list[Claim]:
    """The claims of all encounters of a file, or an exit with what is wrong."""
    from farr.pipeline.claim import claims
    from farr.pipeline.inputs import encounters

    found: list[Claim] = []
    worst, seen = 0, set()
    with output.ready(Part.tables):
        for item in encounters(file):
            try:
                if item.error is not None:
                    raise item.error
                worst = max(worst, _errors(item.value))
                made = claims(item.value)
                if made[0].control_number in seen:
                    raise UsageError(
                        "an encounter of this file has the same id; a claim's number must be its own", item.id or file
                    )
                seen.add(made[0].control_number)
                _remark(item.value, made)
                found += made
            except FarrError as error:
                worst = max(worst, 1 if isinstance(error, IncompleteClaim) else error.exit_code)
                output.complain(error)
    if worst:
        output.note("no claim was written; mend the above and run again")
        raise typer.Exit(worst)
    if not os.environ.get("FARR_SUBMITTER_TELEPHONE") and not found[0].billing_provider.telephone:
        output.note("no telephone of the submitter is known; zeros stand in its place. Set FARR_SUBMITTER_TELEPHONE")
    return found


def _errors(encounter: Encounter) -> int:
    from farr.pipeline.check import check

    errors = [finding for finding in check(encounter).findings if finding.severity == "error"]
    for finding in errors:
        output.note(f"{encounter.id}: {finding.where}: {finding.edit} {finding.message}")
    return 1 if errors else 0


def _remark(encounter: Encounter, made: tuple[Claim, ...]) -> None:
    from farr.pipeline.claim import as_billed, left_out

    if len(made) > 1:
        output.note(f"{encounter.id}: {len(made)} claims, because one does not hold its diagnoses or lines")
    for path in left_out(as_billed(encounter)):
        output.note(f"{encounter.id}: {path} stands on no claim: no line points to it and no room is left")
