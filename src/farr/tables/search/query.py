"""Reading a query: each word with what it may stand for.

A word that some wording holds stands for itself, and for broader words that the lists name.  One that no wording holds is
taken as unfinished (the last), as two words written together, as a misspelling, or as a Greek or Latin compound, in this order.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from farr.tables.search.forms import Forms, forms_of, lines
from farr.tables.search.index import Index
from farr.tables.search.sound import sound

UNFINISHED, SPLIT, COMPOUND, LIKELY = 0.8, 0.9, 0.7, 0.75
COMPLETED, SHORT, RARE = 16, 6, 3


class Alternative(NamedTuple):
    """What a word may stand for: all of ``keys`` (or one of them), how good that is, and a remark for the user."""

    keys: tuple[str, ...]
    quality: float
    one_of: bool = False
    note: str = ""


Word = tuple[Alternative, ...]


class Reader:
    """Reads queries against the words of some indexes."""

    def __init__(self, indexes: Sequence[Index], language: str = "en") -> None:
        self.indexes = indexes
        self.forms: Forms = forms_of(language)
        self._broader: dict[str, list[Alternative]] = {}
        for word, others, quality in lines(language, "broader.tsv"):
            key = self.forms.keys(word)[0]
            self._broader.setdefault(key, []).append(Alternative(self.forms.keys(others), float(quality)))
        self._parts = {(part, place): self.forms.keys(words) for part, place, words in lines(language, "parts.tsv")}
        self.episodes = frozenset(key for row in lines(language, "episodes.tsv") for key in self.forms.keys(row[0]))
        self._known = functools.lru_cache(maxsize=20_000)(self._is_known)

    def _is_known(self, key: str) -> bool:
        return any(index.documents(key).bits for index in self.indexes) or self.forms.starts_phrase(key)

    def read(self, text: str) -> list[Word]:
        """The words of a query, in order, each with its alternatives, best first."""
        written = self.forms.forms(text)
        words: dict[str, Word] = {}
        order: list[str] = []
        place = 0
        while place < len(written):
            form, last = written[place], place == len(written) - 1
            key = self.forms.key(form)
            if not last and (together := self._together(form, written[place + 1])):
                key, place = together, place + 1
                words[key] = (Alternative((key,), 1.0),)
            elif self._known(key):
                words[key] = self._itself(form, key, last)
            else:
                words[key] = self._guessed(form, key, last)
            order.extend(words[key][0].keys if not words[key][0].one_of else (key,))
            if len(words[key][0].keys) == 1 and not words[key][0].one_of:
                words.setdefault(words[key][0].keys[0], words[key])
            place += 1
        joined = list(dict.fromkeys(self.forms.joined(order)))
        return [self._with_broader(key, words.get(key, (Alternative((key,), 1.0),))) for key in joined]

    def _together(self, form: str, following: str) -> str:
        key = self.forms.key(form + following)
        if form.isalpha() and following.isalpha() and len(form + following) > 6 and self._known(key):
            parts_known = self._known(self.forms.key(form)) and self._known(self.forms.key(following))
            return "" if parts_known else key
        return ""

    def _itself(self, form: str, key: str, last: bool) -> Word:
        choices = [Alternative((key,), 1.0)]
        if last and 2 < len(form) < SHORT:
            completed = tuple(other for other in self._completed(form) if other != key)
            if completed:
                choices.append(Alternative(completed, UNFINISHED, one_of=True))
        elif usual := self._usual(form, key):
            choices.append(usual)
        return tuple(choices)

    def _usual(self, form: str, key: str) -> Alternative | None:
        """The common word next to a rare one: a misspelling that some wording has too."""
        if len(form) < SHORT - 1 or not form.isalpha():
            return None
        if sum(index.spellings[form][1] for index in self.indexes if form in index.spellings) > RARE:
            return None
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        limit = 1 + (len(form) > 8)
        for index in self.indexes:
            near = [common for common in index.common if abs(len(common) - len(form)) <= limit and common[0] == form[0]]
            found = process.extractOne(form, near, scorer=OSA.distance, score_cutoff=limit)
            if found is not None and (other := index.spellings[found[0]][0]) != key:
                return Alternative((other,), LIKELY, note=f"{form} read as {found[0]}")
        return None

    def _with_broader(self, key: str, word: Word) -> Word:
        broader = self._broader.get(key)
        return tuple(sorted((*word, *broader), key=lambda choice: -choice.quality)) if broader else word

    def _completed(self, form: str) -> list[str]:
        found = {key: None for index in self.indexes for key in index.beginning(form, COMPLETED)}
        return list(found)

    def _guessed(self, form: str, key: str, last: bool) -> Word:
        if last and len(form) > 1 and (completed := self._completed(form)):
            return (Alternative(tuple(completed), UNFINISHED, one_of=True),)
        if split := self._split(form):
            return (Alternative(split, SPLIT),)
        if corrected := self._corrected(form):
            return corrected
        compound = self._compound(form)
        return (
            (Alternative(compound, COMPOUND, note=f"{form} read as {' '.join(compound)}"),)
            if compound
            else (Alternative((key,), 1.0),)
        )

    def _split(self, form: str) -> tuple[str, ...]:
        """Two words written as one, where both are long enough to be words."""
        for place in range(len(form) - 3, 2, -1):
            parts = (self.forms.key(form[:place]), self.forms.key(form[place:]))
            if all(self._spelled(part) for part in (form[:place], form[place:])):
                return parts
        return ()

    def _spelled(self, form: str) -> bool:
        return any(form in index.spellings and index.spellings[form][1] > 2 for index in self.indexes)

    def _corrected(self, form: str) -> Word:
        """Known words that differ in a letter or two, or that sound alike."""
        if len(form) < 4 or not form.isalpha():
            return ()
        limit = 1 + (len(form) > 5) + (len(form) > 10)
        own = sound(form)
        found: dict[str, tuple[float, int, str]] = {}
        for spelling, distance, (key, count) in self._near(form, limit + 1):
            cost = distance - 0.8 * (sound(spelling) == own) + 0.3 * (spelling[0] != form[0])
            if cost <= limit and (key not in found or (cost, -count) < found[key][:2]):
                found[key] = (cost, -count, spelling)
        best = sorted(found.items(), key=lambda item: item[1])[:3]
        return tuple(
            Alternative((key,), max(0.5, 0.95 - 0.12 * cost), note=f"{form} read as {spelling}")
            for key, (cost, _, spelling) in best
        )

    def _near(self, form: str, limit: int) -> list[tuple[str, float, tuple[str, int]]]:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near: list[tuple[str, float, tuple[str, int]]] = []
        for index in self.indexes:
            for spelling, distance, _ in process.extract(form, index.by_length(len(form), limit), scorer=OSA.distance,
                                                         limit=12, score_cutoff=limit):  # fmt: skip
                near.append((spelling, distance, index.spellings[spelling]))
        return near

    def _compound(self, form: str) -> tuple[str, ...]:
        """``hepatopathy`` to the keys of liver and disease; empty where the parts are not known."""
        for cut in range(3, len(form) - 2):
            ending = self._parts.get((form[cut:], "ending"))
            if ending is None:
                continue
            root = form[:cut]
            for shape in (root, root.rstrip("o"), root.rstrip("io")):
                if words := self._parts.get((shape, "root")):
                    return (*words, *ending)
        return ()
