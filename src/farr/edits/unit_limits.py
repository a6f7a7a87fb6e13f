"""Medically unlikely edits of an encounter's lines.

Source: NCCI Policy Manual for Medicare Services, chapter I, section V: units of a line that spans days are divided by the days.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from farr.edits.billing import Billed, billed, professional, same_provider
from farr.edits.bundling import setting_table
from farr.edits.context import Context
from farr.records import UnitLimit

SUPPLIER = "332"
"""Beginning of the taxonomy codes of equipment suppliers."""


def limits_table(context: Context) -> str:
    """The set of the setting: ``mue-practitioner``, ``mue-dme``, ``mue-hospital``; empty for inpatient bills."""
    billing = context.encounter.billing_provider
    if professional(context) and billing and (billing.taxonomy or "").startswith(SUPPLIER):
        return "mue-dme"
    return setting_table(context, "mue")


@functools.lru_cache(maxsize=8)
def limited(context: Context) -> tuple[tuple[Billed, UnitLimit], ...]:
    """Lines whose code has a published limit on their day."""
    name = limits_table(context)
    found = []
    for line in billed(context) if name else ():
        if line.date is None or line.line.anesthesia_minutes is not None:
            continue
        table = context.table(name, line.date)
        limit = table.limit(line.code) if table is not None else None
        if limit is not None:
            found.append((line, limit))
    return tuple(found)


def daily_units(line: Billed) -> Decimal:
    """Units a day: those of the line divided by its days, rounded."""
    days = (line.through - line.date).days + 1 if line.date and line.through and line.through > line.date else 1
    return line.units if days == 1 else (line.units / days).quantize(Decimal(1), ROUND_HALF_UP)


def by_day(context: Context, indicator: str) -> Iterator[tuple[list[Billed], UnitLimit, Decimal]]:
    """Lines of one code, day and provider whose units together exceed the limit, with the limit and the sum."""
    groups: list[tuple[list[Billed], UnitLimit]] = []
    for line, limit in limited(context):
        if limit.indicator != indicator:
            continue
        for lines, _ in groups:
            if lines[0].code == line.code and lines[0].date == line.date and same_provider(lines[0], line):
                lines.append(line)
                break
        else:
            groups.append(([line], limit))
    for lines, limit in groups:
        units = sum((daily_units(line) for line in lines), Decimal(0))
        if units > limit.value:
            yield lines, limit, units


def cited_limit(context: Context, line: Billed) -> str:
    """The row that speaks: table, release and code."""
    name = limits_table(context)
    return f"CMS, {name} {context.used.get(name, '')}, {line.code}"
