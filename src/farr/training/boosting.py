"""Gradient-boosted trees for a yes-or-no question, grown leaf by leaf over binned features.

The method is that of Friedman, "Greedy function approximation" (Annals of Statistics 29(5), 2001) with second-order gains
and histograms, as in XGBoost and LightGBM.  A corpus of hospital size has tens of thousands of rows, for which plain
Python takes seconds; ``farr train`` therefore runs wherever farr does, and the same seed gives the same trees.
"""

from __future__ import annotations

import bisect
import math
import random
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from farr.codes.trained.trees import Tree

BINS = 63


class Settings(NamedTuple):
    """How the trees grow.  ``weight``: the least sum of second derivatives in a leaf; ``shrink``: penalty on leaf values."""

    trees: int = 60
    leaves: int = 16
    rate: float = 0.15
    weight: float = 2.0
    shrink: float = 2.0
    rows: float = 0.8
    features: float = 0.6


class _Split(NamedTuple):
    gain: float
    feature: int
    bin: int


class _Leaf:
    """Rows of a leaf with their sums, histograms and best split."""

    def __init__(self, rows: list[int], gradients: float, curvatures: float) -> None:
        self.rows, self.gradients, self.curvatures = rows, gradients, curvatures
        self.histograms: list[tuple[list[float], list[float]]] = []
        self.split: _Split | None = None


def grow(
    rows: Sequence[Sequence[float]], labels: Sequence[bool], seed: int, settings: Settings | None = None
) -> tuple[list[Tree], float]:
    """Trees and start value for rows of features and their answers."""
    settings = settings or Settings()
    draw = random.Random(seed)  # noqa: S311 - sampling, not a secret
    limits = [_limits([row[feature] for row in rows]) for feature in range(len(rows[0]))]
    columns = [bytes(bisect.bisect_left(limit, row[feature]) for row in rows) for feature, limit in enumerate(limits)]
    share = min(max(sum(labels) / len(labels), 1e-4), 1 - 1e-4)
    start = math.log(share / (1 - share))
    margins = [start] * len(rows)
    grown: list[Tree] = []
    usable = [feature for feature, limit in enumerate(limits) if limit]
    for _ in range(settings.trees if usable else 0):
        chances = [1 / (1 + math.exp(-margin)) for margin in margins]
        gradients = [chance - label for chance, label in zip(chances, labels, strict=True)]
        curvatures = [chance * (1 - chance) for chance in chances]
        chosen = sorted(draw.sample(range(len(rows)), max(1, int(settings.rows * len(rows)))))
        offered = sorted(draw.sample(usable, max(1, int(settings.features * len(usable)))))
        tree = _tree(chosen, offered, columns, limits, gradients, curvatures, settings)
        grown.append(tree)
        for index, row in enumerate(rows):
            margins[index] += _value(tree, row)
    return grown, start


def _limits(values: Sequence[float]) -> list[float]:
    """Up to ``BINS`` places at which a feature may be cut, between values that occur."""
    distinct = sorted(set(values))
    if len(distinct) > BINS + 1:
        ordered = sorted(values)
        distinct = sorted({ordered[int(step * (len(ordered) - 1) / BINS)] for step in range(BINS + 1)} | {distinct[-1]})
    return [round((low + high) / 2, 6) for low, high in pairwise(distinct)]


def _tree(
    rows: list[int],
    offered: list[int],
    columns: list[bytes],
    limits: list[list[float]],
    gradients: list[float],
    curvatures: list[float],
    settings: Settings,
) -> Tree:
    """One tree: the leaf whose split gains most is split until there are enough leaves."""
    root = _Leaf(rows, sum(gradients[row] for row in rows), sum(curvatures[row] for row in rows))
    root.histograms = _histograms(rows, offered, columns, limits, gradients, curvatures)
    root.split = _best_split(root, offered, settings)
    tree = Tree([], [], [], [], [])
    open_leaves: list[tuple[_Leaf, int, bool]] = [(root, -1, False)]
    while len(open_leaves) < settings.leaves:
        place = max(range(len(open_leaves)), key=lambda place: _gain(open_leaves[place][0]))
        leaf, parent, is_high = open_leaves[place]
        if leaf.split is None:
            break
        node = len(tree.feature)
        tree.feature.append(leaf.split.feature)
        tree.limit.append(limits[leaf.split.feature][leaf.split.bin])
        tree.low.append(0)
        tree.high.append(0)
        _link(tree, parent, is_high, node)
        low, high = _children(leaf, offered, columns, limits, gradients, curvatures)
        for child in (low, high):
            child.split = _best_split(child, offered, settings)
        open_leaves[place] = (low, node, False)
        open_leaves.append((high, node, True))
    for leaf, parent, is_high in open_leaves:
        tree.leaves.append(round(-settings.rate * leaf.gradients / (leaf.curvatures + settings.shrink), 6))
        _link(tree, parent, is_high, -len(tree.leaves))
    return tree


def _link(tree: Tree, parent: int, is_high: bool, target: int) -> None:
    if parent >= 0:
        (tree.high if is_high else tree.low)[parent] = target


def _gain(leaf: _Leaf) -> float:
    return leaf.split.gain if leaf.split is not None else -1.0


def _histograms(
    rows: list[int],
    offered: list[int],
    columns: list[bytes],
    limits: list[list[float]],
    gradients: list[float],
    curvatures: list[float],
) -> list[tuple[list[float], list[float]]]:
    """Sums of first and second derivatives by bin, for each feature offered."""
    found = []
    pairs = [(row, gradients[row], curvatures[row]) for row in rows]
    for feature in offered:
        column = columns[feature]
        first, second = [0.0] * (len(limits[feature]) + 1), [0.0] * (len(limits[feature]) + 1)
        for row, gradient, curvature in pairs:
            place = column[row]
            first[place] += gradient
            second[place] += curvature
        found.append((first, second))
    return found


def _best_split(leaf: _Leaf, offered: list[int], settings: Settings) -> _Split | None:
    best: _Split | None = None
    floor = leaf.gradients**2 / (leaf.curvatures + settings.shrink) + 1e-6
    for feature, (first, second) in zip(offered, leaf.histograms, strict=True):
        gradient = curvature = 0.0
        for place in range(len(first) - 1):
            gradient += first[place]
            curvature += second[place]
            rest = leaf.curvatures - curvature
            if curvature < settings.weight or rest < settings.weight:
                continue
            gain = gradient**2 / (curvature + settings.shrink) + (leaf.gradients - gradient) ** 2 / (rest + settings.shrink)
            if gain > floor and (best is None or gain - floor > best.gain):
                best = _Split(gain - floor, feature, place)
    return best


def _children(
    leaf: _Leaf,
    offered: list[int],
    columns: list[bytes],
    limits: list[list[float]],
    gradients: list[float],
    curvatures: list[float],
) -> tuple[_Leaf, _Leaf]:
    """Both sides of a leaf's split; the histograms of the larger are those of the leaf less those of the smaller."""
    assert leaf.split is not None
    column, cut = columns[leaf.split.feature], leaf.split.bin
    sides: tuple[list[int], list[int]] = ([], [])
    for row in leaf.rows:
        sides[column[row] > cut].append(row)
    low, high = (_Leaf(rows, sum(gradients[row] for row in rows), sum(curvatures[row] for row in rows)) for rows in sides)
    small, large = (low, high) if len(low.rows) <= len(high.rows) else (high, low)
    small.histograms = _histograms(small.rows, offered, columns, limits, gradients, curvatures)
    large.histograms = [
        ([a - b for a, b in zip(whole[0], part[0], strict=True)], [a - b for a, b in zip(whole[1], part[1], strict=True)])
        for whole, part in zip(leaf.histograms, small.histograms, strict=True)
    ]
    leaf.histograms = []
    return low, high


def _value(tree: Tree, row: Sequence[float]) -> float:
    if not tree.feature:
        return tree.leaves[0]
    node = 0
    while node >= 0:
        node = tree.low[node] if row[tree.feature[node]] <= tree.limit[node] else tree.high[node]
    return tree.leaves[-node - 1]
