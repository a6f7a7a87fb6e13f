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
    fhir = "fhir"
    cms1500 = "cms1500"
    ub04 = "ub04"


def register(app: typer.Typer) -> None:
    app.command("claim")(claim)


def claim(
    file: str = typer.Argument(metavar="FILE", help="Coded encounters, FHIR Claims or an 837; - for standard input."),
    to: To = typer.Option(To.x12, "--to", help="837 (X12), fhir (R4 Claim), cms1500 or ub04 (PDF data for blank stock)."),
    outbox: Path | None = typer.Option(None, "--outbox", metavar="DIR", help="Write 837 files here, one a payer and type."),
    target: Path | None = typer.Option(None, "--output", "-o", metavar="FILE", help="Write here instead of standard output."),
    grid: bool = typer.Option(False, "--grid", help="Forms: outline and number the boxes, to check the alignment."),
    shift: str = typer.Option("0,0", "--shift", metavar="X,Y", help="Forms: inches to the right and down."),
) -> None:
    """Write the claims of coded encounters: professional and institutional, more than one where one does not hold all.

    Nothing is written when an encounter cannot be read, lacks what every payer asks for, or has an error.

    Example: `farr claim encounter.json > claim.x12`
    """
    moved = _shift(shift)
    if outbox is not None and (to is not To.x12 or target is not None):
        raise UsageError("an outbox takes 837 files; leave out --to and --output", "--outbox")
    found = _claims(file)
    if outbox is not None:
        from farr.pipeline.outbox import to_outbox

        _telephone(found)
        for path in to_outbox(found, outbox):
            sys.stdout.write(f"{path}\n")
        return
    if to is To.x12:
        from farr.pipeline.claim import to_837

        _telephone(found)
        data = to_837(found).encode("ascii")
    elif to is To.fhir:
        from farr.pipeline.forms import to_fhir_lines

        data = to_fhir_lines(found)
    else:
        from farr.pipeline.forms import to_cms1500, to_ub04

        data = (to_cms1500 if to is To.cms1500 else to_ub04)(found, grid, moved)
    if target is not None:
        from farr.pipeline.control import write_atomically

        write_atomically(target, data)
    elif to in (To.cms1500, To.ub04) and sys.stdout.isatty():
        raise UsageError("a PDF does not go to a terminal; name a file", "--output")
    else:
        sys.stdout.buffer.write(data)


def _shift(text: str) -> tuple[float, float]:
    try:
        right, down = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError("expected two numbers of inches with a comma between them, as 0.05,-0.1", "--shift") from None
    return right, down


def _telephone(found: list[Claim]) -> None:
    if not os.environ.get("FARR_SUBMITTER_TELEPHONE") and not found[0].billing_provider.telephone:
        output.note("no telephone of the submitter is known; zeros stand in its place. Set FARR_SUBMITTER_TELEPHONE")


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
