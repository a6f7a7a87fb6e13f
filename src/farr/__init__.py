"""farr: medical coding, the whole loop in one install.

The public functions stand in ``__all__``; each is documented where it is defined, in :mod:`farr.pipeline`.  They are loaded
on first use, so that importing the package costs nothing.  ``farr.x12`` reads and writes X12,
``farr.terminology`` has the terminology operations of FHIR."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from farr.pipeline.check import check
    from farr.pipeline.claim import claim
    from farr.pipeline.code import code
    from farr.pipeline.index import index
    from farr.pipeline.lookup import lookup
    from farr.pipeline.pcs import pcs
    from farr.pipeline.remit import remit
    from farr.pipeline.search import search
    from farr.pipeline.train import train
    from farr.pipeline.visit import evaluation_management

__version__ = "0.1.0"
_PLACES = {
    "check": "check",
    "claim": "claim",
    "code": "code",
    "evaluation_management": "visit",
    "index": "index",
    "lookup": "lookup",
    "pcs": "pcs",
    "remit": "remit",
    "search": "search",
    "train": "train",
}
__all__ = [
    "__version__",
    "check",
    "claim",
    "code",
    "evaluation_management",
    "index",
    "lookup",
    "pcs",
    "remit",
    "search",
    "train",
]


def __getattr__(name: str) -> Any:
    import importlib

    if name in _PLACES:
        return getattr(importlib.import_module(f"farr.pipeline.{_PLACES[name]}"), name)
    if name in ("x12", "terminology"):
        return importlib.import_module("farr.x12" if name == "x12" else "farr.pipeline.terminology")
    raise AttributeError(f"module 'farr' has no attribute {name!r}")
