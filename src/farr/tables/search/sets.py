"""What a code set must give to be searched, and how ICD-10-CM gives it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from farr.records import System
from farr.tables.as_of import Tables
from farr.tables.icd10cm import Icd10Cm, Node
from farr.tables.icd10pcs import Icd10Pcs
from farr.tables.listing import Listing
from farr.tables.terms import ambiguous_terms, terms
from farr.tables.terms import fingerprint as terms_fingerprint


class Wording(NamedTuple):
    """A way to say a code, where it comes from, and how far it speaks for the code (0 to 1)."""

    text: str
    why: str
    trust: float


class Entry(NamedTuple):
    """A code as the search sees it.

    ``variant`` is empty for a code that is shown by itself, ``first`` for the seventh character that stands for its fellows
    (initial encounter) and ``later`` for the others.
    """

    code: str
    title: str
    billable: bool
    chapter: str
    variant: str
    wordings: tuple[Wording, ...]


class Searchable(Protocol):
    """One release of a code set.  ``state`` changes when what ``entries`` gives would change."""

    @property
    def system(self) -> System: ...
    @property
    def release(self) -> str: ...
    @property
    def state(self) -> str: ...
    def entries(self) -> Iterator[Entry]: ...
    def in_force(self, code: str, date: dt.date) -> bool: ...


SYSTEMS: tuple[System, ...] = ("icd-10-cm", "icd-10-pcs", "hcpcs", "cpt")
TITLES = ("title", "long", "short", "consumer", "description")
TITLE, SYNONYM, INCLUSION, SECOND, SENSE = 1.0, 0.9, 0.7, 0.4, 0.5


class SearchableIcd10Cm:
    """ICD-10-CM: titles, inclusion terms, and the synonyms and abbreviations of a language."""

    system: System = "icd-10-cm"

    def __init__(self, tables: Icd10Cm, language: str = "en") -> None:
        self.tables = tables
        self.language = language
        self.release = tables.release
        self.state = f"{tables.manifest.source_sha256}{terms_fingerprint(language)}"

    def entries(self) -> Iterator[Entry]:
        """Categories and codes in the order of the Tabular List, each with all its wordings."""
        inclusions = self.tables.all_notes("inclusion-term")
        said = self._synonyms()
        for node in self.tables.nodes.values():
            if node.kind not in ("category", "code"):
                continue
            wordings = [Wording(node.title, "title", TITLE), *said.get(node.code, ())]
            wordings += [Wording(text, "inclusion term", INCLUSION) for text in inclusions.get(node.code, ())]
            yield Entry(node.code, node.title, node.billable, node.chapter, self._variant(node), tuple(wordings))

    def in_force(self, code: str, date: dt.date) -> bool:  # noqa: ARG002 - a release of ICD-10-CM is in force as a whole
        """True: every code of the release is in force while the release is."""
        return True

    def _synonyms(self) -> dict[str, list[Wording]]:
        said: dict[str, list[Wording]] = {}
        for codes, term in terms(self.language):
            for place, code in enumerate(codes):
                said.setdefault(code, []).append(Wording(term, "synonym", SECOND if place else SYNONYM))
        for sense in ambiguous_terms(self.language):
            for code in sense.codes[:1]:
                trust = SENSE if sense.cues else SYNONYM
                said.setdefault(code, []).append(Wording(sense.term, "synonym with several meanings", trust))
        return said

    def _variant(self, node: Node) -> str:
        last = node.code[-1]
        if len(node.code) != 8 or not node.billable or not (last.isalpha() or node.chapter == "15"):
            return ""
        parent = self.tables.nodes.get(node.parent)
        if parent is None or not node.title.startswith(f"{parent.title}, "):
            return ""
        return "first" if last in "A0" else "later"


class SearchableIcd10Pcs:
    """ICD-10-PCS: the titles of its complete codes."""

    system: System = "icd-10-pcs"

    def __init__(self, tables: Icd10Pcs) -> None:
        self.tables = tables
        self.release = tables.release
        self.state = f"{tables.manifest.source_sha256}{tables.manifest.loader}"

    def entries(self) -> Iterator[Entry]:
        """All codes in order."""
        for code, title in self.tables.titles():
            yield Entry(code, title, True, "", "", (Wording(title, "title", TITLE),))

    def in_force(self, code: str, date: dt.date) -> bool:  # noqa: ARG002 - a release of ICD-10-PCS is in force as a whole
        """True: every code of the release is in force while the release is."""
        return True


class SearchableListing:
    """A listing of codes with titles: a release of HCPCS or CPT."""

    def __init__(self, system: System, listing: Listing) -> None:
        self.system = system
        self.release = listing.release
        self.state = f"{listing.manifest.source_sha256}{listing.manifest.loader}"
        self._listing = listing

    def entries(self) -> Iterator[Entry]:
        """All codes, each with the titles of its newest row; what is not in force on a date is left out when it is searched."""
        titles: dict[str, tuple[str, ...]] = {}
        for row in self._listing.all():
            texts = tuple(dict.fromkeys(row.cells[name] for name in TITLES if row.cells.get(name)))
            if texts and (row.key not in titles or not row.effective_to):
                titles[row.key] = texts
        for code, texts in titles.items():
            yield Entry(code, texts[0], True, "", "", tuple(Wording(text, "title", TITLE) for text in texts))

    def in_force(self, code: str, date: dt.date) -> bool:
        """True where the listing has the code on a date."""
        return self._listing.has(code, date)


def searchable(tables: Tables, system: System | None = None, language: str = "en") -> tuple[Searchable, ...]:
    """The code sets in force on the date of ``tables`` that can be searched: all that are installed, or the one asked for.

    Raises:
        TableMissing: no release of ``system`` is installed for the date.
    """
    found: list[Searchable] = []
    for name in SYSTEMS if system is None else (system,):
        table = tables.find(name) if system is None else tables.get(name)
        if isinstance(table, Icd10Cm):
            found.append(SearchableIcd10Cm(table, language))
        elif isinstance(table, Icd10Pcs):
            found.append(SearchableIcd10Pcs(table))
        elif isinstance(table, Listing):
            found.append(SearchableListing(name, table))
    return tuple(found)
