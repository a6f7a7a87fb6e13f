"""Implementation guides as data, one table each, and the objects made of them."""

from farr.x12.guides.load import dictionary, guide, names
from farr.x12.guides.model import Element, Guide, Kind, LoopSpec, Move, Node

__all__ = ["Element", "Guide", "Kind", "LoopSpec", "Move", "Node", "dictionary", "guide", "names"]
