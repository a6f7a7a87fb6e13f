"""The 999: for each functional group, which sets are accepted, and what is wrong in the others.

Source: ASC X12C/005010X231A1 (structure and codes).
"""

from __future__ import annotations

from farr.x12.acknowledge.envelope import Answer, plain, wrap
from farr.x12.acknowledge.results import GroupResult, Results, SetResult
from farr.x12.problems import Problem
from farr.x12.segments import COMPONENT, segment
from farr.x12.validate.rules import rules

GUIDE = "005010X231A1"
HIGHEST_TYPE = 5
SET_CODES = {
    "set-trailer-missing": "2",
    "set-control-number": "3",
    "segment-count": "4",
    "set-control": "7",
    "control-number-repeated": "23",
}
GROUP_CODES = {"group-trailer-missing": "3", "group-control-number": "4", "set-count": "5", "group-header": "6"}
INTERCHANGE_CODES = {
    "interchange-header": "022", "interchange-trailer-missing": "023", "interchange-control-number": "001", "group-count": "021",
    "file-cut": "023",
}  # fmt: skip
LONGEST_COPY = 99
MISSING = "3"
"""A segment that is missing at the end of a set is told at the last segment before SE."""


def implementation_acknowledgement(results: Results, answer: Answer) -> str:
    """The 999 interchange that answers a checked file, one ST to SE a functional group.

    A TA1 stands before it where the sender asked for one (ISA14) or the interchange itself is at fault.
    """
    sets = [_group(group) for group in results.groups]
    first = results.groups[0] if results.groups else None
    if first is None:
        return ""
    return wrap(first.isa, first.gs, "FA", GUIDE, answer, sets, _interchange(results))


def _interchange(results: Results) -> list[str]:
    lines = []
    wrong = {rule for rule, _ in results.faults} & INTERCHANGE_CODES.keys()
    for isa in results.interchanges:
        if isa.get(14) == "1" or wrong:
            code = INTERCHANGE_CODES[sorted(wrong)[0]] if wrong else "000"
            lines.append(segment("TA1", isa.get(13), isa.get(9), isa.get(10), "E" if wrong else "A", code))
    return lines


def _group(group: GroupResult) -> list[str]:
    gs = group.gs
    lines = [segment("ST", "999", "0001", GUIDE), segment("AK1", plain(gs.get(1)), plain(gs.get(6)), plain(gs.get(8)))]
    accepted = 0
    for one in group.sets:
        lines += _set(one)
        accepted += not _counted(one)
    count = len(group.sets)
    codes = sorted({GROUP_CODES[rule] for rule in group.faults if rule in GROUP_CODES})
    verdict = "A" if accepted == count and not codes else "R" if not accepted or codes else "P"
    declared = group.declared if group.declared.isdigit() else str(count)
    return [*lines, segment("AK9", verdict, declared, str(count), str(accepted), *codes[:5])]


def _counted(one: SetResult) -> list[Problem]:
    """The faults that reject a set: those of types 1 to 5."""
    return [problem for problem in one.problems if rules()[problem.rule].snip <= HIGHEST_TYPE]


def _set(one: SetResult) -> list[str]:
    st = one.st
    lines = [segment("AK2", plain(st.get(1)), plain(st.get(2)), plain(st.get(3)))]
    codes: list[str] = []
    groups: dict[tuple[int, str, str, str], list[Problem]] = {}
    for problem in _counted(one):
        if problem.rule in SET_CODES:
            codes.append(SET_CODES[problem.rule])
        else:
            key = (problem.segment.number, problem.name, problem.loop, problem.segment_code or "8")
            groups.setdefault(key, []).append(problem)
    for (number, name, loop, code), found in groups.items():
        position = number - st.number + (0 if found[0].segment.id == "SE" and code == MISSING else 1)
        lines.append(segment("IK3", plain(name, 3), str(max(position, 1)), plain(loop, 4) if loop[:1].isdigit() else "", code))
        if code == "8":
            lines += [_element(problem) for problem in found if problem.element_code and problem.place[0]]
    if groups:
        codes.append("5")
    return [*lines, segment("IK5", "R" if codes else "A", *sorted(set(codes))[:5])]


def _element(problem: Problem) -> str:
    at, part, repeat = problem.place
    place = (
        str(at) if not part and not repeat else COMPONENT.join([str(at), str(part or ""), str(repeat or "")]).rstrip(COMPONENT)
    )
    number = problem.number if problem.number[:1].isdigit() else ""
    return segment("IK4", place, number, problem.element_code, plain(problem.value, LONGEST_COPY).strip())
