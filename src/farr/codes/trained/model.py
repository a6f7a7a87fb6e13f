"""The trained artefact of a language: counts, trees, the score from which a mention is listed, and where it came from.

It lies in the package (``data/<language>/model.msgpack``); one that ``farr train`` wrote into the data folder stands in its
place.  A language without either simply has no trained layer.
"""

from __future__ import annotations

import bisect
import functools
import gzip
from importlib import resources
from pathlib import Path

import msgspec

from farr import settings
from farr.codes.trained.habits import Book, Habits
from farr.codes.trained.trees import Forest, Tree

FORMAT = 1
NAME = "model.msgpack.gz"
ADAPTED = "adapted.msgpack.gz"


class Model(msgspec.Struct, array_like=True):
    """``curve`` maps the trees' probability to the share that coders kept; ``about`` is the model card as fields.
    ``accepted`` and ``rejected``: wordings with the codes that a site's coders kept or struck out for them."""

    format: int
    language: str
    release: str
    habits: Habits
    trees: list[Tree]
    start: float
    threshold: float
    curve: list[tuple[float, float]]
    about: dict[str, str]
    accepted: dict[str, list[str]] = {}
    rejected: dict[str, list[str]] = {}


class Trained:
    """A model ready for use."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.book = Book(model.habits, model.language)
        self.forest = Forest(model.trees, model.start)
        self.threshold = model.threshold
        self._places = [place for place, _ in model.curve]
        self._heights = [height for _, height in model.curve]

    def score(self, row: list[float]) -> float:
        """The calibrated probability that a coder keeps the code."""
        return along(self._places, self._heights, self.forest.probability(row))


def along(places: list[float], heights: list[float], value: float) -> float:
    """The height of a curve of straight pieces at a value; the ends stay level."""
    if not places:
        return value
    index = bisect.bisect_right(places, value)
    if index == 0:
        return heights[0]
    if index == len(places):
        return heights[-1]
    low, high = places[index - 1], places[index]
    share = (value - low) / (high - low) if high > low else 0.0
    return heights[index - 1] + share * (heights[index] - heights[index - 1])


def own_path(language: str, name: str = NAME) -> Path:
    """Where a model trained on this machine lies: from a corpus, or (``ADAPTED``) from the site's decisions."""
    return settings.home() / "trained" / language / name


@functools.lru_cache(maxsize=8)
def trained(language: str = "en") -> Trained | None:
    """The trained layer of a language, or None where there is none (or one of another format)."""
    model = base(language, (ADAPTED, NAME))
    return Trained(model) if model is not None else None


def base(language: str, own: tuple[str, ...] = (NAME,)) -> Model | None:
    """The first model there is: those of this machine by name, then the one in the package."""
    shipped = resources.files("farr.codes.trained").joinpath("data").joinpath(language).joinpath(NAME)
    for place in (*(own_path(language, name) for name in own), shipped):
        if place.is_file() and (model := read(place.read_bytes())) is not None:
            return model
    return None


def read(data: bytes) -> Model | None:
    """A model from the bytes of its file; None where its format is not this one's."""
    raw = gzip.decompress(data)
    return msgspec.msgpack.decode(raw, type=Model) if msgspec.msgpack.decode(raw)[0] == FORMAT else None


def write(model: Model, path: Path) -> None:
    """The same model gives the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(msgspec.msgpack.encode(model), mtime=0))
