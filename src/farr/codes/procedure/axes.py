"""The axes of ICD-10-PCS as a record names them: which values of an axis the words around a procedure support."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from farr.codes.page import Page
from farr.codes.wordings import Hit, Wordings, table
from farr.records import Evidence, Sentence

PACKAGE = "farr.codes.procedure"
AXES = ("body part", "approach", "device", "qualifier")
SIDES = ("right", "left")
SEVERAL = frozenset(("colon-part", "stomach-part"))
"""Groups of which each value named is a procedure of its own (ICD-10-PCS guideline B3.2a)."""
DURATION = re.compile(r"(\d{1,4}(?:\.\d)?)\s*(?:consecutive\s*)?(hours?|hrs?|days?)\b")
HOURS = "hours"
OPEN = "0"
READ = frozenset(
    (
        "procedure",
        "technique",
        "findings",
        "preoperative-diagnosis",
        "postoperative-diagnosis",
        "administrative",
        "hospital-course",
        "preamble",
        "heading",
        "other",
        "discharge-diagnosis",
    )
)


class Term(NamedTuple):
    """A procedure term: its table (three characters) and for each axis behind it a value or the group that must name one."""

    table: str
    axes: tuple[str, str, str, str]


class Reached(NamedTuple):
    """What the words say of an axis: the values, and the words that carry them; no values where nothing is said."""

    values: tuple[str, ...]
    evidence: tuple[Evidence, ...]


@functools.cache
def terms(language: str) -> Wordings:
    return Wordings([(tuple(row[:5]), row[5]) for row in table(PACKAGE, language, "terms.tsv")])


@functools.cache
def done(language: str) -> Wordings:
    return Wordings([((row[0],), row[1]) for row in table(PACKAGE, language, "done.tsv")])


@functools.cache
def groups(language: str) -> dict[str, tuple[str, ...]]:
    """Group to its values, in the order of the table."""
    found: dict[str, tuple[str, ...]] = {}
    for group, value, _ in table(PACKAGE, language, "axes.tsv"):
        found[group] = tuple(dict.fromkeys((*found.get(group, ()), value)))
    return found


@functools.cache
def _wordings(language: str, group: str) -> Wordings:
    return Wordings([((row[1], row[2]), row[2]) for row in table(PACKAGE, language, "axes.tsv") if row[0] == group])


def is_side(language: str, group: str) -> bool:
    """True for a group whose values are sides only."""
    rows = [row for row in table(PACKAGE, language, "axes.tsv") if row[0] == group]
    return {row[2] for row in rows} >= set(SIDES)


def reach(page: Page, term: Hit, group: str) -> Reached:
    """The values of a group that the record names for a procedure: in its sentence, else anywhere in the report."""
    sentence = page.sentence(term.start)
    if group == HOURS:
        return _hours(page, sentence)
    language = page.reading.language
    near = _wordings(language, group).find(page.form, sentence.start, sentence.end)
    if not near and is_side(language, group):
        both = [hit for hit in done(language).find(page.form, sentence.start, sentence.end) if hit.cells[0] == "bilateral"]
        if both:
            return Reached(groups(language)[group][:2], (page.evidence(both[0].start, both[0].end),))
    if near:
        return _chosen(page, term, group, near, sentence)
    wide = [hit for hit in _wordings(language, group).find(page.form) if page.section(hit.start) in READ]
    values = tuple(dict.fromkeys(hit.cells[0] for hit in wide))
    if group in SEVERAL or len(values) == 1:
        return Reached(values, tuple(page.evidence(hit.start, hit.end) for hit in wide[:2]))
    return Reached((), ())


def _chosen(page: Page, term: Hit, group: str, near: list[Hit], sentence: Sentence) -> Reached:
    values = tuple(dict.fromkeys(hit.cells[0] for hit in near))
    said = {hit.cells[0] for hit in done(page.reading.language).find(page.form, sentence.start, sentence.end)}
    evidence = tuple(page.evidence(hit.start, hit.end) for hit in near)
    if is_side(page.reading.language, group):
        own = next((value for value in values if any("bilateral" in hit.cells[1] for hit in near if hit.cells[0] == value)), None)
        if own is not None:
            return Reached((own,), evidence)
        if "bilateral" in said:
            return Reached(groups(page.reading.language)[group][:2], evidence)
        nearest = min(near, key=lambda hit: _distance(hit, term))
        return Reached((nearest.cells[0],), (page.evidence(nearest.start, nearest.end),))
    if group in SEVERAL or len(values) == 1:
        return Reached(values, evidence)
    if OPEN in values and "converted" in said:
        return Reached((OPEN,), evidence)
    inside = tuple(dict.fromkeys(hit.cells[0] for hit in near if term.start <= hit.start < term.end))
    return Reached(inside, evidence) if len(inside) == 1 else Reached((), ())


def _distance(hit: Hit, term: Hit) -> int:
    return max(hit.start - term.end, term.start - hit.end, 0)


def _hours(page: Page, sentence: Sentence) -> Reached:
    """The value whose span of hours holds the duration that the sentence states."""
    match = DURATION.search(page.form, sentence.start, sentence.end)
    if match is None:
        return Reached((), ())
    hours = float(match[1]) * (24 if match[2].startswith("day") else 1)
    for group, value, span in table(PACKAGE, page.reading.language, "axes.tsv"):
        if group == HOURS:
            low, high = (int(part) for part in span.split("-"))
            if low <= int(hours) <= high:
                return Reached((value,), (page.evidence(*match.span()),))
    return Reached((), ())
