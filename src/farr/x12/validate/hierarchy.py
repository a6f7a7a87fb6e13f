"""SNIP type 1: the HL segments of a set form a tree, numbered from 1."""

from __future__ import annotations

from collections.abc import Callable

from farr.x12.problems import Problem
from farr.x12.syntax import Segment

PARENTS = {
    "837": {"20": "", "22": "20", "23": "22"},
    "277": {"20": "", "21": "20", "19": "21", "PT": "19", "22": "19", "23": "22"},
    "276": {"20": "", "21": "20", "19": "21", "22": "19", "23": "22"},
    "270": {"20": "", "21": "20", "22": "21", "23": "22"},
    "271": {"20": "", "21": "20", "22": "21", "23": "22"},
}


class Hierarchy:
    """The levels of one transaction set; flat memory: only the open levels are kept."""

    def __init__(self, set_id: str, report: Callable[[Problem], None]) -> None:
        self.parents = PARENTS.get(set_id, {})
        self.report, self.count = report, 0
        self.open: list[tuple[str, str, Segment, bool]] = []

    def tell(self, segment: Segment, at: int, message: str) -> None:
        """Report a fault of an HL element."""
        self.report(
            Problem(
                "hierarchy",
                segment,
                "HL",
                "",
                f"HL{at:02d} {message}",
                "8",
                "7",
                (at, 0, 0),
                ("628", "734", "735", "736")[at - 1],
            )
        )

    def level(self, segment: Segment) -> None:
        """The next HL."""
        self.count += 1
        number, parent, kind = (segment.get(at) for at in (1, 2, 3))
        if number != str(self.count):
            self.tell(segment, 1, f"is not {self.count}: levels are numbered from 1 without gaps")
        wanted = self.parents.get(kind)
        if wanted is None:
            return
        if not wanted:
            self._close(0)
            if parent:
                self.tell(segment, 2, "must be empty: this level has no parent")
        else:
            holder = next((n for n, level in enumerate(self.open) if level[1] == wanted), None)
            named = next((level for level in self.open if level[0] == parent), None)
            if named is None:
                self.tell(segment, 2, "names no level that is open")
            elif named[1] != wanted:
                self.tell(segment, 2, f"names a level of kind {named[1]}; expected one of kind {wanted}")
            if holder is not None:
                self._close(holder + 1)
                level = self.open[holder]
                if level[2].get(4) == "0" and not level[3]:
                    self.tell(level[2], 4, "says that no level follows below, and one does")
                self.open[holder] = (*level[:3], True)
        self.open.append((number, kind, segment, False))

    def _close(self, keep: int) -> None:
        while len(self.open) > keep:
            _, kind, segment, children = self.open.pop()
            if segment.get(4) == "1" and not children and kind != "PT":
                self.tell(segment, 4, "says that a level follows below, and none does")

    def end(self) -> None:
        """The set ends."""
        self._close(0)
