"""What edits on billed services ask of an encounter: its lines in one form, what kind of service a code is, and who pays."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from farr.edits.context import Context
from farr.edits.lists import rows
from farr.records import Provider, ServiceLine

ONE = Decimal(1)
MEDICINE_VISITS = ("92002", "92004", "92012", "92014", "90791", "90792")


class Billed(NamedTuple):
    """A service line in its place: code and modifiers in capitals, its first and last day, and who rendered it."""

    place: int
    line: ServiceLine
    code: str
    modifiers: tuple[str, ...]
    date: dt.date | None
    through: dt.date | None
    provider: str | None
    specialty: str | None

    @property
    def where(self) -> str:
        return f"/lines/{self.place}"

    @property
    def units(self) -> Decimal:
        """Units, 1 where none are told."""
        return self.line.units if self.line.units is not None else ONE

    @property
    def kind(self) -> str:
        return kind_of(self.code)

    @property
    def family(self) -> str:
        return visit_family(self.code)

    def has(self, *modifiers: str) -> bool:
        return any(modifier in self.modifiers for modifier in modifiers)


@functools.lru_cache(maxsize=8)
def billed(context: Context) -> tuple[Billed, ...]:
    """The lines that carry a code, in their order."""
    encounter = context.encounter
    found = []
    for place, line in enumerate(encounter.lines):
        if not line.code:
            continue
        provider = line.rendering_provider or encounter.rendering_provider
        date = line.date or encounter.from_
        modifiers = line.modifiers and tuple(modifier.strip().upper() for modifier in line.modifiers)
        found.append(
            Billed(
                place,
                line,
                line.code.strip().upper(),
                modifiers,
                date,
                line.through or date,
                provider.npi if provider else None,
                provider.taxonomy if provider else None,
            )
        )
    return tuple(found)


@functools.lru_cache(maxsize=8)
def modifiers_of(context: Context) -> frozenset[str]:
    """All modifiers of the encounter, so that an edit on some of them need not look at lines without."""
    return frozenset(modifier for line in billed(context) for modifier in line.modifiers)


@functools.lru_cache(maxsize=8)
def codes_of(context: Context) -> frozenset[str]:
    """All billed codes of the encounter."""
    return frozenset(line.code for line in billed(context))


@functools.lru_cache(maxsize=1 << 15)
def kind_of(code: str) -> str:
    """``visit``, ``surgery``, ``radiology``, ``laboratory``, ``anesthesia``, ``medicine`` ...; empty where none is told."""
    return _in_ranges(code, "service_kinds")


@functools.lru_cache(maxsize=1 << 15)
def visit_family(code: str) -> str:
    """The family of a visit code (``office, new patient`` ...); empty for any other code."""
    return _in_ranges(code, "visit_families")


@functools.lru_cache(maxsize=1 << 15)
def is_visit(code: str) -> bool:
    """True for what modifiers of visits may stand on: visits, eye visits and psychiatric evaluations, and HCPCS codes of the
    letters G, S and T, among which are visits."""
    return kind_of(code) == "visit" or code in MEDICINE_VISITS or code[:1] in ("G", "S", "T")


def _in_ranges(code: str, name: str) -> str:
    if len(code) != 5 or not code[1:].isdigit():
        return ""
    return next((kind for first, last, kind in rows("", name) if first <= code <= last), "")


def same_provider(a: Billed, b: Billed) -> bool:
    """True where the two lines are one provider's for the rules of a day: the same person, or the same specialty of the billing
    group (Medicare Claims Processing Manual, chapter 12, section 30.6.5).  Where nobody is named, the biller is one provider."""
    return a.provider == b.provider or (a.specialty is not None and a.specialty == b.specialty)


def pairs(context: Context) -> Iterator[tuple[Billed, Billed]]:
    """Every two lines of one day and one provider, the earlier line first."""
    for a, b in combinations(billed(context), 2):
        if a.date == b.date and same_provider(a, b):
            yield a, b


def professional(context: Context) -> bool:
    return context.encounter.claim_type == "professional"


def bill(context: Context) -> str:
    """The type of bill without its leading zero (``131``); empty on a professional claim or where none is told."""
    if professional(context):
        return ""
    found = (context.encounter.type_of_bill or "").strip()
    return found[1:] if len(found) == 4 and found.startswith("0") else found


def payer_kind(context: Context) -> str:
    payer = context.encounter.payer
    return (payer.kind or "").strip().lower() if payer else ""


def medicare(context: Context) -> bool:
    """True where the payer is known to be Medicare."""
    return payer_kind(context) == "medicare"


def graded(context: Context) -> str:
    """How bad a fault against a Medicare rule is: an error for Medicare and Medicaid and where no payer is told, else a warning,
    since other payers take over most of these rules but not all."""
    return "error" if payer_kind(context) in ("", "medicare", "medicaid") else "warning"


def providers(context: Context) -> Iterator[tuple[str, Provider]]:
    """Every provider that the encounter names, with its path."""
    encounter = context.encounter
    for name in PARTIES:
        found = getattr(encounter, name, None)
        if found is not None:
            yield f"/{name}", found
    for place, line in enumerate(encounter.lines):
        for name in LINE_PARTIES:
            found = getattr(line, name)
            if found is not None:
                yield f"/lines/{place}/{name}", found


PARTIES = (
    "billing_provider", "rendering_provider", "facility", "referring_provider", "primary_care_provider", "supervising_provider",
    "attending_provider", "operating_provider", "other_operating_provider",
)  # fmt: skip
LINE_PARTIES = (
    "rendering_provider", "purchased_service_provider", "facility", "supervising_provider", "ordering_provider",
    "referring_provider", "primary_care_provider", "operating_provider", "other_operating_provider",
)  # fmt: skip


def today() -> dt.date:
    """The day on which the check runs."""
    return dt.date.today()
