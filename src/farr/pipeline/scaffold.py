"""``farr new edit``: the two files of a new edit."""

from __future__ import annotations

import re
from pathlib import Path

from farr.edits import edits
from farr.edits.page import HEADINGS
from farr.errors import UsageError

MODULE = '''"""{sentence}."""

from collections.abc import Iterator

from farr.edits.context import Context, Fault

ID = "{id}"
SEVERITY = "warning"
STAGE = "coding"
SOURCE = ""


def check(context: Context) -> Iterator[Fault]:
    for diagnosis in context.valid:
        if diagnosis.code == "":
            yield Fault(diagnosis.where, (diagnosis.code,), "", "")
'''


def scaffold(name: str, family: str, root: Path) -> tuple[Path, Path]:
    """Write ``<family>/<name>.py`` and ``.md`` below ``root``.

    Raises:
        UsageError: the name is not in words joined by hyphens, the family has no folder, or the edit exists.
    """
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name):
        raise UsageError("expected lower-case words joined by hyphens", name[:40])
    folder = root / family
    if not folder.is_dir():
        known = ", ".join(sorted(path.name for path in root.iterdir() if path.is_dir())) if root.is_dir() else "none"
        raise UsageError(f"no such family below {root}; families: {known}", family[:40])
    module = folder / f"{name.replace('-', '_')}.py"
    page = module.with_suffix(".md")
    if module.exists() or page.exists():
        raise UsageError("this edit exists already", name)
    sentence = name.replace("-", " ").capitalize()
    module.write_text(MODULE.format(sentence=sentence, id=next_id(family)), encoding="utf-8")
    body = "\n".join(f"\n## {heading}\n\n{_hint(heading)}" for heading in HEADINGS)
    page.write_text(f"# {sentence}\n{body}\n", encoding="utf-8")
    return module, page


def next_id(family: str) -> str:
    """The id behind the highest one in use in the family."""
    used = [edit.id for edit in edits() if edit.family == family]
    prefix = used[0].rpartition("-")[0] if used else family[:3].upper()
    highest = max((int(identity.rpartition("-")[2]) for identity in used), default=0)
    return f"{prefix}-{highest + 1:03d}"


def _hint(heading: str) -> str:
    if heading != "Examples":
        return f"({heading.lower()}: write it here)"
    encounter = '{"id": "e", "from": "2026-05-04", "diagnoses": [{"code": "I10"}]}'
    return f"One that fires, one that comes close and does not:\n\n```json\n{encounter}\n```\n\n```findings\nnone\n```"
