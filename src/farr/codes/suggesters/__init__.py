"""Suggesters: each proposes candidates for a document that was read, all through one protocol; any of them may be absent.

The order matters: a suggester sees what those before it found, and may weigh it.
"""

from __future__ import annotations

import functools

from farr.codes.suggesters.decided import Decided
from farr.codes.suggesters.external import External
from farr.codes.suggesters.lexical import Lexical
from farr.codes.suggesters.llm import language_model
from farr.codes.suggesters.protocol import Suggester
from farr.codes.suggesters.trained import Learnt
from farr.codes.trained.model import trained
from farr.tables import Icd10Cm

__all__ = ["Suggester", "guests", "suggesters", "threshold_of"]


@functools.lru_cache(maxsize=8)
def suggesters(tables: Icd10Cm, language: str = "en") -> tuple[Suggester, ...]:
    """The suggesters that farr ships, for a release and a language, in their order."""
    found: list[Suggester] = [Lexical(tables), External(tables)]
    layer = trained(language)
    if layer is not None:
        if layer.model.accepted or layer.model.rejected:
            found.append(Decided(layer.model))
        found.append(Learnt(layer, tables))
    return tuple(found)


def guests(tables: Icd10Cm) -> tuple[Suggester, ...]:
    """The suggesters from outside that the settings bring in: a language model, or none."""
    guest = language_model(tables)
    return (guest,) if guest is not None else ()


def threshold_of(language: str = "en") -> float:
    """The score from which the trained layer of a language lists a mention; 0 without one."""
    layer = trained(language)
    return layer.threshold if layer is not None else 0.0
