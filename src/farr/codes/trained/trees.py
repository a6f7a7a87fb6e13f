"""Boosted trees, read in plain Python: a document has tens of candidates, so nothing heavier is worth its import."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import msgspec


class Tree(msgspec.Struct, array_like=True):
    """Nodes in flat lists: at node ``i`` go to ``low[i]`` where feature ``feature[i]`` is at most ``limit[i]``, else to
    ``high[i]``; a negative target ``-n - 1`` is leaf ``n``."""

    feature: list[int]
    limit: list[float]
    low: list[int]
    high: list[int]
    leaves: list[float]


class Forest:
    """The sum of many trees over a start value, as a probability."""

    def __init__(self, trees: Sequence[Tree], start: float) -> None:
        self.start = start
        self._trees = [_nested(tree, 0) if tree.feature else tree.leaves[0] for tree in trees]

    def margin(self, row: Sequence[float]) -> float:
        """The logarithm of the odds for one row of features."""
        total = self.start
        for tree in self._trees:
            node = tree
            while node.__class__ is tuple:
                feature, limit, low, high = node
                node = low if row[feature] <= limit else high
            total += node
        return total

    def probability(self, row: Sequence[float]) -> float:
        return 1 / (1 + math.exp(-self.margin(row)))


def _nested(tree: Tree, node: int) -> Any:
    if node < 0:
        return tree.leaves[-node - 1]
    return (tree.feature[node], tree.limit[node], _nested(tree, tree.low[node]), _nested(tree, tree.high[node]))
