"""One defect, one name: every file of the table differs from a valid one in one place, and the check says where and what."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.x12_samples import KINDS, changed, file, problems

TABLE = Path(__file__).parent / "x12" / "defects.tsv"


def _rows() -> list[tuple[str, ...]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    plain = [tuple(cell.replace("\\n", "\n").replace("\\x01", "\x01") for cell in row) for row in rows]
    assert all(len(row) == 6 for row in plain), [row for row in plain if len(row) != 6]
    return plain


@pytest.mark.parametrize(("kind", "old", "new", "rule", "segment", "element"), _rows())
def test_the_defect_is_named(kind: str, old: str, new: str, rule: str, segment: str, element: str) -> None:
    found = problems(changed(kind, old, new))
    assert (rule, segment, element) in {(one.rule, one.name, one.element) for one in found}, found
    assert len(found) <= 4


@pytest.mark.parametrize("kind", KINDS)
def test_the_base_files_are_valid(kind: str) -> None:
    assert problems(file(kind)) == []
