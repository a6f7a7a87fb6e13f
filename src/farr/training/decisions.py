"""What a site's own decisions add to a model: their counts, the wordings they settled, and the calibration.

The trees stay as they are.  The counts of the decisions are added to those of the model, so that a code which coders of
the site keep for a wording scores higher there; a logistic curve of two numbers (Platt, "Probabilistic outputs for support
vector machines", 1999), fitted out of fold, moves the scores to the share that this site keeps.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from farr.codes.trained.habits import Book, Habits, Pair, Share, Wording
from farr.codes.trained.model import Model, Trained
from farr.tables import Icd10Cm
from farr.training.corpus import Sample
from farr.training.counting import count, name_wordings
from farr.training.fit import FOLDS, Figures, Judged, best_threshold, folds, rows_of, score

ENOUGH = 30
TWICE = 2
MOSTLY = 0.7
STEPS = 25
PULL = 1.0


class Learnt(NamedTuple):
    """The adapted model with figures before and after, out of fold; ``calibrated`` is false for too few documents."""

    model: Model
    before: Figures
    after: Figures
    calibrated: bool


def learn(model: Model, samples: Sequence[Sample], tables: Icd10Cm, seed: int) -> Learnt:
    """A model that has seen a site's decisions."""
    name_wordings(samples)
    layer = Trained(model)
    before = [[(code, layer.score(row)) for code, row in rows_of(sample, layer.book, tables)] for sample in samples]
    after = _out_of_fold(layer, samples, tables, seed)
    curve, threshold = model.curve, model.threshold
    calibrated = len(samples) >= ENOUGH
    if calibrated:
        slope, shift = platt([(chance, s.is_right(code)) for s, one in zip(samples, after, strict=True) for code, chance in one])
        curve = [(place, round(_moved(height, slope, shift), 4)) for place, height in model.curve]
        after = [[(code, _moved(chance, slope, shift)) for code, chance in one] for one in after]
        threshold = best_threshold(samples, after)[0]
    accepted, rejected = settled(samples)
    adapted = Model(
        model.format,
        model.language,
        model.release,
        added(model.habits, count(samples)),
        model.trees,
        model.start,
        threshold,
        curve,
        {**model.about, "decisions": str(len(samples))},
        accepted,
        rejected,
    )
    return Learnt(adapted, score(samples, before, model.threshold)[1], score(samples, after, threshold)[1], calibrated)


def _out_of_fold(layer: Trained, samples: Sequence[Sample], tables: Icd10Cm, seed: int) -> list[Judged]:
    fold_of = folds(len(samples), seed)
    judged: list[Judged] = [[] for _ in samples]
    for fold in range(FOLDS):
        rest = [sample for place, sample in enumerate(samples) if fold_of[place] != fold]
        book = Book(added(layer.model.habits, count(rest)), layer.model.language)
        for place, sample in enumerate(samples):
            if fold_of[place] == fold:
                judged[place] = [(code, layer.score(row)) for code, row in rows_of(sample, book, tables)]
    return judged


def added(one: Habits, other: Habits) -> Habits:
    """The counts of two corpora together."""
    wordings = {key: Wording(wording.documents, dict(wording.codes)) for key, wording in one.wordings.items()}
    for key, wording in other.wordings.items():
        known = wordings.setdefault(key, Wording(0, {}))
        known.documents += wording.documents
        for code, pair in wording.codes.items():
            old = known.codes.get(code, Pair())
            known.codes[code] = Pair(old.evidence + pair.evidence, old.sentence + pair.sentence, old.document + pair.document)
    words = Counter(one.words)
    words.update(other.words)
    return Habits(
        one.documents + other.documents,
        wordings,
        _shares(one.codes, other.codes),
        _shares(one.categories, other.categories),
        dict(words),
    )


def _shares(one: dict[str, Share], other: dict[str, Share]) -> dict[str, Share]:
    found = dict(one)
    for code, share in other.items():
        old = found.get(code, Share())
        found[code] = Share(old.documents + share.documents, old.proposed + share.proposed, old.kept + share.kept)
    return found


def settled(samples: Sequence[Sample]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Wordings with the codes that coders kept for them at least twice and mostly, and those with the codes struck out."""
    kept: Counter[tuple[str, str]] = Counter()
    struck: Counter[tuple[str, str]] = Counter()
    for sample in samples:
        kept.update({(key, told.code) for key, told in zip(sample.keys, sample.told, strict=True) if key})
        forms = sample.reading.words.forms
        struck.update({(" ".join(forms(told.wording)), told.code) for told in sample.struck})
    of_wording: Counter[str] = Counter()
    for (key, _), documents in kept.items():
        of_wording[key] += documents
    accepted: dict[str, list[str]] = {}
    rejected: dict[str, list[str]] = {}
    for (key, code), documents in sorted(kept.items()):
        share = documents / (of_wording[key] + struck[key, code])
        if documents >= TWICE and share >= MOSTLY:
            accepted.setdefault(key, []).append(code)
    for (key, code), documents in sorted(struck.items()):
        if documents >= TWICE and documents / (documents + kept[key, code]) >= MOSTLY:
            rejected.setdefault(key, []).append(code)
    return accepted, rejected


def platt(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Slope and shift of the logistic curve over the log odds that fits the answers best, drawn towards no change."""
    slope, shift = 1.0, 0.0
    points = [(_odds(chance), float(answer)) for chance, answer in pairs]
    for _ in range(STEPS):
        first, second, a, b, c = PULL * (slope - 1), PULL * shift, PULL, 0.0, PULL
        for odds, answer in points:
            chance = 1 / (1 + math.exp(-(slope * odds + shift)))
            error, weight = chance - answer, chance * (1 - chance)
            first += error * odds
            second += error
            a += weight * odds * odds
            b += weight * odds
            c += weight
        scale = a * c - b * b
        slope -= (c * first - b * second) / scale
        shift -= (a * second - b * first) / scale
    return slope, shift


def _odds(chance: float) -> float:
    chance = min(max(chance, 1e-4), 1 - 1e-4)
    return math.log(chance / (1 - chance))


def _moved(chance: float, slope: float, shift: float) -> float:
    return 1 / (1 + math.exp(-(slope * _odds(chance) + shift)))
