"""One data folder for all tests, compiled once: the workers of a parallel run wait for the first of them."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
HOME = REPOSITORY / ".venv" / "test-home"
KIT = REPOSITORY.parent / "shared" / "eval"
os.environ["FARR_HOME"] = str(HOME)


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    import fcntl

    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compile the tables, the index and the lexicon before the first test."""
    from farr.pipeline.setup import Part, prepare

    with _alone(HOME / "lock"):
        for part in (Part.search, Part.lexicon):
            prepare(part)


@pytest.fixture(scope="session")
def icd10cm():  # type: ignore[no-untyped-def]
    """The installed release of ICD-10-CM."""
    from farr.tables import as_of

    return as_of().icd10cm


@pytest.fixture(scope="session")
def kit() -> Path:
    """The evaluation kit beside the project."""
    if not KIT.is_dir():
        pytest.skip("the evaluation kit is not beside the project (../shared/eval)")
    return KIT
