"""A language model as a suggester: off unless ``FARR_LLM_URL`` is set, and held to the rules of all suggesters."""

from __future__ import annotations

import functools

from farr import settings
from farr.codes.suggesters.llm.client import Client, LlmFailed
from farr.codes.suggesters.llm.suggester import LanguageModel
from farr.tables import Icd10Cm

__all__ = ["Client", "LanguageModel", "LlmFailed", "language_model"]


def language_model(tables: Icd10Cm) -> LanguageModel | None:
    """The suggester of the endpoint that the settings name; None where they name none.

    Raises:
        UsageError: the settings are not complete, or name a remote endpoint without leave.
    """
    endpoint = settings.llm()
    return _language_model(tables, endpoint) if endpoint is not None else None


@functools.lru_cache(maxsize=4)
def _language_model(tables: Icd10Cm, endpoint: settings.Endpoint) -> LanguageModel:
    return LanguageModel(tables, Client(endpoint))
