"""Where farr keeps its data, and the few switches that the environment may set.

``FARR_HOME`` names the data folder (default: the user's data folder of the platform).  ``FARR_LLM_URL``, ``FARR_LLM_MODEL``,
``FARR_LLM_KEY`` and ``FARR_LLM_REMOTE`` bring in a language model as a suggester (default: none).
"""

from __future__ import annotations

import functools
import ipaddress
import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import platformdirs

from farr.errors import UsageError


def home() -> Path:
    """The data folder: compiled tables, lexicons, later the store.  Created on first use by its writers."""
    return _home(os.environ.get("FARR_HOME"))


@functools.lru_cache(maxsize=16)
def _home(override: str | None) -> Path:
    return Path(override).expanduser() if override else Path(platformdirs.user_data_dir("farr", appauthor=False))


class Endpoint(NamedTuple):
    """An OpenAI-compatible endpoint: base URL (``http://localhost:11434/v1``), model, key; the key is never shown."""

    url: str
    model: str
    key: str | None

    @property
    def host(self) -> str:
        """The host of the URL."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_local(self) -> bool:
        """True for an endpoint on this machine."""
        try:
            return self.host == "localhost" or ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __repr__(self) -> str:
        return f"Endpoint({self.host}, {self.model})"


def llm() -> Endpoint | None:
    """The language model that the environment names, or None.

    Raises:
        UsageError: the URL is none, the model is missing, the endpoint is on another machine and ``FARR_LLM_REMOTE`` is not 1,
            or it is remote and without TLS.
    """
    url = os.environ.get("FARR_LLM_URL")
    if not url:
        return None
    return _endpoint(
        url, os.environ.get("FARR_LLM_MODEL", ""), os.environ.get("FARR_LLM_KEY") or None, os.environ.get("FARR_LLM_REMOTE")
    )


@functools.lru_cache(maxsize=16)
def _endpoint(url: str, model: str, key: str | None, remote: str | None) -> Endpoint:
    endpoint = Endpoint(url, model, key)
    scheme = urlsplit(url).scheme
    if scheme not in ("http", "https") or not endpoint.host:
        raise UsageError("expected the base URL of an OpenAI-compatible endpoint, as http://localhost:11434/v1", "FARR_LLM_URL")
    if not model:
        raise UsageError("name the model that the endpoint is to use", "FARR_LLM_MODEL")
    if not endpoint.is_local and remote != "1":
        raise UsageError(
            "this endpoint is on another machine, and every note would be sent there; set FARR_LLM_REMOTE=1 to allow that",
            "FARR_LLM_URL",
        )
    if not endpoint.is_local and scheme != "https":
        raise UsageError("an endpoint on another machine must be reached by https", "FARR_LLM_URL")
    return endpoint
