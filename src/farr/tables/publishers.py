"""Where publishers keep their files: a dated list (``publishers.tsv``), and what to do by hand where an address does not work."""

from __future__ import annotations

import datetime as dt
import functools
from typing import NamedTuple
from urllib.parse import urlsplit

from farr.errors import UsageError
from farr.tables.sets import read_tsv, table_set


class Address(NamedTuple):
    """A publisher's file: whose release it is part of, where it lies, its hash where known, when it was seen, its page."""

    set: str
    release: str
    effective_from: dt.date | None
    url: str
    sha256: str
    seen: str
    page: str

    @property
    def file_name(self) -> str:
        """The name under which the file is kept; a page without an ending is one of HTML."""
        name = urlsplit(self.url).path.rstrip("/").rpartition("/")[2] or "index"
        return name if "." in name else f"{name}.html"

    def by_hand(self) -> str:
        """How to get and add the file without this command."""
        where = f"open {self.page} and download {self.file_name}" if self.page else f"download {self.url}"
        first = " --from YYYY-MM-DD" if self.effective_from or self.file_name.endswith(".html") else ""
        return f"{where} with a browser, then: farr tables add {self.file_name}{first}"


@functools.cache
def addresses() -> tuple[Address, ...]:
    """All addresses, in the order of the data file: of a set, oldest release first."""
    return tuple(
        Address(row[0], row[1], dt.date.fromisoformat(row[2]) if row[2] else None, *row[3:]) for row in read_tsv("publishers.tsv")
    )


def parts(name: str, release: str | None = None) -> tuple[Address, ...]:
    """The files of a release of a set (default: its last one listed).

    Raises:
        UsageError: no such set, no address of it is known, or none of that release; it says what is known.
    """
    known = table_set(name)
    of = [address for address in addresses() if address.set == name]
    if not of:
        raise UsageError(
            f"no address is known for it: its files come from {known.publisher} ({known.notice}); "
            "get the file there, then: farr tables add FILE",
            name,
        )
    wanted = release or of[-1].release
    found = tuple(address for address in of if address.release == wanted)
    if not found:
        listed = ", ".join(dict.fromkeys(address.release for address in of))
        raise UsageError(f"no address of release {wanted[:30]} of {name} is known; listed: {listed}", "--release")
    return found
