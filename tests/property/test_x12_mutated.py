"""X12 under mutation: our own errors only, nothing lost, every cut seen; the fast test is never laxer than the slow one."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.x12_mutations import mutated, survive
from tests.x12_samples import KINDS, file, problems

from farr.errors import UnreadableInput
from farr.x12.guides import guide
from farr.x12.problems import Problem
from farr.x12.syntax import DEFAULT, Segment
from farr.x12.validate.elements import explain

VALUES = st.sampled_from(
    ["", "A", "11", "XX", "20260504", "20260230", "20260504-20260505", "D8", "RD8", "TM", "1400", "12.5", "-3", "1.234", ".5",
     "5.", "A:B", "HC:99213", "ABK:I10", "ABK:I10:::::::Y", "Y", " A", "A ", " ", "^", "é", "\x01", "Z" * 90, "0" * 19]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(min_value=0))
def test_mutated_files_are_survived(seed: int) -> None:
    survive(mutated(random.Random(seed)))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_anywhere_is_said_to_be_cut(kind: str) -> None:
    data = file(kind).encode()
    for length in range(1, len(data) - 1, 7):
        try:
            found = {one.rule for one in problems(data[:length])}
        except UnreadableInput:
            found = set()
        assert found & {"file-cut"}, length


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([("005010X222A1", "837"), ("005010X223A2", "837"), ("005010X221A1", "835"), ("005010X214", "277")]), st.data()
)
def test_what_the_fast_test_passes_the_slow_one_passes(version: tuple[str, str], data: st.DataObject) -> None:
    made = guide(*version, DEFAULT)
    assert made is not None
    node = data.draw(st.sampled_from(made.nodes))
    elements = [node.id]
    for element in node.elements:
        usual = st.sampled_from(sorted(element.codes)) if element.codes else VALUES
        elements.append(data.draw(usual if element.usage == "R" else st.one_of(st.just(""), usual)))
    while not elements[-1]:
        elements.pop()
    text = "*".join(elements)
    assert node.match is not None
    found: list[Problem] = []
    explain(Segment(1, 0, text, elements, "~", DEFAULT), node, found.append)
    wrong = [one for one in found if one.severity != "warning" and one.rule != "period-reversed"]
    assert not (node.match.match(text) and wrong), (text, wrong)
