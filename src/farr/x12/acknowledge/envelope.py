"""The envelope of an answer: sender and receiver change places."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from farr.x12.segments import COMPONENT, ELEMENT, REPETITION, TERMINATOR, day, segment
from farr.x12.syntax import Segment

PLAIN = str.maketrans(dict.fromkeys(ELEMENT + COMPONENT + REPETITION + TERMINATOR, " "))


class Answer(NamedTuple):
    """When an answer is written and under which control number (1 to 999999999)."""

    control: int
    created: dt.datetime


def plain(value: str, longest: int = 0) -> str:
    """A value without the delimiters that farr writes; control characters by their names, as acknowledgements show them."""
    shown = "".join({"\n": "<LF>", "\r": "<CR>"}.get(sign, sign if " " <= sign < "\x7f" else "?") for sign in value)
    shown = shown.translate(PLAIN)
    return shown[:longest] if longest else shown


def wrap(
    isa: Segment | None, gs: Segment, functional: str, guide: str, answer: Answer, sets: list[list[str]], outside: list[str]
) -> str:
    """An interchange around transaction sets (each from ST on, without SE); ``outside`` are TA1 segments."""
    when = answer.created
    control = f"{answer.control:09d}"
    sender = (isa.get(7), isa.get(8)) if isa is not None else ("ZZ", gs.get(3).ljust(15)[:15])
    receiver = (isa.get(5), isa.get(6)) if isa is not None else ("ZZ", gs.get(2).ljust(15)[:15])
    usage = isa.get(15) if isa is not None and isa.get(15) in {"P", "T"} else "T"
    head = [
        "ISA", "00", " " * 10, "00", " " * 10, sender[0], sender[1].ljust(15)[:15], receiver[0], receiver[1].ljust(15)[:15],
        when.strftime("%y%m%d"), when.strftime("%H%M"), REPETITION, "00501", control, "0", usage, COMPONENT,
    ]  # fmt: skip
    number = str(answer.control)
    lines = [ELEMENT.join(head), *outside]
    if sets:
        lines.append(
            segment(
                "GS", functional, plain(gs.get(3)), plain(gs.get(2)), day(when.date()), when.strftime("%H%M"), number, "X", guide
            )
        )
        for count, body in enumerate(sets, 1):
            st = body[0].split(ELEMENT)
            st[2] = f"{count:04d}"
            lines += [ELEMENT.join(st), *body[1:], segment("SE", str(len(body) + 1), f"{count:04d}")]
        lines.append(segment("GE", str(len(sets)), number))
    lines.append(segment("IEA", "1" if sets else "0", control))
    return "".join(f"{line}{TERMINATOR}\n" for line in lines)
