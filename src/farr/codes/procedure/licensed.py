"""CPT procedures from a licensee's installed file: its descriptors become wordings, found in notes as diagnoses are.

farr ships no descriptor; without the file there are no CPT suggestions but the levels of visits.  A descriptor stands for
itself, for its part before the semicolon with what follows, and for its medium and short form; words in parentheses are left
out.  A wording that two codes share suggests none of them.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from decimal import Decimal

from farr.codes.page import Page
from farr.codes.procedure.inpatient import is_done
from farr.facts.trie import Trie
from farr.records import Suggestion
from farr.tables import Listing, Tables
from farr.words import Language

SCORE = 0.5
VISITS = ("99202", "99499")
"""E/M codes are chosen by level (farr.codes.evaluation_management), not by their words."""
FEWEST_WORDS = 2
LONG_WORD = 10
ASIDE = re.compile(r"\([^)]*\)")
TOLD_IN_VISITS = frozenset(("assessment", "assessment-and-plan", "plan", "physical-examination", "history-of-present-illness"))


class Descriptors:
    """The wordings of one release of CPT: a trie over their words, and the code of each."""

    def __init__(self, listing: Listing, date: dt.date, words: Language) -> None:
        meant: dict[str, set[str]] = {}
        self.titles: dict[str, str] = {}
        for entry in listing.all(date):
            if VISITS[0] <= entry.key <= VISITS[1]:
                continue
            self.titles[entry.key] = entry.cells["short"] or entry.cells["medium"] or entry.cells["title"]
            for wording in _wordings(entry.cells):
                key = " ".join(words.forms(wording))
                if key.count(" ") + 1 >= FEWEST_WORDS or len(key) >= LONG_WORD:
                    meant.setdefault(key, set()).add(entry.key)
        self.keys = [key for key, codes in meant.items() if len(codes) == 1]
        self.codes = [next(iter(meant[key])) for key in self.keys]
        self.hits = Trie(self.keys).hits


def _wordings(cells: dict[str, str]) -> list[str]:
    """The texts by which a code may be named: each descriptor, and the long one without its semicolon."""
    found = [ASIDE.sub(" ", cells[name]) for name in ("title", "medium", "short") if cells[name]]
    head, semicolon, tail = ASIDE.sub(" ", cells["title"]).partition(";")
    if semicolon:
        found += [f"{head} {tail}", f"{tail} {head}"]
    return found


@functools.lru_cache(maxsize=4)
def _descriptors(listing: Listing, date: dt.date, words: Language) -> Descriptors:
    return Descriptors(listing, date, words)


def licensed_procedures(page: Page, tables: Tables) -> list[Suggestion]:
    """CPT suggestions for procedures that the note says were done; none where no CPT file is installed for the date."""
    listing = tables.find("cpt")
    if listing is None:
        return []
    reading = page.reading
    known = _descriptors(listing, tables.date, reading.words)
    found: dict[str, Suggestion] = {}
    for spoken in reading.spoken:
        kept = [
            word
            for place, word in enumerate(spoken)
            if word.form not in reading.words.sides
            and not reading.words.is_small(word.form, spoken[place - 1].form if place else "")
        ]
        taken: set[int] = set()
        for first, last, entry in sorted(known.hits([word.form for word in kept]), key=lambda hit: (hit[0] - hit[1], hit[0])):
            start, end, code = kept[first].start, kept[last].end, known.codes[entry]
            if taken & set(range(first, last + 1)) or code in found or not is_done(page, start, end, TOLD_IN_VISITS):
                continue
            taken |= set(range(first, last + 1))
            found[code] = Suggestion(
                system="cpt",
                code=code,
                title=known.titles[code],
                role="procedure",
                reportable=True,
                reason="done in this encounter; named as the installed CPT file names it",
                assertion="present",
                score=SCORE,
                evidence=(page.evidence(start, end),),
                rules=("CPT, the licensee's file",),
                units=Decimal(1),
            )
    return list(found.values())
