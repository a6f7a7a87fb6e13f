"""Samples to counts: which wordings stood for which codes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from farr.codes.trained.habits import Habits, Pair, Share, Wording
from farr.facts.trie import Trie
from farr.training.alignment import aligned, foreign_words, translations
from farr.training.corpus import LONGEST, Sample, Told


def name_wordings(samples: Sequence[Sample]) -> None:
    """Find the wording of every place that carries a code, once for the whole corpus."""
    pairs = [(foreign_words(told.foreign), _words(sample, told)) for sample in samples for told in sample.told if told.foreign]
    table = translations(pairs)
    for sample in samples:
        sample.keys = [_key(sample, told, table) for told in sample.told]


def _key(sample: Sample, told: Told, table: dict[str, dict[str, float]]) -> str | None:
    if told.foreign:
        return aligned(foreign_words(told.foreign), _words(sample, told), table)
    words = sample.reading.words.forms(told.wording)
    return " ".join(words) if 0 < len(words) <= LONGEST else None


def _words(sample: Sample, told: Told) -> list[str]:
    language = sample.reading.words
    small, sides = language.small, language.sides
    found = language.words(sample.reading.text[told.start : told.end])
    return [word.form for word in found if word.form not in small and word.form not in sides]


def count(samples: Sequence[Sample]) -> Habits:
    """The counts of some samples (a corpus, or all folds but one)."""
    evidence: dict[str, Counter[str]] = {}
    for sample in samples:
        for key, code in {(key, told.code) for key, told in zip(sample.keys, sample.told, strict=True) if key}:
            evidence.setdefault(key, Counter())[code] += 1
    keys = sorted(evidence.keys() | {_fact_key(sample, text) for sample in samples for text in _fact_texts(sample)} - {""})
    trie = Trie(keys)
    wordings = {key: Wording(0, {code: Pair(evidence=n) for code, n in evidence.get(key, {}).items()}) for key in keys}
    seen = [_count_sentences(sample, trie, keys, wordings) for sample in samples]
    for sample, here in zip(samples, seen, strict=True):
        for key in here:
            wordings[key].documents += 1
            for code in sample.wanted & wordings[key].codes.keys():
                wordings[key].codes[code].document += 1
    return Habits(
        documents=len(samples),
        wordings=wordings,
        codes=_shares(samples, 8),
        categories=_shares(samples, 3),
        words=dict(sorted(Counter(word for sample in samples for word in {w for s in sample.forms for w in s}).items())),
    )


def _fact_texts(sample: Sample) -> set[str]:
    return {fact.wording for fact in sample.reading.facts}


def _fact_key(sample: Sample, text: str) -> str:
    return " ".join(sample.reading.words.forms(text))


def _count_sentences(sample: Sample, trie: Trie, keys: Sequence[str], wordings: dict[str, Wording]) -> set[str]:
    """Count the wordings in the sentences that carry codes; returns all wordings of the document."""
    seen: set[str] = set()
    together: set[tuple[str, str]] = set()
    for number, forms in enumerate(sample.forms):
        here = {keys[entry] for _, _, entry in trie.hits(forms)}
        seen |= here
        sentence = sample.reading.sentences[number]
        carried = {told.code for told in sample.told if told.start < sentence.end and sentence.start < told.end}
        together |= {(key, code) for key in here for code in carried}
    for key, code in sorted(together):
        wordings[key].codes.setdefault(code, Pair()).sentence += 1
    return seen


def _shares(samples: Sequence[Sample], length: int) -> dict[str, Share]:
    shares: dict[str, Share] = {}
    for sample in samples:
        wanted = {code[:length] for code in sample.wanted}
        proposed = {candidate.code[:length] for candidate in sample.lexical}
        for code in sorted(wanted | proposed):
            share = shares.setdefault(code, Share())
            share.documents += code in wanted
            share.proposed += code in proposed
            share.kept += code in wanted and code in proposed
    return shares
