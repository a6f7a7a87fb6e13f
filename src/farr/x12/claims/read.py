"""An 837 back to claims, each with the place of every value in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from farr.errors import UnreadableInput
from farr.records import Claim, ClaimType
from farr.x12.claims.codec import Data, Here, Inner, Loop, Part, Spot, put_at, value_at
from farr.x12.claims.grammar import FAMILIES, GRAMMARS, Grammar
from farr.x12.claims.shape import finished
from farr.x12.syntax import Segment, Source, segments

HEADER = frozenset(("ISA", "GS", "ST", "BHT", "SE", "GE", "IEA", "TA1"))
HEADER_PARTIES = ("41", "40")


class ReadClaim(NamedTuple):
    """A claim of a file, or the error that stood in its way.

    ``spots`` says by JSON path where each value stands; ``unread`` are segments that the records have no field for;
    ``number`` is the place of its CLM in the file, ``set_number`` that of its transaction set, ``claim_number`` that of the claim
    in the set, all counted from 1; ``set_control`` is ST02
    and ``group_control`` GS06.
    """

    claim: Claim | None
    error: UnreadableInput | None
    control_number: str
    number: int
    set_control: str
    group_control: str
    set_number: int
    claim_number: int
    spots: dict[str, Spot]
    unread: tuple[Spot, ...]


class _Frame(NamedTuple):
    loop: Loop
    data: Data
    path: str


class _Level:
    """What a hierarchical level has told so far."""

    def __init__(self) -> None:
        self.data: Data = {}
        self.notes: dict[str, Spot] = {}
        self.unread: list[Spot] = []


def read_claims(source: Source, spots: bool = True) -> Iterator[ReadClaim]:
    """The claims of all 837P and 837I transaction sets of a file, in order; other sets are passed over.

    Args:
        source: bytes, or a binary stream.
        spots: note where each value stands (costs about a third more time).
    Raises:
        UnreadableInput: the bytes are no X12, or hold no professional or institutional claim set.
    """
    reader = ClaimReader(spots)
    for segment in segments(source):
        found = reader.take(segment)
        if found is not None:
            yield found
    found = reader.flush()
    if found is not None:
        yield found
    if not reader.sets:
        raise UnreadableInput("no 837 professional or institutional transaction set; farr x12 read reads the others", "ST")


class ClaimReader:
    """Reads claims a segment at a time; see :func:`read_claims`."""

    def __init__(self, spots: bool) -> None:
        self.spots = spots
        self.sets = self.set_number = self.claim_number = 0
        self.guide = self.set_control = self.group_control = ""
        self.grammar: Grammar | None = None
        self.kind: ClaimType = "professional"
        self.stack: list[_Frame] = []
        self.levels: dict[str, _Level] = {}
        self.level = _Level()
        self.claim: Data | None = None
        self.opened = 0
        self.separator = ""

    def take(self, segment: Segment) -> ReadClaim | None:
        """Read one segment; the claim that it ends, if it ends one."""
        name = segment.elements[0]
        if name in HEADER:
            return self._envelope(segment)
        if self.grammar is None:
            return None
        if name == "HL":
            found = self.flush()
            self._open_level(segment.get(3))
            return found
        if name == "CLM":
            found = self.flush()
            self._open_claim(segment)
            return found
        if self.stack:
            self._place(segment)
        return None

    def _envelope(self, segment: Segment) -> ReadClaim | None:
        name = segment.elements[0]
        if name == "BHT":
            return None
        found = self.flush()
        self.stack, self.levels = [], {}
        if name == "GS":
            self.guide, self.group_control = segment.get(8), segment.get(6)
        elif name == "ST":
            guide = (segment.get(3) or self.guide)[:10]
            self.set_control = segment.get(2)
            self.set_number += 1
            self.claim_number = 0
            known = segment.get(1) == "837" and guide in FAMILIES
            self.grammar = GRAMMARS[FAMILIES[guide]] if known else None
            if known:
                self.kind = FAMILIES[guide]
                self.sets += 1
        elif name == "SE":
            self.grammar = None
        return found

    def _open_level(self, code: str) -> None:
        assert self.grammar is not None
        loops = {"20": self.grammar.billing, "22": self.grammar.subscriber, "23": self.grammar.patient}
        for lower in ("20", "22", "23")[("20", "22", "23").index(code) if code in loops else 3 :]:
            self.levels.pop(lower, None)
        self.level = _Level()
        if code in loops:
            self.levels[code] = self.level
            self.stack = [_Frame(loops[code], self.level.data, "")]
        else:
            self.stack = []

    def _open_claim(self, segment: Segment) -> None:
        assert self.grammar is not None
        merged, level = _Level(), self.level
        for code in ("20", "22", "23"):
            if code in self.levels:
                level = self.levels[code]
                _merge(merged.data, level.data)
                merged.notes.update(level.notes)
                merged.unread += level.unread
        self.claim_number += 1
        self.level, self.claim, self.opened = merged, merged.data, segment.number
        merged.data["claim_type"] = self.kind
        self.separator = _separator(segment)
        self.stack = [_Frame(self.grammar.claim, merged.data, "")]
        self._place(segment)

    def _place(self, segment: Segment) -> None:
        """Give the segment to the innermost loop that knows it; opening a loop closes those below."""
        separator = self.separator if self.claim is not None else segment.delimiters.component
        elements = segment.elements
        for depth in range(len(self.stack) - 1, -1, -1):
            frame = self.stack[depth]
            part = frame.loop.find(elements, separator)
            if part is None:
                continue
            del self.stack[depth + 1 :]
            if isinstance(part, Inner):
                frame = self._enter(frame, part)
                part = part.loop.parts[0]
            assert isinstance(part, Part)
            notes = self.level.notes if self.spots else None
            part.read(elements, frame.data, Here(frame.loop.name, segment.number, frame.path, separator, notes))
            return
        self.level.unread.append(Spot(self.stack[-1].loop.name, segment.number, elements[0]))

    def _enter(self, frame: _Frame, part: Inner) -> _Frame:
        path = f"{frame.path}/{'/'.join(part.field)}"
        found = value_at(frame.data, part.field)
        if part.many:
            if found is None:
                found = []
                put_at(frame.data, part.field, found)
            path = f"{path}/{len(found)}"
            found.append({})
            found = found[-1]
        elif found is None:
            found = {}
            put_at(frame.data, part.field, found)
        frame = _Frame(part.loop, found, path)
        self.stack.append(frame)
        return frame

    def flush(self) -> ReadClaim | None:
        """The claim that was being read."""
        data, self.claim = self.claim, None
        if data is None:
            return None
        level = self.level
        control = str(data.get("control_number", ""))
        notes = level.notes if self.spots else None
        error = claim = None
        try:
            claim = finished(data, notes)
        except msgspec.ValidationError as failure:
            error = _unreadable(failure, level.notes, self.opened)
        spots = {_bare(path): spot for path, spot in level.notes.items()} if self.spots else {}
        place = (self.opened, self.set_control, self.group_control, self.set_number, self.claim_number)
        return ReadClaim(claim, error, control, *place, spots, tuple(level.unread))


def _separator(segment: Segment) -> str:
    """The component separator of a claim: the interchange's, unless its CLM05 plainly uses another of the usual two."""
    declared, place = segment.delimiters.component, segment.get(5)
    if declared not in place:
        return next((sign for sign in ":>" if sign in place), declared)
    return declared


def _bare(path: str) -> str:
    return path.replace("/payer/", "/", 1) if path.startswith("/other_payers/") else path


def _unreadable(failure: msgspec.ValidationError, notes: dict[str, Spot], opened: int) -> UnreadableInput:
    message, _, path = str(failure).partition(" - at ")
    pointer = re.sub(r"\[(\d+)\]", r"/\1", path.strip("`$")).replace(".", "/")
    spot = notes.get(pointer)
    place = str(spot) if spot else f"claim that begins with segment {opened} (CLM)"
    return UnreadableInput(
        f"{message.replace('`', '')}; farr x12 check tells what the guide expects", f"{place} {pointer}".strip()
    )


def _merge(target: Data, more: Data) -> None:
    for key, value in more.items():
        if isinstance(value, dict):
            inner = target.setdefault(key, {})
            _merge(inner, value)
        else:
            target[key] = list(value) if isinstance(value, list) else value
