"""The dated tables of E/M: codes by level, minutes, prolonged services, ages, problems.  The data files name their sources."""

from __future__ import annotations

import datetime as dt
import functools

from farr.codes.wordings import Wordings, table

PACKAGE = "farr.codes.evaluation_management"
GRADES = ("none", "straightforward", "low", "moderate", "high")
SINGLE = {"minor": 1, "uncomplicated": 2, "chronic": 2, "systemic": 3, "injury": 3, "undiagnosed": 3, "threat": 4}


@functools.cache
def _rows(name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in table(PACKAGE, name))


def _in_force(row: tuple[str, ...], day: str) -> bool:
    """The last two cells of a row are its first and last day."""
    return row[-2] <= day and (not row[-1] or day <= row[-1])


def codes_of(family: str, patient: str, date: dt.date) -> dict[int, str]:
    """Level (1 to 4) to code for a family and class of patient; empty where none is in force on the date."""
    day = date.isoformat()
    return {int(row[2]): row[3] for row in _rows("levels.tsv") if row[:2] == (family, patient) and _in_force(row, day)}


def code_by_time(codes: dict[int, str], minutes: int, date: dt.date) -> str | None:
    """The highest of some codes whose minutes are met; None below the lowest, or where the codes have no time."""
    day = date.isoformat()
    least = {row[0]: int(row[1]) for row in _rows("times.tsv") if _in_force(row, day)}
    met = [code for _, code in sorted(codes.items()) if code in least and least[code] <= minutes]
    return met[-1] if met else None


def prolonged(code: str, minutes: int, date: dt.date) -> tuple[tuple[str, int, str], ...]:
    """Prolonged services beside a code chosen by time: code, units, and whose rule (``cpt`` or ``medicare``)."""
    day = date.isoformat()
    return tuple(
        (row[1], 1 + (minutes - int(row[2])) // int(row[3]), row[4])
        for row in _rows("prolonged.tsv")
        if row[0] == code and _in_force(row, day) and minutes >= int(row[2])
    )


def preventive(patient: str, age: int) -> str | None:
    """The preventive visit for a class of patient and an age in years."""
    return next((row[3] for row in _rows("preventive.tsv") if row[0] == patient and int(row[1]) <= age <= int(row[2])), None)


def fixed(kind: str, minutes: int) -> str | None:
    """The code of a visit that minutes alone tell apart (discharge day, critical care)."""
    met = [row[2] for row in _rows("fixed.tsv") if row[0] == kind and int(row[1]) <= minutes]
    return met[-1] if met else None


def family_of(setting: str) -> str | None:
    return {row[0]: row[1] for row in _rows("families.tsv")}.get(setting)


@functools.cache
def _classes() -> dict[str, str]:
    return {beginning: row[0] for row in _rows("problems.tsv") for beginning in row[1].split()}


def problem_class(code: str) -> str:
    """What a diagnosis is as a problem: the class of the longest beginning that the table has."""
    return next((_classes()[code[:n]] for n in range(len(code), 0, -1) if code[:n] in _classes()), "uncomplicated")


@functools.cache
def wordings(language: str) -> Wordings:
    """All wordings of the visit, its problems, tests and decisions; the first cell of a hit is its table."""
    rows: list[tuple[tuple[str, ...], str]] = []
    for name in ("status", "tests", "data", "risk", "visit", "drugs"):
        read = table(PACKAGE, language, f"{name}.tsv")
        rows.extend(((name, *row[:-1]), row[-1]) for row in read if row[0] != "ending")
    return Wordings(rows)


@functools.cache
def drug_endings(language: str) -> tuple[str, ...]:
    """Endings of the names of prescription drugs."""
    return tuple(end for row in table(PACKAGE, language, "drugs.tsv") if row[0] == "ending" for end in row[1].split(";"))
