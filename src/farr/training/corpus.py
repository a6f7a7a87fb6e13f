"""Coded documents as training reads them: each with its codes in this release and the words that carry them."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

import msgspec

from farr.codes.candidate import Candidate
from farr.codes.diagnosis import candidates
from farr.codes.specificity import Specificity
from farr.codes.trained.sightings import content
from farr.errors import UnreadableInput
from farr.facts.extract import Reading
from farr.facts.lexicon import Lexicon
from farr.records import Document
from farr.tables import Icd10Cm, dotted

LONGEST = 7
REJECTED = ("rejected", "removed")


class Told(msgspec.Struct, frozen=True):
    """A code with a place that carries it.  ``wording``: the words of the mention, of a discontinuous one its pieces;
    ``foreign``: the mention in the language that the text was translated from (the place is then its sentence)."""

    code: str
    start: int
    end: int
    wording: str
    foreign: str = ""


@dataclasses.dataclass
class Sample:
    """A document read for training.

    ``wanted`` holds complete codes, ``above`` gold categories of an older code set that this release has divided, ``struck``
    what coders rejected; ``keys`` are filled by the counting, one for each place of ``told``.
    """

    reading: Reading
    lexical: list[Candidate]
    forms: list[list[str]]
    told: list[Told]
    wanted: frozenset[str]
    above: frozenset[str]
    gold: frozenset[str]
    struck: list[Told] = dataclasses.field(default_factory=list)
    keys: list[str | None] = dataclasses.field(default_factory=list)

    def is_right(self, code: str) -> bool:
        """True where coders gave the code, or a category that has become several codes since."""
        return code in self.wanted or code.startswith(tuple(self.above)) if self.above else code in self.wanted


def samples(text: str, source: str, tables: Icd10Cm, lexicon: Lexicon, specificity: Specificity, language: str) -> list[Sample]:
    """Samples of JSON Lines: ``{"id", "text", "codes": [{"system", "code", "evidence": [{"start", "end"}]}]}``.

    A code with a ``decision`` of rejected counts as not given.  Evidence with ``fragments`` is discontinuous; evidence
    with a mention in the language of the original (``es_text``) is the sentence that holds its translation.
    Raises:
        UnreadableInput: a line that is not such an object, or no line with codes.
    """
    found: list[Sample] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            row = msgspec.json.decode(line)
            document = Document(id=str(row["id"]), text=row["text"])
            codes = [entry for entry in row["codes"] if entry.get("system", "icd-10-cm") == "icd-10-cm"]
        except (msgspec.DecodeError, KeyError, TypeError, AttributeError):
            raise UnreadableInput("expected a JSON object with id, text and codes, one a line", where) from None
        found.append(_sample(document, codes, tables, lexicon, specificity, language))
    if not any(sample.wanted for sample in found):
        raise UnreadableInput("no document carries a diagnosis code of the installed release", source)
    return found


def _sample(
    document: Document,
    codes: Sequence[dict[str, Any]],
    tables: Icd10Cm,
    lexicon: Lexicon,
    specificity: Specificity,
    language: str,
) -> Sample:
    reading = Reading(document, lexicon, language)
    told: list[Told] = []
    struck: list[Told] = []
    gold, wanted, above = set(), set(), set()
    for entry in codes:
        code = dotted(entry["code"]) or entry["code"]
        complete = completed(code, tables, specificity)
        if entry.get("decision", "accepted") in REJECTED:
            struck += [
                one for evidence in entry.get("evidence") or [] for one in _told(complete or code, evidence, document.text)
            ]
            continue
        gold.add(code)
        if complete is None:
            continue
        wanted.add(complete)
        if complete != code:
            above.add(code)
        told += [one for evidence in entry.get("evidence") or [] for one in _told(complete, evidence, document.text)]
    return Sample(
        reading,
        candidates(reading, specificity),
        [[word.form for word in sentence] for sentence in content(reading)],
        told,
        frozenset(wanted),
        frozenset(above),
        frozenset(gold),
        struck,
    )


def completed(code: str, tables: Icd10Cm, specificity: Specificity) -> str | None:
    """The complete code of this release for a code of an older one: itself, or the unspecified one below it."""
    node = tables.get(code)
    if node is None or node.billable:
        return code if node is not None else None
    choice = specificity.choose(code, None, frozenset())
    return choice.code if choice is not None else None


def _told(code: str, evidence: dict[str, Any], text: str) -> list[Told]:
    start, end = evidence.get("start"), evidence.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= len(text):
        return []
    foreign = evidence.get("es_text") or ""
    if foreign and evidence.get("align_score", 1.0) < 0.3:
        return []
    pieces = sorted(evidence.get("fragments") or [(start, end)])
    return [Told(code, start, end, " ".join(text[low:high] for low, high in pieces), foreign)]
