"""What a code set must give to be searched, and how ICD-10-CM gives it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

from farr.records import System
from farr.tables.icd10cm import Icd10Cm, Node
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


class SearchableList:
    """A flat list of codes with titles: one release of HCPCS, CPT or ICD-10-PCS.

    ``rows`` gives code, titles (the first is shown) and chapter; it is asked only when the index is built.
    """

    def __init__(self, system: System, release: str, state: str, rows: Iterator[tuple[str, tuple[str, ...], str]]) -> None:
        self.system = system
        self.release = release
        self.state = state
        self._rows = rows

    def entries(self) -> Iterator[Entry]:
        """All codes, complete and billable."""
        for code, titles, chapter in self._rows:
            wordings = tuple(Wording(text, "title", TITLE) for text in titles)
            yield Entry(code, titles[0], True, chapter, "", wordings)
