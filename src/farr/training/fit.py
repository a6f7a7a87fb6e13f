"""A corpus to a model: counts, features out of fold, trees, the listing threshold and the calibration curve."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from farr.codes.trained.features import features
from farr.codes.trained.habits import Book, Habits
from farr.codes.trained.model import FORMAT, Model, along
from farr.codes.trained.trees import Forest, Tree
from farr.tables import Icd10Cm
from farr.training.boosting import grow
from farr.training.corpus import Sample
from farr.training.counting import count, name_wordings

FOLDS = 5
RARE = 2
STEPS = 15
Rows = list[tuple[str, list[float]]]
Judged = list[tuple[str, float]]


class Figures(NamedTuple):
    """Out-of-fold figures: micro precision, recall and F1 over full codes, and the expected calibration error."""

    precision: float
    recall: float
    f1: float
    calibration_error: float


class Fitted(NamedTuple):
    """What a fit gives: the model, its figures, and the calibrated probability of each candidate out of fold."""

    model: Model
    figures: Figures
    judged: list[Judged]


def fit(
    samples: Sequence[Sample], tables: Icd10Cm, language: str, seed: int, tell: Callable[[str], None] = lambda _: None
) -> Fitted:
    """Fit a model on all samples; its threshold, curve and figures come from five folds over documents."""
    name_wordings(samples)
    fold_of = folds(len(samples), seed)
    rows: list[Rows] = [[] for _ in samples]
    for fold in range(FOLDS):
        book = Book(count([sample for place, sample in enumerate(samples) if fold_of[place] != fold]), language)
        for place, sample in enumerate(samples):
            if fold_of[place] == fold:
                rows[place] = rows_of(sample, book, tables)
        tell(f"features of fold {fold + 1} of {FOLDS}")
    raw: list[Judged] = [[] for _ in samples]
    for fold in range(FOLDS):
        trees, start = _grown([place for place in range(len(samples)) if fold_of[place] != fold], samples, rows, seed)
        forest = Forest(trees, start)
        for place in range(len(samples)):
            if fold_of[place] == fold:
                raw[place] = [(code, forest.probability(row)) for code, row in rows[place]]
        tell(f"trees of fold {fold + 1} of {FOLDS}")
    curve = isotonic([(chance, s.is_right(code)) for s, judged in zip(samples, raw, strict=True) for code, chance in judged])
    judged = [[(code, _along(curve, chance)) for code, chance in one] for one in raw]
    threshold, figures = best_threshold(samples, judged)
    trees, start = _grown(list(range(len(samples))), samples, rows, seed)
    model = Model(FORMAT, language, tables.release, pruned(count(samples)), trees, start, threshold, curve, {})
    return Fitted(model, figures, judged)


def folds(documents: int, seed: int) -> list[int]:
    """The fold of each document."""
    order = list(range(documents))
    random.Random(seed).shuffle(order)  # noqa: S311 - folds, not a secret
    found = [0] * documents
    for place, document in enumerate(order):
        found[document] = place % FOLDS
    return found


def rows_of(sample: Sample, book: Book, tables: Icd10Cm) -> Rows:
    """The candidates of a sample with their features."""
    return [(code, row) for code, (_, row) in features(sample.reading, sample.lexical, book, tables).items()]


def _grown(places: Sequence[int], samples: Sequence[Sample], rows: Sequence[Rows], seed: int) -> tuple[list[Tree], float]:
    table = [(row, samples[place].is_right(code)) for place in places for code, row in rows[place]]
    return grow([row for row, _ in table], [label for _, label in table], seed)


def pruned(habits: Habits) -> Habits:
    """Without what use never reads: words seen once, and wordings that only ever stood beside codes."""
    return Habits(
        habits.documents,
        habits.wordings,
        habits.codes,
        habits.categories,
        {word: seen for word, seen in habits.words.items() if seen >= RARE},
    )


def isotonic(pairs: Sequence[tuple[float, bool]]) -> list[tuple[float, float]]:
    """The rising curve closest to the answers (pool adjacent violators), as at most a few dozen points."""
    blocks: list[list[float]] = []
    for chance, answer in sorted(pairs):
        blocks.append([chance, float(answer), 1.0])
        while len(blocks) > 1 and blocks[-2][1] / blocks[-2][2] >= blocks[-1][1] / blocks[-1][2]:
            last = blocks.pop()
            blocks[-1] = [blocks[-1][0] + last[0], blocks[-1][1] + last[1], blocks[-1][2] + last[2]]
    points = [(total / size, right / size, size) for total, right, size in blocks]
    kept: list[tuple[float, float]] = []
    weight = 0.0
    for place, height, size in points:
        weight += size
        if not kept or weight >= len(pairs) / 400 or place - kept[-1][0] > 1 / STEPS:
            kept.append((round(place, 4), round(min(max(height, 0.001), 0.995), 4)))
            weight = 0.0
    return kept


def _along(curve: list[tuple[float, float]], value: float) -> float:
    return along([place for place, _ in curve], [height for _, height in curve], value)


def best_threshold(samples: Sequence[Sample], judged: Sequence[Judged]) -> tuple[float, Figures]:
    """The probability from which listing a code gives the best micro F1, and the figures there."""
    return max((score(samples, judged, step / 100) for step in range(10, 71)), key=lambda one: one[1].f1)


def score(samples: Sequence[Sample], judged: Sequence[Judged], threshold: float) -> tuple[float, Figures]:
    """Figures of listing every code from a probability on."""
    right = listed = wanted = 0
    for sample, one in zip(samples, judged, strict=True):
        codes = [code for code, chance in one if chance >= threshold]
        met = {code for code in codes if code in sample.gold}
        met |= {gold for gold in sample.above if any(code.startswith(gold) for code in codes)}
        right += len(met)
        listed += sum(not sample.is_right(code) for code in codes)
        wanted += len(sample.gold)
    precision = right / (right + listed) if right + listed else 0.0
    recall = right / wanted if wanted else 0.0
    f1 = 2 * right / (right + listed + wanted) if wanted else 0.0
    return threshold, Figures(precision, recall, f1, calibration_error(samples, judged))


def calibration_error(samples: Sequence[Sample], judged: Sequence[Judged]) -> float:
    """Expected calibration error: the mean distance of ten equal bins of probability from the share that was right."""
    bins = [[0.0, 0.0, 0.0] for _ in range(10)]
    for sample, one in zip(samples, judged, strict=True):
        for code, chance in one:
            cell = bins[min(9, int(chance * 10))]
            cell[0] += chance
            cell[1] += sample.is_right(code)
            cell[2] += 1
    total = sum(cell[2] for cell in bins) or 1
    return sum(abs(cell[0] - cell[1]) for cell in bins) / total
