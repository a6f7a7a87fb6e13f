"""``farr simulate payer``: an 837 in, the payer's 999, 277CA and 835 out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from farr import edits
from farr.claims import encounter_of
from farr.errors import UnreadableInput
from farr.pipeline.control import reserve, write_atomically
from farr.pipeline.inputs import read_bytes
from farr.pipeline.x12 import InstalledCodeSets
from farr.records import Claim, Finding, Remittance
from farr.simulation import Payer, Rules
from farr.simulation.remittances import remittances
from farr.x12 import read_claims, validate
from farr.x12.acknowledge import Answer, Results, claim_acknowledgement, implementation_acknowledgement
from farr.x12.remittances import write_remittances

PLAIN = Rules()
CONTACT = ("SIMULATED DESK", "5555550100")


class Answers(NamedTuple):
    """What the simulated payer sends back: X12 texts (empty where there is nothing to answer), and the remittances."""

    implementation: str
    claims: str
    remittance: str
    remittances: tuple[Remittance, ...]


def simulate_payer(
    data: bytes,
    rules: Rules = PLAIN,
    seed: int = 0,
    today: dt.date | None = None,
) -> Answers:
    """Answer a file of claims as a payer would: a 999 by its syntax, a 277CA by its claims, an 835 for those taken.

    Args:
        data: an 837P or 837I file.
        rules: how the payer pays.
        seed: the same seed and file give the same answers, but for control numbers.
        today: the day of the answers (default: today).
    Raises:
        UnreadableInput: not X12, or no claims in it.
    """
    day = today or dt.date.today()
    results = Results(claims=True)
    validate.run(data, results, InstalledCodeSets(), ())
    answer = Answer(reserve("interchange"), dt.datetime.combine(day, dt.time(9, 0)))
    refused = _refused(results)
    payer = Payer(rules, day, seed)
    answered = [
        (read.claim, payer.adjudicate(read.claim, _findings(read.claim)))
        for number, read in enumerate(read_claims(data, spots=False), 1)
        if read.claim is not None and read.error is None and number not in refused
    ]
    paid = remittances(answered, day, seed) if answered else []
    group = results.groups[0] if results.groups else None
    return Answers(
        implementation=implementation_acknowledgement(results, answer),
        claims=claim_acknowledgement(results, answer._replace(control=reserve("interchange"))),
        remittance=write_remittances(paid, group.isa, group.gs, answer._replace(control=reserve("interchange")), CONTACT)
        if paid and group is not None
        else "",
        remittances=tuple(paid),
    )


def _findings(claim: Claim) -> tuple[Finding, ...]:
    return edits.check(encounter_of(claim), "pre-bill").findings


def _refused(results: Results) -> set[int]:
    """Claims (counted from 1 over the file) with faults, and all claims of sets that are refused as a whole."""
    found: set[int] = set()
    for group in results.groups:
        for result in group.sets:
            whole = result.errors and not any(claim.problems for claim in result.claims)
            found |= {claim.number for claim in result.claims if whole or claim.problems}
    return found


def fees_of(source: str) -> Mapping[str, Decimal]:
    """A fee table: tab-separated rows of code and what is allowed for one unit.

    Raises:
        UnreadableInput: a row that is none, with its line.
    """
    found: dict[str, Decimal] = {}
    for number, line in enumerate(read_bytes(source).decode("utf-8", errors="replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        code, _, amount = line.partition("\t")
        try:
            found[code.strip().upper()] = Decimal(amount.strip())
        except InvalidOperation:
            raise UnreadableInput("expected a code, a tab and an amount such as 125.50", f"{source}:{number}") from None
    return found


def write_answers(answers: Answers, folder: Path) -> Iterator[Path]:
    """The answers as files ``answer.999``, ``answer.277ca`` and ``answer.835``; each comes whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("999", answers.implementation), ("277ca", answers.claims), ("835", answers.remittance)):
        if text:
            path = folder / f"answer.{name}"
            write_atomically(path, text.encode("ascii"))
            yield path


__all__ = ["Answers", "Rules", "fees_of", "simulate_payer", "write_answers"]
