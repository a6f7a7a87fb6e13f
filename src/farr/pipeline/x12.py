"""``farr x12``: X12 files checked against the installed code sets, read, written, acknowledged."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Literal, cast

from farr.errors import TableMissing, UnreadableInput
from farr.pipeline.control import reserve
from farr.records import CheckedFile, Finding, System
from farr.tables import Tables
from farr.tables.listing import Listing
from farr.tables.validity import is_valid
from farr.x12 import ReadClaim, exchange, validate
from farr.x12.acknowledge import Answer, Results, claim_acknowledgement, implementation_acknowledgement
from farr.x12.answers import acknowledgement_of
from farr.x12.claims import ClaimReader
from farr.x12.findings import finding
from farr.x12.payments import payment
from farr.x12.problems import Problem
from farr.x12.reading import units
from farr.x12.syntax import Segment
from farr.x12.tree import Envelope, Unit

SYSTEMS = frozenset(("icd-10-cm", "icd-10-pcs", "hcpcs", "cpt"))
LISTED = {"state": "states"}
MOST_LISTED = 1000
Acknowledgement = Literal["999", "277CA"]


class InstalledCodeSets:
    """The installed tables as the X12 check asks for them."""

    def __init__(self) -> None:
        self._listings: dict[tuple[str, dt.date], Listing | None] = {}

    def known(self, name: str, code: str, date: dt.date) -> bool | None:
        """Is a code in a set on a date?  None where no release covers the date, or a list that is known to be incomplete
        has not got it."""
        if name in SYSTEMS:
            try:
                return is_valid(code, date, cast("System", name))
            except TableMissing:
                return None
        key = (LISTED.get(name, name), date)
        if key not in self._listings:
            found = Tables(date).find(key[0])
            self._listings[key] = found if isinstance(found, Listing) else None
        listing = self._listings[key]
        if listing is None:
            return None
        return True if listing.has(code, date) else (False if listing.complete else None)


class _Gatherer:
    """Listens to a check and keeps findings up to a limit."""

    def __init__(self, limit: int, results: Results | None = None) -> None:
        self.limit, self.results = limit, results
        self.findings: list[Finding] = []
        self.count = {"error": 0, "warning": 0}

    def problem(self, problem: Problem, envelope: Envelope) -> None:
        severity = "error" if problem.severity == "error" else "warning"
        self.count[severity] += 1
        if len(self.findings) < self.limit:
            self.findings.append(finding(problem, envelope))
        if self.results is not None:
            self.results.problem(problem, envelope)

    def unit(self, unit: Unit) -> None:
        if self.results is not None:
            self.results.unit(unit)

    def set_end(self, envelope: Envelope, problems: list[Problem]) -> None:
        if self.results is not None:
            self.results.set_end(envelope, problems)

    def control(self, segment: Segment) -> None:
        if self.results is not None:
            self.results.control(segment)


@contextmanager
def opened(source: str) -> Iterator[BinaryIO]:
    """The bytes of a file, or of standard input for ``-``, as a stream.

    Raises:
        UnreadableInput: no such file, a folder, or no permission.
    """
    if source == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 - closed below; only the opening may fail this way
    except OSError as error:
        raise UnreadableInput(f"cannot be read ({error.strerror}); check the path", source) from None
    with stream:
        yield stream


def companion(path: str) -> tuple[validate.CompanionRule, ...]:
    """A site's companion rules from their file.

    Raises:
        UnreadableInput: no such file, or a row that is no rule.
    """
    with opened(path) as stream:
        return validate.read_companion(stream.read().decode("utf-8"), path)


def check(
    source: str, companions: Iterable[validate.CompanionRule] = (), limit: int = MOST_LISTED, results: Results | None = None
) -> CheckedFile:
    """Check an X12 file, WEDI SNIP types 1 to 7.

    Args:
        source: a path, or ``-`` for standard input.  The file is read once, with flat memory.
        companions: rules of a trading partner, see :func:`companion`.
        limit: findings listed; the others are counted.
        results: gathers what acknowledgements need.
    Raises:
        UnreadableInput: no such file, or not X12.
    """
    gatherer = _Gatherer(limit, results)
    with opened(source) as stream:
        outcome = validate.run(stream, gatherer, InstalledCodeSets(), companions)
    errors, warnings = gatherer.count["error"], gatherer.count["warning"]
    return CheckedFile(
        id=Path(source).name if source != "-" else "-", findings=tuple(gatherer.findings), not_checked=outcome.not_checked,
        errors=errors, warnings=warnings, sets=outcome.sets, units=outcome.units, segments=outcome.segments,
        unlisted=errors + warnings - len(gatherer.findings),
    )  # fmt: skip


def acknowledge(
    source: str, to: Acknowledgement, companions: Iterable[validate.CompanionRule] = (), answer: Answer | None = None
) -> tuple[str, CheckedFile]:
    """Check an X12 file and write its acknowledgement: a 999 for any file, a 277CA for claims.

    Raises:
        UnreadableInput: no such file, not X12, or a 277CA of a file without claims.
    """
    results = Results(claims=to == "277CA")
    checked = check(source, companions, results=results)
    given = answer or Answer(reserve("interchange"), dt.datetime.now())
    text = claim_acknowledgement(results, given) if to == "277CA" else implementation_acknowledgement(results, given)
    if not text:
        what = "claims (an 837)" if to == "277CA" else "a functional group (GS)"
        raise UnreadableInput(f"there is nothing to acknowledge with a {to}: expected a file with {what}", source)
    return text, checked


def read(source: str) -> Iterator[dict[str, Any]]:
    """The claims, payments and acknowledgements of an X12 file as plain data, a line each, without loss.

    Each line has the segments as they stand, and beside them the record that they make: ``claim``, ``payment`` or
    ``acknowledgement``, with ``fault`` in its place where no record can be made of them.

    Raises:
        UnreadableInput: no such file, or not X12.
    """
    with opened(source) as stream:
        yield from with_records(units(stream))


def with_records(found: Iterable[Unit]) -> Iterator[dict[str, Any]]:
    """Units as plain data with their records; a claim is complete when the segment behind it has been read."""
    reader = ClaimReader(spots=False)
    waiting: dict[int, dict[str, Any]] = {}
    held: dict[str, Any] | None = None
    for unit in found:
        row = exchange.to_dict(unit)
        clm = unit.loop.get("CLM") if unit.kind == "claim" else None
        if clm is not None:
            waiting[clm.number] = row
        row |= _record(unit)
        for segment in unit.segments:
            _put(reader.take(segment), waiting)
        if held is not None:
            yield held
        held = row
    _put(reader.flush(), waiting)
    if held is not None:
        yield held


def _put(read: ReadClaim | None, waiting: dict[int, dict[str, Any]]) -> None:
    """A claim that was read into the line that it belongs to."""
    row = waiting.pop(read.number, None) if read is not None else None
    if row is None or read is None:
        return
    if read.claim is not None and read.error is None:
        row["claim"] = read.claim.to_dict()
    elif read.error is not None:
        row["fault"] = read.error.to_dict()


def _record(unit: Unit) -> dict[str, Any]:
    """The record of a payment or an acknowledgement."""
    try:
        if unit.kind == "payment" and unit.loop.get("CLP") is not None:
            return {"payment": payment(unit.loop).to_dict()}
        if unit.kind == "acknowledgement" and unit.envelope.set in ("999", "997", "277"):
            found = acknowledgement_of(unit)
            return {"acknowledgement": found.to_dict()} if found is not None else {}
    except UnreadableInput as error:
        return {"fault": error.to_dict()}
    return {}


def write(source: str) -> Iterator[bytes]:
    """The JSON Lines of :func:`read` as X12, byte for byte what was read.

    Raises:
        UnreadableInput: no such file, or a line that :func:`read` did not write.
    """
    with opened(source) as stream:
        yield from exchange.write(stream)
