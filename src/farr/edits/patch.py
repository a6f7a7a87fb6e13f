"""Applies the patches of fixes (RFC 6902) to an encounter, and keeps what points at its diagnoses pointing at the same ones."""

from __future__ import annotations

from typing import Any

import msgspec

from farr.errors import UsageError
from farr.records import Encounter


def patched(encounter: Encounter, operations: tuple[dict[str, Any], ...]) -> Encounter:
    """The encounter after the operations.

    Pointers of service lines and paths of evidence follow the diagnoses that a patch moves; those of a removed one go to the
    diagnosis of the same code that stays, else away.
    Raises:
        UsageError: an operation is none of RFC 6902, or its path is not in the encounter.
    """
    data = msgspec.json.decode(msgspec.json.encode(encounter))
    before = list(data.get("diagnoses", []))
    for operation in operations:
        _apply(data, operation)
    after = data.get("diagnoses", [])
    if len(after) < len(before) or any("from" in operation for operation in operations):
        _follow(data, {old: _place(after, diagnosis) for old, diagnosis in enumerate(before)})
    return msgspec.convert(data, Encounter, strict=False)


def _place(after: list[Any], diagnosis: Any) -> int | None:
    same = next((new for new, one in enumerate(after) if one is diagnosis), None)
    return same if same is not None else next((new for new, one in enumerate(after) if _bare(one) == _bare(diagnosis)), None)


def _bare(diagnosis: Any) -> str:
    return str(diagnosis["code"]).replace(".", "").upper()


def _follow(data: dict[str, Any], places: dict[int, int | None]) -> None:
    for line in data.get("lines", []):
        moved = [places.get(pointer - 1, pointer - 1) for pointer in line.get("diagnosis_pointers", [])]
        if moved:
            line["diagnosis_pointers"] = list(dict.fromkeys(place + 1 for place in moved if place is not None))
    evidence: dict[str, list[Any]] = {}
    for path, links in data.get("evidence", {}).items():
        head, _, number = path.rpartition("/")
        if head == "/diagnoses" and number.isdigit():
            place = places.get(int(number))
            if place is not None:
                evidence.setdefault(f"{head}/{place}", []).extend(links)
        else:
            evidence.setdefault(path, []).extend(links)
    if evidence:
        data["evidence"] = evidence


def _apply(data: Any, operation: dict[str, Any]) -> None:
    kind, path = operation.get("op"), str(operation.get("path", ""))
    if kind == "add":
        _add(data, path, operation["value"])
    elif kind == "remove":
        _take(data, path)
    elif kind == "replace":
        _take(data, path)
        _add(data, path, operation["value"])
    elif kind == "move":
        _add(data, path, _take(data, str(operation["from"])))
    elif kind == "copy":
        holder, key = _reach(data, str(operation["from"]))
        _add(data, path, msgspec.json.decode(msgspec.json.encode(holder[key])))
    elif kind == "test":
        holder, key = _reach(data, path)
        if holder[key] != operation["value"]:
            raise UsageError("the value is not the one that the patch tests for", path)
    else:
        raise UsageError("expected add, remove, replace, move, copy or test", path)


def _reach(data: Any, path: str, adding: bool = False) -> tuple[Any, Any]:
    """The holder of a path's last step, and that step as a key of it."""
    steps = [step.replace("~1", "/").replace("~0", "~") for step in path.split("/")[1:]]
    holder: Any = data
    try:
        for step in steps[:-1]:
            holder = holder[int(step)] if isinstance(holder, list) else holder[step]
        if isinstance(holder, list):
            key: Any = len(holder) if adding and steps[-1] == "-" else int(steps[-1])
            inside = 0 <= key < len(holder) + adding
        else:
            key = steps[-1]
            inside = adding or key in holder
    except (LookupError, ValueError, TypeError):
        inside, key = False, None
    if not inside:
        raise UsageError("the patch names a path that the encounter does not have", path)
    return holder, key


def _add(data: Any, path: str, value: Any) -> None:
    holder, key = _reach(data, path, adding=True)
    if isinstance(holder, list):
        holder.insert(key, value)
    else:
        holder[key] = value


def _take(data: Any, path: str) -> Any:
    holder, key = _reach(data, path)
    return holder.pop(key)
