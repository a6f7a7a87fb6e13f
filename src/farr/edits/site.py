"""Edits that a site writes itself: a folder of ``.py`` and ``.md`` files in the same form as farr's own.

The folder is read anew when a file in it changed, so that an edit can be mended while a server runs.
"""

from __future__ import annotations

import functools
import importlib.util
from pathlib import Path

from farr.edits.engine import Edit, edit_of, edits
from farr.errors import UsageError

FAMILY = "site"


def site_edits(folder: Path) -> tuple[Edit, ...]:
    """The edits of a site's folder by id.

    Raises:
        UsageError: no such folder, a module cannot be loaded, lacks its page, or uses an id that is taken.
    """
    if not folder.is_dir():
        raise UsageError("no such folder of edits; check the path in --config or FARR_EDITS", str(folder))
    files = sorted(path for path in folder.glob("*.py") if not path.name.startswith("_"))
    return _loaded(folder, tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in files))


@functools.lru_cache(maxsize=16)
def _loaded(folder: Path, files: tuple[tuple[str, int, int], ...]) -> tuple[Edit, ...]:
    taken = {edit.id: edit.name for edit in edits()}
    found: dict[str, Edit] = {}
    for name, _, _ in files:
        edit = _edit(folder / name)
        other = taken.setdefault(edit.id, edit.name)
        if edit.id in found or other != edit.name:
            raise UsageError(f"edit id {edit.id} is used by {other} and {edit.name}; give the site's edit an id of its own", name)
        found[edit.id] = edit
    return tuple(found[key] for key in sorted(found))


def _edit(path: Path) -> Edit:
    spec = importlib.util.spec_from_file_location(f"farr_site_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise UsageError("this is no Python module", path.name)
    module = importlib.util.module_from_spec(spec)
    try:
        exec(compile(path.read_bytes(), str(path), "exec"), module.__dict__)  # noqa: S102 - the site's own code, fresh from disk
    except Exception as error:
        raise UsageError(f"the edit cannot be loaded ({type(error).__name__}: {error})", path.name) from error
    return edit_of(module, FAMILY, path.stem, path.parent)
