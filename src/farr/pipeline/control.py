"""Control numbers of interchanges and transaction sets: counted on in the data folder, and never given twice."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from farr import settings
from farr.errors import UnreadableInput

HIGHEST = 999_999_999


def reserve(kind: str, count: int = 1) -> int:
    """The first of ``count`` numbers (1 to 999999999, then again from 1) of a kind: ``interchange`` or ``set``.

    The new state is on the disk, under a lock, before the number is returned: a crash skips numbers and repeats none.

    Raises:
        UnreadableInput: the counter's file holds no number; mend it by hand, since starting again would repeat numbers.
    """
    folder = settings.home() / "control-numbers"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / kind
    with _locked(folder / "lock"):
        last = _last(path)
        first = last % HIGHEST + 1 if last + count <= HIGHEST else 1
        write_atomically(path, str(first + count - 1).encode())
    return first


def _last(path: Path) -> int:
    try:
        text = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return 0
    if not text.isdigit():
        raise UnreadableInput(
            "expected the last control number used; write it there, so that no number is given twice", str(path)
        )
    return int(text)


def write_atomically(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or not at all, whatever happens."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("wb") as handle:
            handle.write(data)
            handle.flush()
            os.fsync(handle.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    with contextlib.suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("a") as handle:
        try:
            import fcntl
        except ImportError:
            yield
            return
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX)
        yield
