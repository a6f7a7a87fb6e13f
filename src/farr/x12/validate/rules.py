"""The catalogue of the X12 check's rules."""

from __future__ import annotations

import functools
from importlib import resources
from typing import NamedTuple, cast

from farr.records import Severity


class Rule(NamedTuple):
    """``snip`` is the WEDI SNIP type 1 to 7."""

    id: str
    name: str
    snip: int
    severity: Severity
    fix: str
    source: str


@functools.cache
def rules() -> dict[str, Rule]:
    """Rules by name."""
    found = {}
    for line in (resources.files(__package__) / "rules.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            identifier, name, snip, severity, fix, source = line.split("\t")
            found[name] = Rule(identifier, name, int(snip), cast("Severity", severity), fix, source)
    return found
