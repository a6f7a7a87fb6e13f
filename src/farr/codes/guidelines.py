"""The sections of the Official Guidelines that farr applies, each with its gist in our own words (``data/guidelines.tsv``)."""

from __future__ import annotations

import functools
from importlib import resources


@functools.cache
def _gists() -> dict[str, str]:
    text = resources.files("farr.codes").joinpath("data", "guidelines.tsv").read_text("utf-8")
    return dict(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def gist(rule: str) -> str:
    """What a section says, in a line: its own row, else that of the nearest section above it; empty where there is none.

    Args:
        rule: a section as suggestions name it: ``OG I.C.9.a.1``, ``Tabular J44.0``.
    """
    section = rule if not rule.startswith("Tabular") else "Tabular"
    while section:
        if section in _gists():
            return _gists()[section]
        section = section.rpartition(".")[0]
    return ""
