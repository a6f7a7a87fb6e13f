"""``farr.remit``: answers of payers to outcomes, matched to the claims that were sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from farr.claims import assemble, encounter_of
from farr.errors import UnreadableInput
from farr.pipeline.control import write_atomically
from farr.pipeline.inputs import encounters, read_bytes
from farr.pipeline.x12 import opened
from farr.records import Acknowledgement, Outcome, Remittance
from farr.remittance import Filed, Shelf, outcomes
from farr.remittance.letters import drafts
from farr.remittance.outcomes import all_denials
from farr.remittance.reasons import Limit, limits_in
from farr.x12 import read_claims
from farr.x12.answers import answers

CLAIM_SUFFIXES = (".837", ".x12", ".edi", ".txt", ".json", ".jsonl", ".ndjson")


def remit(source: str, shelf: Shelf | None = None, limits: Sequence[Limit] = ()) -> Iterator[Outcome]:
    """What an 835, 999 or 277CA says, claim by claim.

    Args:
        source: a path, or ``-`` for standard input.
        shelf: the claims that it may speak of, see :func:`shelf_of`; without, answers are explained and not matched.
        limits: deadlines of the site's contracts, see :func:`limits_of`.
    Returns: outcomes in the order of the file; nothing is posted, every entry is a proposal.
    Raises:
        UnreadableInput: no such file, not X12, or no answer in it.
    Source: ASC X12N 005010X221A1, X231A1, X214; claim adjustment reason codes as ``remittance/data/reasons.tsv`` reads them.
    """
    found = False
    with opened(source) as stream:
        for answer in answers(stream):
            found = True
            yield from outcomes(answer, shelf or Shelf(), tuple(limits))
    if not found:
        raise UnreadableInput("no 835, 999 or 277CA in this file; farr x12 read shows what it holds", source)


def outcomes_of(answer: Remittance | Acknowledgement, shelf: Shelf | None = None) -> list[Outcome]:
    """:func:`remit` for an answer that is read already."""
    return list(outcomes(answer, shelf or Shelf()))


def read_answers(source: str) -> list[Remittance | Acknowledgement]:
    """The answers of a file as records.

    Raises:
        UnreadableInput: no such file, or not X12.
    """
    with opened(source) as stream:
        return list(answers(stream))


def shelf_of(sources: Sequence[str]) -> Shelf:
    """The claims of 837 files, of coded encounters (JSON Lines), and of folders of them, such as an outbox.

    Raises:
        UnreadableInput: a file cannot be read, or a claim in it; it names file and place.
    """
    return Shelf(filed for source in sources for path in _files(source) for filed in _filed(path))


def _files(source: str) -> Iterator[str]:
    folder = Path(source)
    if source != "-" and folder.is_dir():
        yield from (str(path) for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix.lower() in CLAIM_SUFFIXES)
    else:
        yield source


def _filed(source: str) -> Iterator[Filed]:
    name = "stdin" if source == "-" else Path(source).name
    if source.endswith((".json", ".jsonl", ".ndjson")):
        for item in encounters(source):
            if item.error is not None:
                raise item.error
            yield Filed(assemble(item.value), item.value, file=name)
        return
    with opened(source) as stream:
        for read in read_claims(stream, spots=False):
            if read.error is not None or read.claim is None:
                raise read.error or UnreadableInput("this claim cannot be read", f"{name} segment {read.number}")
            yield Filed(read.claim, encounter_of(read.claim), read.set_control, read.group_control, name)


def limits_of(source: str) -> list[Limit]:
    """A site's own deadlines: tab-separated rows of payer kind, remedy, days, ``remittance`` or ``service``, basis.

    Raises:
        UnreadableInput: a row that is none, with its line.
    """
    rows = []
    for number, line in enumerate(read_bytes(source).decode("utf-8", errors="replace").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != 5 or not cells[2].isdigit() or cells[3] not in ("remittance", "service"):
            raise UnreadableInput(
                "expected five cells separated by tabs: payer kind, remedy, days, remittance or service, basis",
                f"{source}:{number}",
            )
        rows.append(cells)
    return limits_in(rows)


def write_drafts(
    outcomes_: Iterable[Outcome], shelf: Shelf, folder: Path, today: dt.date | None = None
) -> Iterator[dict[str, Any]]:
    """Drafts for the denials of outcomes: letters as PDF, corrected claims as coded encounters, and ``drafts.jsonl`` that lists
    them.  File names are numbers, so that they tell nothing of a patient.

    Returns: the rows of the list: file, kind, claim, reasons, deadline.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows: list[dict[str, Any]] = []
    for outcome in outcomes_:
        filed = shelf.find(outcome.control_number).filed
        if filed is None:
            continue
        for draft in drafts(outcome, filed.encounter, filed.claim, outcome.payer_control_number, today or dt.date.today()):
            name = f"{draft.kind}-{len(rows) + 1:04}.{'pdf' if draft.letter else 'json'}"
            data = draft.letter or msgspec.json.format(msgspec.json.encode(draft.encounter), indent=1)
            write_atomically(folder / name, data)
            deadlines = [denial.deadline for denial in draft.denials if denial.deadline]
            row = {
                "file": name,
                "kind": draft.kind,
                "claim": draft.claim,
                "reasons": [f"{denial.group} {denial.reason}" for denial in draft.denials],
                "deadline": min(deadlines).isoformat() if deadlines else None,
            }
            rows.append(row)
            yield row
    write_atomically(folder / "drafts.jsonl", b"".join(msgspec.json.encode(row) + b"\n" for row in rows))


__all__ = ["all_denials", "limits_of", "outcomes_of", "read_answers", "remit", "shelf_of", "write_drafts"]
