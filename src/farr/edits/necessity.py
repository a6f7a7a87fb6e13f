"""Medical necessity: what billing and coding articles say of a line and the diagnoses that it points to.

Source: Medicare Program Integrity Manual (CMS Pub. 100-08), chapter 13; articles of the Medicare Coverage Database.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator

from farr.edits.billing import Billed, bill, billed, medicare, professional
from farr.edits.context import Context

SET = "lcd-articles"
NOTICES = ("GA", "GX", "GY", "GZ")
Judged = tuple[Billed, str, dict[str, frozenset[str]], tuple[str, ...]]


def state(context: Context) -> str:
    """The state where the service was billed: the facility's, else the billing provider's; empty where none is told."""
    for party in (context.encounter.facility, context.encounter.billing_provider):
        if party is not None and party.address is not None and party.address.state:
            return party.address.state.upper()
    return ""


def certain(context: Context) -> bool:
    """True where it is known that the articles judged are those of the provider's state."""
    return bool(state(context))


def judged(context: Context, kind: str) -> Iterator[Judged]:
    """Lines for Medicare that an article of the state holds: the line, the article, its diagnoses by group and the diagnoses that
    the line points to, all of the claim's where lines point to none (institutional).

    Args:
        kind: ``covered`` or ``noncovered``.
    """
    yield from _judged(context).get(kind, ())


@functools.lru_cache(maxsize=8)
def _judged(context: Context) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {"covered": [], "noncovered": []}
    if not medicare(context) or bill(context)[:2] in ("11", "18", "21"):
        return found
    here = state(context)
    for line in billed(context):
        articles = context.table(SET, line.date) if line.date else None
        pointed = diagnoses_of(context, line)
        if articles is None or line.date is None or not pointed or line.has(*NOTICES):
            continue
        groups: dict[str, set[str]] = {}
        for row in articles.on(line.code, line.date):
            groups.setdefault(row["article"], set()).add(row["group"])
        for article, numbers in groups.items():
            entry = articles.article(article, line.date)
            states = entry["states"].split() if entry is not None else []
            if here and states and here not in states:
                continue
            for kind, lines in found.items():
                listed = {
                    group: codes for group, codes in articles.diagnoses(article, kind, line.date).items() if group in numbers
                }
                if listed:
                    lines.append((line, article, listed, pointed))
    return found


def diagnoses_of(context: Context, line: Billed) -> tuple[str, ...]:
    """The diagnoses of a line without dots, the first pointer first."""
    by_place = {diagnosis.place + 1: diagnosis.code.replace(".", "") for diagnosis in context.diagnoses}
    if professional(context):
        return tuple(by_place[pointer] for pointer in line.line.diagnosis_pointers if pointer in by_place)
    return tuple(by_place.values())
