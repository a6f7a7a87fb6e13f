"""Types 3 and 4 on acknowledgements: the counts of a 999 agree with what it says of the sets."""

from __future__ import annotations

from collections.abc import Callable

from farr.x12.problems import Problem
from farr.x12.tree import Loop, Unit
from farr.x12.validate.telling import Teller

TAKEN = frozenset("AE")
ACCEPTED_CATEGORIES = frozenset(("A0", "A1", "A2", "A5"))
REJECTED_CATEGORIES = frozenset(("A3", "A4", "A6", "A7", "A8"))


class AcknowledgementCheck(Teller):
    """Checks 999 and 277CA."""

    def __init__(self, report: Callable[[Problem], None]) -> None:
        super().__init__(report)

    def unit(self, unit: Unit) -> None:
        """A patient's claim in a 277CA: the action agrees with the category."""
        for inner in unit.loop.children("2200D"):
            for stc in inner.all("STC"):
                category, action = stc.parts(1)[0], stc.get(3)
                if (action == "WQ" and category in REJECTED_CATEGORIES) or (action == "U" and category in ACCEPTED_CATEGORIES):
                    self.element("situation-surplus", stc, inner, 3, f"does not go with category {category}")

    def end(self, root: Loop) -> None:
        """The whole set: AK9 of a 999."""
        ak9 = root.get("AK9")
        if ak9 is None:
            return
        answers = [loop.get("IK5") for loop in root.children("2000")]
        rejected = sum(one is not None and one.get(1) not in TAKEN for one in answers)
        accepted = len(answers) - rejected
        counts = [int(ak9.get(at)) if ak9.get(at).isdigit() else 0 for at in (2, 3, 4)]
        if counts[2] > counts[1]:
            self.element("acknowledgement-count", ak9, root, 4, "accepts more sets than were received")
        elif accepted > counts[2] or counts[2] + rejected > counts[1]:
            self.element("acknowledgement-count", ak9, root, 4, "does not agree with the answers to the sets")
        if ak9.get(1) == "A" and rejected:
            self.element("acknowledgement-count", ak9, root, 1, "accepts the group, and a set of it is rejected")
        if ak9.get(1) == "R" and counts[2]:
            self.element("acknowledgement-count", ak9, root, 1, "rejects the group, and a set of it is accepted")
