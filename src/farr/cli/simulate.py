"""``farr simulate``: made-up counterparts for training, tests and trying things out."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import typer

from farr.cli import output
from farr.cli.output import day
from farr.errors import UsageError
from farr.pipeline.setup import Part

commands = typer.Typer(name="simulate", help="Made-up counterparts: a payer that answers claims.", no_args_is_help=True)


def register(app: typer.Typer) -> None:
    app.add_typer(commands)


@commands.callback()
def group() -> None:
    """Made-up counterparts: a payer that answers claims."""


@commands.command("payer")
def payer(
    file: str = typer.Argument(metavar="FILE", help="An 837P or 837I; - for standard input."),
    out: Path = typer.Option(
        Path("answers"), "--out", metavar="DIR", help="The folder for answer.999, answer.277ca and answer.835."
    ),
    seed: int = typer.Option(0, "--seed", help="The same seed and file give the same answers."),
    fees: str | None = typer.Option(None, "--fees", metavar="TABLE", help="Code, tab, what is allowed for one unit."),
    allowed: str = typer.Option("0.70", "--allowed", help="The share of the charge that is allowed where no fee is given."),
    denials: str = typer.Option(
        "1", "--denials", help="How often chance denies, as a factor: 0 never, 1 about one claim in ten."
    ),
    date: str | None = typer.Option(None, "--date", metavar="YYYY-MM-DD", help="The day of the answers (default: today)."),
) -> None:
    """Answer a file of claims as a payer would: 999, 277CA and an 835 that balances, with realistic denials.

    Example: `farr simulate payer docs/examples/claim.x12 --out answers --date 2026-03-20`
    """
    from farr.pipeline.inputs import read_bytes
    from farr.pipeline.simulate import Rules, fees_of, simulate_payer, write_answers

    rules = Rules(
        fees=fees_of(fees) if fees else {},
        allowed_share=_number(allowed, "--allowed"),
        denial_factor=_number(denials, "--denials"),
    )
    with output.ready(Part.tables):
        answers = simulate_payer(read_bytes(file), rules, seed, day(date))
    for path in write_answers(answers, out):
        output.console().print(str(path))


def _number(text: str, option: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal(-1)
    if not value.is_finite() or value < 0:
        raise UsageError("expected a number that is not negative, such as 0.7", option)
    return value
