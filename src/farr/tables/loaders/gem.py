"""General equivalence mappings: ``2018_I10gem.txt`` and ``2018_I9gem.txt``, ``gem_pcsi9.txt`` and ``gem_i9pcs.txt`` (CMS).

A line holds the source code, the target code (``NoDx`` or ``NoPCS`` where there is none) and five flags: approximate, no map,
combination, scenario, choice list (layout: CMS, Diagnosis Code Set General Equivalence Mappings, documentation and user's guide).
Both directions make one release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from farr.tables.listing import Dated, key_of, write_listing
from farr.tables.loaders import Identity
from farr.tables.loaders._release_dates import fiscal_year
from farr.tables.source import Source

SETS = ("gem-diagnosis", "gem-procedure")
FILES = {
    "gem-diagnosis": ((r"i10gem", "icd-10-cm>icd-9-cm"), (r"i9gem", "icd-9-cm>icd-10-cm")),
    "gem-procedure": ((r"pcsi9", "icd-10-pcs>icd-9-cm"), (r"i9pcs", "icd-9-cm>icd-10-pcs")),
}
LINE = re.compile(r"\s*([0-9A-Z.]{3,8})\s+([0-9A-Za-z.]{2,8})\s+([01])([01])([01])(\d)(\d)\s*")
COLUMNS = ("direction", "target", "approximate", "no_map", "combination", "scenario", "choice_list")


def recognise(source: Source) -> Identity | None:
    """By name and the layout of the first line."""
    first = source.head()[:200].decode("latin-1").partition("\n")[0]
    if not LINE.fullmatch(first.rstrip("\r")):
        return None
    for name, files in FILES.items():
        if any(re.search(pattern, source.file_name, re.IGNORECASE) for pattern, _ in files):
            start, _ = fiscal_year(source, "")
            return Identity(name, start)
    return None


def compile(sources: Sequence[Source], folder: Path, identity: Identity) -> int:
    """Compile both directions of a mapping."""
    return write_listing(folder, COLUMNS, _rows(sources, identity.set), sources[0], unique=False)


def _rows(sources: Sequence[Source], name: str) -> Iterator[Dated]:
    for source in sources:
        direction = next(way for pattern, way in FILES[name] if re.search(pattern, source.file_name, re.IGNORECASE))
        for number, text in source.lines():
            if not text.strip():
                continue
            match = LINE.fullmatch(text)
            if match is None:
                raise source.error("expected a source code, a target code and five flags", number, 1)
            target = "" if match[4] == "1" else key_of(match[2])
            yield Dated(key_of(match[1]), None, None, (direction, target, *match.groups()[2:]), number)
