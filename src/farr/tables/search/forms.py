"""Words of queries and wordings brought to keys, so that ``kidneys``, ``renal`` and ``nephric`` are one word.

On top of :func:`farr.words.normal` come the word lists of a language (``tables/terms/<language>/search``): words that are
the same (``equal.tsv``), phrases that are the same (``phrases.tsv``), and endings: an adjective meets its noun
(``stenotic``, ``stenosis``).  Titles and queries pass through the same rules, so a rule may be rough as long as it joins no
two things that a coder tells apart.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterator
from importlib import resources

from farr.words import WORD
from farr.words import language as words_of

SLASHED = re.compile(r"\b([a-z])/([a-z])\b")
PASSED_OVER = frozenset(
    ["the", "of", "a", "an", "in", "and", "with", "to", "for", "by", "on", "at", "or", "&", "+", "as", "from", "s"]
)
JOINED = frozenset(
    [
        "non",
        "pre",
        "anti",
        "hyper",
        "hypo",
        "sub",
        "peri",
        "intra",
        "extra",
        "inter",
        "multi",
        "poly",
        "micro",
        "macro",
        "semi",
        "para",
        "pseudo",
        "neuro",
        "osteo",
        "cardio",
        "gastro",
        "hepato",
        "nephro",
        "dermato",
        "hemato",
        "cerebro",
        "myelo",
        "lympho",
        "uni",
        "bi",
        "dys",
        "endo",
        "epi",
        "meta",
    ]
)
JOINED_TO_ADJECTIVES = frozenset(["post", "trans", "un", "re"])
ADJECTIVE = ("ic", "al", "ive", "ous", "um", "ed", "ar", "ary", "ory")
NUMERALS = {
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11",
    "xii": "12", "xiii": "13", "one": "1", "two": "2", "three": "3", "four": "4",
}  # fmt: skip
ENDINGS: tuple[tuple[str, str], ...] = (
    ("omatosis", "omatos"), ("omatoses", "omatos"), ("omatous", "om"), ("omata", "om"), ("oma", "om"),
    ("oses", "os"), ("osis", "os"), ("otic", "os"), ("iasis", "ias"), ("iatic", "ias"), ("itides", "it"), ("itis", "it"),
    ("itic", "it"), ("emia", "em"), ("emic", "em"), ("uria", "ur"), ("uric", "ur"), ("ectasis", "ectas"), ("ectatic", "ectas"),
    ("ectasia", "ectas"), ("plasia", "plas"), ("plastic", "plas"), ("trophy", "troph"), ("trophic", "troph"),
    ("plegia", "pleg"), ("plegic", "pleg"), ("paresis", "pares"), ("paretic", "pares"), ("penia", "pen"), ("penic", "pen"),
    ("pathy", "path"), ("pathic", "path"), ("algia", "alg"), ("algic", "alg"), ("phobia", "phob"), ("phobic", "phob"),
    ("rrhagia", "rrhag"), ("rrhagic", "rrhag"), ("lysis", "lys"), ("lytic", "lys"), ("genesis", "gen"), ("genic", "gen"),
    ("genous", "gen"), ("esthesia", "esthes"), ("esthetic", "esthes"), ("stasis", "stas"), ("static", "stas"),
    ("edematous", "edem"), ("edema", "edem"), ("ically", "ic"), ("ical", "ic"), ("ication", "ic"),
    ("ations", "at"), ("ation", "at"), ("ative", "at"), ("ated", "at"), ("ating", "at"), ("atory", "at"), ("ate", "at"),
    ("ctious", "ct"), ("ctions", "ct"), ("ction", "ct"), ("ctive", "ct"), ("cted", "ct"), ("cting", "ct"),
    ("ements", ""), ("ement", ""), ("ments", ""), ("ment", ""), ("iness", ""), ("ness", ""), ("encies", "en"), ("ency", "en"),
    ("ence", "en"), ("ent", "en"), ("ancy", "an"), ("ance", "an"), ("ant", "an"), ("isms", ""), ("ism", ""), ("ility", "il"),
    ("ile", "il"), ("ities", ""), ("ity", ""), ("ing", ""), ("ives", ""), ("ive", ""), ("ions", ""), ("ion", ""), ("eous", ""),
    ("ious", ""), ("ous", ""), ("ial", ""), ("eal", ""), ("al", ""), ("ied", ""), ("ed", ""), ("ic", ""), ("ia", ""),
    ("ae", ""), ("ea", ""), ("ies", ""), ("y", ""), ("e", ""), ("a", ""), ("i", ""),
)  # fmt: skip
SHORTEST = 4
BY_LAST: dict[str, tuple[tuple[str, str], ...]] = {
    letter: tuple(pair for pair in ENDINGS if pair[0][-1] == letter) for letter in {suffix[-1] for suffix, _ in ENDINGS}
}


def stem(form: str) -> str:
    """A word without its ending; short words, and words with digits, stay as they are."""
    if len(form) <= SHORTEST or not form.isalpha():
        return form
    for suffix, kept in BY_LAST.get(form[-1], ()):
        if form.endswith(suffix) and len(form) - len(suffix) + len(kept) >= SHORTEST:
            return form[: len(form) - len(suffix)] + kept
    return form


def lines(language: str, name: str) -> Iterator[list[str]]:
    """Rows of a word list of the search, cells stripped; a language without the list has no rows."""
    file = resources.files("farr.tables.terms").joinpath(language).joinpath("search").joinpath(name)
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split("\t")]


class Forms:
    """The rules that turn text of one language into keys."""

    def __init__(self, language: str = "en") -> None:
        self._normal = normal = words_of(language).normal
        self._equal: dict[str, str] = {}
        self._keys: dict[str, str] = {}
        for kept, others in lines(language, "equal.tsv"):
            for other in others.split(";"):
                self._equal[normal(other.strip())] = normal(kept)
        self._phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for kept, others in lines(language, "phrases.tsv"):
            target = tuple(self.key(form) for form in self.forms(kept))
            for other in others.split(";"):
                source = tuple(self.key(form) for form in self.forms(other))
                self._phrases.setdefault(source[0], []).append((source, target))
        for choices in self._phrases.values():
            choices.sort(key=lambda pair: -len(pair[0]))

    def forms(self, text: str) -> list[str]:
        """Normal forms of the words that count, in order; beginnings such as ``post-`` are joined to their word."""
        found: list[str] = []
        waiting = ""
        for match in WORD.finditer(SLASHED.sub(r"\1\2", text.lower())):
            written = match.group()
            form = self._normal(written)
            if form in PASSED_OVER:
                continue
            if waiting in JOINED or (waiting and written.endswith(ADJECTIVE)):
                form, waiting = self._normal(waiting + written), ""
            elif waiting:
                found.append(waiting)
                waiting = ""
            if form in JOINED or form in JOINED_TO_ADJECTIVES:
                waiting = form
                continue
            found.append(NUMERALS.get(form, form))
        if waiting:
            found.append(waiting)
        return found

    def key(self, form: str) -> str:
        """The key of a normal form."""
        known = self._keys.get(form)
        if known is None:
            same = self._equal.get(form, form)
            known = self._keys[form] = stem(self._equal.get(same, same))
        return known

    def starts_phrase(self, key: str) -> bool:
        """True for the first key of a listed phrase."""
        return key in self._phrases

    def joined(self, keys: list[str]) -> list[str]:
        """Keys with every known phrase replaced by the one that stands for it."""
        if not any(key in self._phrases for key in keys):
            return keys
        found: list[str] = []
        place = 0
        while place < len(keys):
            for source, target in self._phrases.get(keys[place], ()):
                if tuple(keys[place : place + len(source)]) == source:
                    found.extend(target)
                    place += len(source)
                    break
            else:
                found.append(keys[place])
                place += 1
        return found

    def keys(self, text: str) -> tuple[str, ...]:
        """The distinct keys of a text, in order."""
        return tuple(dict.fromkeys(self.joined([self.key(form) for form in self.forms(text)])))


@functools.cache
def forms_of(language: str = "en") -> Forms:
    """The rules of a language, read once."""
    return Forms(language)


@functools.cache
def search_fingerprint(language: str) -> str:
    """Hash of the search's word lists of a language: an index is as good as this stays the same."""
    digest = hashlib.sha256(repr(ENDINGS).encode())
    for name in ("equal.tsv", "phrases.tsv", "weak.tsv", "broader.tsv", "parts.tsv", "episodes.tsv"):
        digest.update(repr(list(lines(language, name))).encode())
    return digest.hexdigest()
