"""Where farr keeps its data, and the few switches that the environment may set.

``FARR_HOME`` names the data folder (default: the user's data folder of the platform).
"""

from __future__ import annotations

import functools
import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """The data folder: compiled tables, lexicons, later the store.  Created on first use by its writers."""
    return _home(os.environ.get("FARR_HOME"))


@functools.lru_cache(maxsize=16)
def _home(override: str | None) -> Path:
    return Path(override).expanduser() if override else Path(platformdirs.user_data_dir("farr", appauthor=False))
