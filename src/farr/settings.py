"""Where farr keeps its data, and the few switches that the environment may set.

``FARR_HOME`` names the data folder (default: the user's data folder of the platform).
"""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs


def home() -> Path:
    """The data folder: compiled tables, lexicons, later the store.  Created on first use by its writers."""
    override = os.environ.get("FARR_HOME")
    return Path(override).expanduser() if override else Path(platformdirs.user_data_dir("farr", appauthor=False))
