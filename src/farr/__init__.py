"""farr: medical coding, the whole loop in one install.

The public functions: :func:`code`, :func:`check`, :func:`claim`, :func:`lookup`, :func:`search`, :func:`train`.  They are
loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from farr.pipeline.check import check
    from farr.pipeline.claim import claim
    from farr.pipeline.code import code
    from farr.pipeline.lookup import lookup, search
    from farr.pipeline.train import train

__version__ = "0.1.0"
__all__ = ["__version__", "check", "claim", "code", "lookup", "search", "train"]
_PLACES = {"check": "check", "claim": "claim", "code": "code", "lookup": "lookup", "search": "lookup", "train": "train"}


def __getattr__(name: str) -> Any:
    if name in _PLACES:
        import importlib

        return getattr(importlib.import_module(f"farr.pipeline.{_PLACES[name]}"), name)
    raise AttributeError(f"module 'farr' has no attribute {name!r}")
